// A scope or parameter map: a map, with the names that attribute maps of the reference have besides. What the reference
// keeps in a scope and we do not have is named, not answered by nothing (D37).
package vestibule

import org.springframework.webflow.core.collection.MutableAttributeMap

class Scope extends LinkedHashMap<String, Object> implements MutableAttributeMap {

    private static final Set<String> OF_THE_REFERENCE = [
        'credential', 'authenticationResult', 'authenticationResultBuilder', 'ticketGrantingTicketId', 'serviceTicketId',
        'ticketGrantingTicket', 'unauthorizedRedirectUrl', 'warnCookieValue', 'interrupt', 'registeredServiceContact',
        'passwordManagementEnabled', 'passwordManagementQueries', 'rememberMeAuthenticationEnabled', 'recaptchaSiteKey',
        'captchaEnabled', 'publicWorkstation', 'warnOnRedirect', 'googleAnalyticsTrackingId', 'trackGeoLocation',
        'authenticationHandlers', 'multifactorAuthenticationProviders', 'mfaProvider', 'mfaProviderId',
        'acceptableUsagePolicyTerms', 'aupStatus', 'surrogateAuthenticationRequest', 'delegatedAuthenticationProviders',
        'delegatedClientIds', 'deviceRegistration', 'httpRequestSecure', 'httpRequestMethod', 'httpRequestHeaderUserAgent',
        'staticAuthentication', 'passwordlessAuthenticationEnabled', 'passwordlessUserAccount', 'geoLocation', 'locale',
        'singleSignOnParticipationRequest', 'initialHttpRequest', 'lastUsername', 'rootCauseException',
        'authenticationWarnings', 'authorizationFailed', 'browserStorage', 'ticketGrantingTicketIdentifier', 'logoutRequests',
        'principal', 'authentication', 'service', 'registeredService'
    ] as Set

    private final String path
    private final boolean knowing

    /** `knowing`: one in which the reference keeps things of its own. */
    Scope(String path, boolean knowing) {
        this.path = path
        this.knowing = knowing
    }

    @Override
    Object get(Object name) {
        requireKnown(name)
        return super.get(name)
    }

    Object get(String name, Object otherwise) { return containsKey(name) ? get((Object) name) : otherwise }

    Object getRequired(String name) {
        Object value = get((Object) name)
        if (value == null) { throw new IllegalArgumentException('Required attribute \'' + name + '\' is not present') }
        return value
    }

    Object get(String name, Class type) {
        Object value = get((Object) name)
        return value == null ? null : type.cast(value)
    }

    boolean contains(String name) { return containsKey(name) }

    @Override
    boolean containsKey(Object name) {
        requireKnown(name)
        return super.containsKey(name)
    }

    String getString(String name) {
        Object value = get((Object) name)
        return value == null ? null : String.valueOf(value)
    }

    Boolean getBoolean(String name) { return (Boolean) get((Object) name) }

    Integer getInteger(String name) {
        Object value = get((Object) name)
        return value == null ? null : Integer.valueOf(String.valueOf(value))
    }

    Long getLong(String name) {
        Object value = get((Object) name)
        return value == null ? null : Long.valueOf(String.valueOf(value))
    }

    Collection getCollection(String name) { return (Collection) get((Object) name) }

    Map<String, Object> asMap() { return this }

    private void requireKnown(Object name) {
        if (knowing && OF_THE_REFERENCE.contains(name) && !super.containsKey(name)) {
            throw Refused.notAvailable(path + '.' + name)
        }
    }
}
