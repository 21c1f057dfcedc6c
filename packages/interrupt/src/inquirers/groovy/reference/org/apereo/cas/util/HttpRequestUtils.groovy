package org.apereo.cas.util

class HttpRequestUtils {

    static Object getHttpServletRequestFromRequestAttributes() {
        return vestibule.Current.context('HttpRequestUtils.getHttpServletRequestFromRequestAttributes()').getExternalContext().getNativeRequest()
    }

    static String getHttpServletRequestUserAgent(Object request) { return request.getHeader('User-Agent') }

    static Map<String, String> getRequestHeaders(Object request) {
        Map<String, String> headers = new LinkedHashMap<String, String>()
        for (Object name : request.getHeaderNames()) { headers.put((String) name, (String) request.getHeader((String) name)) }
        return headers
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('HttpRequestUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('HttpRequestUtils.' + name)
    }
}
