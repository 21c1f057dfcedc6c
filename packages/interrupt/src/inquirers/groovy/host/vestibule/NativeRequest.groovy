// The facts of the browser's request under the names of HttpServletRequest.
package vestibule

class NativeRequest extends Partial {

    private final String method
    private final String url
    private final String clientAddress
    private final String locale
    private final Map<String, String> headers
    private final Map<String, List<String>> parameters

    NativeRequest(Map facts) {
        method = facts.method
        url = facts.url
        clientAddress = facts.clientAddress
        locale = facts.locale
        headers = Wire.toMap(facts.headers)
        parameters = Wire.toMap(facts.parameters)
    }

    @Override
    String path() { return 'requestContext.externalContext.nativeRequest' }

    String getMethod() { return method }

    String getParameter(String name) {
        List<String> values = parameters.get(name)
        return values == null || values.isEmpty() ? null : values.get(0)
    }

    String[] getParameterValues(String name) {
        List<String> values = parameters.get(name)
        return values == null ? null : values.toArray(new String[0])
    }

    Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<String, String[]>()
        for (String name : parameters.keySet()) { all.put(name, getParameterValues(name)) }
        return all
    }

    Enumeration<String> getParameterNames() { return Collections.enumeration(parameters.keySet()) }

    String getHeader(String name) { return headers.get(name.toLowerCase(Locale.ROOT)) }

    Enumeration<String> getHeaders(String name) {
        String value = getHeader(name)
        return Collections.enumeration(value == null ? [] : [value])
    }

    Enumeration<String> getHeaderNames() { return Collections.enumeration(headers.keySet()) }

    String getRemoteAddr() { return clientAddress }

    String getRemoteHost() { return clientAddress }

    Locale getLocale() { return Locale.forLanguageTag(locale) }

    Enumeration<Locale> getLocales() { return Collections.enumeration([getLocale()]) }

    String getRequestURI() { return parts().first }

    StringBuffer getRequestURL() { return new StringBuffer(beforeQuery()) }

    String getQueryString() { return parts().query }

    boolean isSecure() { return url.startsWith('https:') }

    String getScheme() { return isSecure() ? 'https' : 'http' }

    private String beforeQuery() {
        int at = url.indexOf('?')
        return at < 0 ? url : url.substring(0, at)
    }

    /** The path as it was sent, without `http://host`, and the query. */
    private Map<String, String> parts() {
        String before = beforeQuery()
        int scheme = before.indexOf('://')
        if (scheme >= 0) {
            int slash = before.indexOf('/', scheme + 3)
            before = slash < 0 ? '/' : before.substring(slash)
        }
        int at = url.indexOf('?')
        return [first: before, query: at < 0 ? null : url.substring(at + 1)]
    }

    @Override
    String toString() { return method + ' ' + getRequestURI() }
}
