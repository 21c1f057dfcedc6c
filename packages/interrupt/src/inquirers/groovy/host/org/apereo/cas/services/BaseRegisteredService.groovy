// The whole definition as its Java object answers it (D36), by getter and by property.
package org.apereo.cas.services

import vestibule.Described
import vestibule.Refused

abstract class BaseRegisteredService extends Described implements RegisteredService {

    /** `whole`: what is not said has the default of its Java class; else it is not known here. */
    BaseRegisteredService(Map<String, Object> said, boolean whole) {
        super(whole ? 'CasRegisteredService' : 'unknown', 'registeredService', said)
    }

    @Override
    protected Object member(String name) {
        switch (name) {
            case 'friendlyName': return getFriendlyName()
            case 'evaluationPriority': return getEvaluationPriority()
            // The name in the file, and the one before 7.0.
            case 'multifactorAuthenticationPolicy':
            case 'multifactorPolicy': return super.member(says('multifactorPolicy') ? 'multifactorPolicy' : 'multifactorAuthenticationPolicy')
            case 'requiredHandlers': return says('requiredHandlers') ? super.member('requiredHandlers') : ((Described) getAuthenticationPolicy()).getProperty('requiredAuthenticationHandlers')
        }
        return super.member(name)
    }

    long getId() { return ((Number) member('id')).longValue() }

    String getName() { return text('name') }

    String getServiceId() { return text('serviceId') }

    String getFriendlyName() { return 'CAS Client' }

    String getDescription() { return text('description') }

    String getTheme() { return text('theme') }

    String getLocale() { return text('locale') }

    String getLogo() { return text('logo') }

    String getInformationUrl() { return text('informationUrl') }

    String getPrivacyUrl() { return text('privacyUrl') }

    String getTemplateName() { return text('templateName') }

    String getLogoutUrl() { return text('logoutUrl') }

    RegisteredServiceLogoutType getLogoutType() { return (RegisteredServiceLogoutType) member('logoutType') }

    int getEvaluationOrder() { return Integer.parseInt(text('evaluationOrder')) }

    int getEvaluationPriority() { return says('evaluationPriority') ? Integer.parseInt(String.valueOf(super.member('evaluationPriority'))) : 0 }

    Set<String> getEnvironments() { return (Set<String>) member('environments') }

    Map<String, RegisteredServiceProperty> getProperties() { return (Map<String, RegisteredServiceProperty>) member('properties') }

    List getContacts() { return (List) member('contacts') }

    Object getAccessStrategy() { return member('accessStrategy') }

    Object getAttributeReleasePolicy() { return member('attributeReleasePolicy') }

    Object getUsernameAttributeProvider() { return member('usernameAttributeProvider') }

    Object getMultifactorAuthenticationPolicy() { return member('multifactorAuthenticationPolicy') }

    Object getMultifactorPolicy() { return member('multifactorPolicy') }

    Object getExpirationPolicy() { return member('expirationPolicy') }

    Object getMatchingStrategy() { return member('matchingStrategy') }

    Object getAuthenticationPolicy() { return member('authenticationPolicy') }

    Object getPublicKey() { return member('publicKey') }

    Object getTicketGrantingTicketExpirationPolicy() { return member('ticketGrantingTicketExpirationPolicy') }

    protected String text(String name) {
        Object value = member(name)
        return value == null ? null : String.valueOf((Object) value)
    }
}
