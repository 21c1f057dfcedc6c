// What the Java classes of a service definition answer where the file says nothing, and the shapes that its members have
// there (Apereo CAS 7.0).
package vestibule

import org.apereo.cas.services.DefaultRegisteredServiceProperty
import org.apereo.cas.services.RegisteredServiceLogoutType
import org.apereo.cas.util.model.TriStateBoolean

class Kinds {

    static final String SERVICES = 'org.apereo.cas.services.'

    private static final Map<String, Object> RELEASE = [
        attributeFilter: null, authorizedToReleaseAuthenticationAttributes: true, authorizedToReleaseCredentialPassword: false,
        authorizedToReleaseProxyGrantingTicket: false, excludeDefaultAttributes: false, principalIdAttribute: null, order: 0
    ]

    /** By the last part of the class's name. A member that is not here and not in the file is not available. */
    private static final Map<String, Map<String, Object>> DEFAULTS = [
        CasRegisteredService: [
            serviceId: null, name: null, theme: null, locale: null, informationUrl: null, privacyUrl: null, templateName: null,
            id: -1L, description: null, expirationPolicy: ['@class': 'DefaultRegisteredServiceExpirationPolicy'],
            ticketGrantingTicketExpirationPolicy: null, evaluationOrder: 0,
            usernameAttributeProvider: ['@class': 'DefaultRegisteredServiceUsernameProvider'],
            logoutType: 'BACK_CHANNEL', environments: [],
            attributeReleasePolicy: ['@class': 'ReturnAllowedAttributeReleasePolicy'],
            multifactorAuthenticationPolicy: ['@class': 'DefaultRegisteredServiceMultifactorPolicy'],
            publicKey: null, matchingStrategy: ['@class': 'FullRegexRegisteredServiceMatchingStrategy'], logo: null,
            logoutUrl: null, accessStrategy: ['@class': 'DefaultRegisteredServiceAccessStrategy'],
            authenticationPolicy: ['@class': 'DefaultRegisteredServiceAuthenticationPolicy'], properties: [:], contacts: [],
            acceptableUsagePolicy: ['@class': 'DefaultRegisteredServiceAcceptableUsagePolicy'],
            singleSignOnParticipationPolicy: null,
            webflowInterruptPolicy: ['@class': 'DefaultRegisteredServiceWebflowInterruptPolicy'],
            proxyPolicy: ['@class': 'RefuseRegisteredServiceProxyPolicy'], proxyTicketExpirationPolicy: null,
            proxyGrantingTicketExpirationPolicy: null, serviceTicketExpirationPolicy: null, redirectUrl: null,
            supportedProtocols: [], responseType: null
        ],
        DefaultRegisteredServiceAccessStrategy: [
            order: 0, enabled: true, ssoEnabled: true, unauthorizedRedirectUrl: null, requireAllAttributes: true,
            requiredAttributes: [:], rejectedAttributes: [:], caseInsensitive: false,
            delegatedAuthenticationPolicy: ['@class': 'DefaultRegisteredServiceDelegatedAuthenticationPolicy']
        ],
        DefaultRegisteredServiceDelegatedAuthenticationPolicy: [
            allowedProviders: [], permitUndefined: true, exclusive: false, selectionStrategy: null
        ],
        ReturnAllowedAttributeReleasePolicy: RELEASE + [allowedAttributes: []],
        ReturnMappedAttributeReleasePolicy: RELEASE + [allowedAttributes: [:]],
        ReturnAllAttributeReleasePolicy: RELEASE + [excludedAttributes: []],
        DenyAllAttributeReleasePolicy: RELEASE,
        DefaultRegisteredServiceUsernameProvider: [canonicalizationMode: 'NONE', encryptUsername: false, scope: null, removePattern: null],
        PrincipalAttributeRegisteredServiceUsernameProvider: [
            canonicalizationMode: 'NONE', encryptUsername: false, scope: null, removePattern: null, usernameAttribute: null
        ],
        DefaultRegisteredServiceWebflowInterruptPolicy: [
            enabled: true, forceExecution: 'UNDEFINED', attributeName: null, attributeValue: null, groovyScript: null
        ],
        DefaultRegisteredServiceMultifactorPolicy: [
            multifactorAuthenticationProviders: [], principalAttributeNameTrigger: null, principalAttributeValueToMatch: null,
            bypassEnabled: false, forceExecution: false, bypassTrustedDeviceEnabled: false,
            bypassPrincipalAttributeName: null, bypassPrincipalAttributeValue: null, script: null
        ],
        DefaultRegisteredServiceExpirationPolicy: [
            deleteWhenExpired: false, notifyWhenDeleted: false, notifyWhenExpired: false, expirationDate: null
        ],
        DefaultRegisteredServiceAuthenticationPolicy: [
            requiredAuthenticationHandlers: [], excludedAuthenticationHandlers: [], criteria: null
        ],
        DefaultRegisteredServiceAcceptableUsagePolicy: [enabled: true, messageCode: null, text: null],
        DefaultRegisteredServiceContact: [name: null, email: null, phone: null, department: null, type: null],
        RefuseRegisteredServiceProxyPolicy: [:],
        RegexMatchingRegisteredServiceProxyPolicy: [pattern: null, useServiceId: false, exactMatch: false],
        FullRegexRegisteredServiceMatchingStrategy: [:],
        PartialRegexRegisteredServiceMatchingStrategy: [:],
        LiteralRegisteredServiceMatchingStrategy: [caseInsensitive: false]
    ]

