// The names of properties that the server itself knows there. A class of its own under the name of the inner one: Groovy 2.4
// puts no enumeration into an interface. A name that is not here is not available.
package org.apereo.cas.services

enum RegisteredServiceProperty$RegisteredServiceProperties {

    WSFED_RELYING_PARTY_ID('wsfed.relyingPartyIdentifier', ''),
    TOKEN_AS_SERVICE_TICKET('jwtAsServiceTicket', 'false'),
    ACCESS_TOKEN_AS_JWT_SIGNING_ENABLED('accessTokenAsJwtSigningEnabled', 'true'),
    ACCESS_TOKEN_AS_JWT_ENCRYPTION_ENABLED('accessTokenAsJwtEncryptionEnabled', 'false'),
    WILDCARDED_SERVICE_DEFINITION('wildcardedServiceDefinition', 'false'),
    SKIP_REQUIRED_SERVICE_CHECK('skipRequiredServiceCheck', 'false'),
    HTTP_HEADER_ENABLE_CACHE_CONTROL('httpHeaderEnableCacheControl', 'true'),
    HTTP_HEADER_ENABLE_XCONTENT_OPTIONS('httpHeaderEnableXContentOptions', 'true'),
    HTTP_HEADER_ENABLE_STRICT_TRANSPORT_SECURITY('httpHeaderEnableStrictTransportSecurity', 'true'),
    HTTP_HEADER_ENABLE_XFRAME_OPTIONS('httpHeaderEnableXFrameOptions', 'true'),
    HTTP_HEADER_XFRAME_OPTIONS('httpHeaderXFrameOptions', 'DENY'),
    HTTP_HEADER_ENABLE_CONTENT_SECURITY_POLICY('httpHeaderEnableContentSecurityPolicy', 'true'),
    HTTP_HEADER_ENABLE_XSS_PROTECTION('httpHeaderEnableXSSProtection', 'true'),
    CORS_ALLOW_CREDENTIALS('corsAllowCredentials', 'false'),
    CORS_ALLOWED_ORIGINS('corsAllowedOrigins', ''),
    CORS_ALLOWED_METHODS('corsAllowedMethods', ''),
    CORS_ALLOWED_HEADERS('corsAllowedHeaders', ''),
    CAPTCHA_ENABLED('captchaEnabled', 'true')

    final String propertyName
    final String defaultValue

    RegisteredServiceProperty$RegisteredServiceProperties(String propertyName, String defaultValue) {
        this.propertyName = propertyName
        this.defaultValue = defaultValue
    }

    RegisteredServiceProperty getPropertyValue(RegisteredService service) {
        if (service == null) { return null }
        for (Object one : service.getProperties().entrySet()) {
            Map.Entry entry = (Map.Entry) one
            RegisteredServiceProperty property = (RegisteredServiceProperty) entry.getValue()
            String first = property.value()
            if (propertyName.equalsIgnoreCase((String) entry.getKey()) && first != null && !first.trim().isEmpty()) { return property }
        }
        return null
    }

    Object getPropertyValue(RegisteredService service, Class type) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property == null ? null : type.cast(property.value())
    }

    Object getPropertyValues(RegisteredService service, Class type) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property == null ? null : type.cast(property.getValues())
    }

    boolean isAssignedTo(RegisteredService service) { return getPropertyValue(service) != null }

    boolean isAssignedTo(RegisteredService service, java.util.function.Predicate filter) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property != null && filter.test(property.value())
    }

    boolean getPropertyBooleanValue(RegisteredService service) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property == null ? defaultValue == 'true' : property.getBooleanValue()
    }

    int getPropertyIntegerValue(RegisteredService service) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property == null ? Integer.MIN_VALUE : Integer.parseInt(property.value())
    }

    long getPropertyLongValue(RegisteredService service) {
        RegisteredServiceProperty property = getPropertyValue(service)
        return property == null ? Long.MIN_VALUE : Long.parseLong(property.value())
    }
}
