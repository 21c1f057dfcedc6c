package org.apereo.cas.services

interface RegisteredService extends Serializable {

    long getId()

    String getName()

    /** The pattern of the definition. */
    String getServiceId()

    String getFriendlyName()

    String getDescription()

    String getTheme()

    String getLocale()

    String getLogo()

    String getInformationUrl()

    String getPrivacyUrl()

    String getTemplateName()

    String getLogoutUrl()

    RegisteredServiceLogoutType getLogoutType()

    int getEvaluationOrder()

    int getEvaluationPriority()

    Set<String> getEnvironments()

    Map<String, RegisteredServiceProperty> getProperties()

    List getContacts()

    Object getAccessStrategy()

    Object getAttributeReleasePolicy()

    Object getUsernameAttributeProvider()

    Object getMultifactorAuthenticationPolicy()

    Object getExpirationPolicy()

    Object getMatchingStrategy()

    Object getAuthenticationPolicy()

    Object getPublicKey()

    Object getTicketGrantingTicketExpirationPolicy()
}