    /** Members that are sets there, also as the values of a map. */
    private static final Set<String> SETS = [
        'environments', 'supportedProtocols', 'requiredHandlers', 'multifactorAuthenticationProviders', 'values',
        'requiredAuthenticationHandlers', 'excludedAuthenticationHandlers', 'requiredAttributes', 'rejectedAttributes',
        'excludedAttributes', 'permittedRoles'
    ] as Set
    /** Enumerations that nobody has declared here: a text would be something else than what is there. */
    private static final Set<String> OTHER_ENUMERATIONS = ['failureMode', 'selectionStrategy', 'canonicalizationMode'] as Set

    static Map<String, Object> defaultsOf(String kind) {
        Map<String, Object> known = DEFAULTS.get(kind.substring(kind.lastIndexOf('.') + 1))
        return known == null ? Collections.<String, Object> emptyMap() : known
    }

    static Object shaped(String name, Object value, String path) {
        if (value == null) { return null }
        if (OTHER_ENUMERATIONS.contains(name)) { throw Refused.notAvailable(path) }
        switch (name) {
            case 'properties': return new GivenMap(path, properties((Map) value))
            case 'logoutType': return RegisteredServiceLogoutType.valueOf(String.valueOf(value).trim().toUpperCase(Locale.ROOT))
            case 'forceExecution':
                return value instanceof Boolean ? value : TriStateBoolean.valueOf(String.valueOf(value).trim().toUpperCase(Locale.ROOT))
            case 'unauthorizedRedirectUrl': return URI.create(String.valueOf(value))
            case 'contacts': return new GivenList(path, contacts((List) value, path))
        }
        return plain(value, path, SETS.contains(name))
    }

    private static Object plain(Object value, String path, boolean sets) {
        if (value instanceof Map) {
            Map<String, Object> map = (Map) value
            Object kind = map.get('@class')
            if (kind instanceof String) { return described((String) kind, map, path) }
            Map<String, Object> copy = new LinkedHashMap<String, Object>()
            for (Map.Entry<String, Object> entry : map.entrySet()) {
                copy.put(entry.getKey(), plain(entry.getValue(), path + '.' + entry.getKey(), sets))
            }
            return new GivenMap(path, copy)
        }
        if (value instanceof List) {
            Collection<Object> items = sets ? new LinkedHashSet<Object>() : new ArrayList<Object>()
            for (Object item : (List) value) { items.add(plain(item, path, sets)) }
            return sets ? Collections.unmodifiableSet((Set) items) : new GivenList(path, items)
        }
        return value
    }

    private static Map<String, Object> properties(Map said) {
        Map<String, Object> properties = new LinkedHashMap<String, Object>()
        for (Object entry : said.entrySet()) {
            String name = String.valueOf(((Map.Entry) entry).getKey())
            Object value = ((Map.Entry) entry).getValue()
            if (name == '@class') { continue }
            Object values = value instanceof Map ? ((Map) value).get('values') : value
            properties.put(name, new DefaultRegisteredServiceProperty(values instanceof List ? (List) values : [values]))
        }
        return properties
    }

    private static List<Object> contacts(List said, String path) {
        List<Object> contacts = new ArrayList<Object>()
        for (Object one : said) {
            Map<String, Object> contact = new LinkedHashMap<String, Object>((Map) one)
            if (!contact.containsKey('@class')) { contact.put('@class', SERVICES + 'DefaultRegisteredServiceContact') }
            contacts.add(described((String) contact.get('@class'), contact, path))
        }
        return contacts
    }

    /** An object whose Java class has the name that the file says, so that `instanceof` and `class` answer as there. */
    private static Object described(String kind, Map<String, Object> members, String path) {
        String full = kind.contains('.') ? kind : SERVICES + kind
        Map<String, Object> said = new LinkedHashMap<String, Object>(members)
        said.remove('@class')
        return ReferenceClasses.policy(full).newInstance([full, path, said] as Object[])
    }
}
