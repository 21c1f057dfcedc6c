package org.apereo.inspektr.common.web

class ClientInfo extends vestibule.Partial {

    private final vestibule.NativeRequest request

    ClientInfo(vestibule.NativeRequest request) { this.request = request }

    String getClientIpAddress() { return request.getRemoteAddr() }

    String getUserAgent() { return request.getHeader('User-Agent') }

    Locale getLocale() { return request.getLocale() }

    @Override
    String path() { return 'ClientInfo' }
}
