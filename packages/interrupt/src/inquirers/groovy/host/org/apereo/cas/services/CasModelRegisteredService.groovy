package org.apereo.cas.services

interface CasModelRegisteredService extends WebBasedRegisteredService {

    Object getProxyPolicy()

    String getRedirectUrl()

    String getResponseType()

    Set getSupportedProtocols()
}
