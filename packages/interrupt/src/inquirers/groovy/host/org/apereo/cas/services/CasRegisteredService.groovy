package org.apereo.cas.services

class CasRegisteredService extends BaseWebBasedRegisteredService implements CasModelRegisteredService {

    CasRegisteredService(Map<String, Object> said, boolean whole) { super(said, whole) }

    Object getProxyPolicy() { return member('proxyPolicy') }

    Object getProxyTicketExpirationPolicy() { return member('proxyTicketExpirationPolicy') }

    Object getProxyGrantingTicketExpirationPolicy() { return member('proxyGrantingTicketExpirationPolicy') }

    Object getServiceTicketExpirationPolicy() { return member('serviceTicketExpirationPolicy') }

    String getRedirectUrl() { return (String) member('redirectUrl') }

    String getResponseType() { return (String) member('responseType') }

    Set getSupportedProtocols() { return (Set) member('supportedProtocols') }
}
