// The facts of the browser's request under the names of HttpServletRequest. No password, no cookie, no Authorization (D12).
package vestibule

class NativeRequest extends Partial implements jakarta.servlet.http.HttpServletRequest, javax.servlet.http.HttpServletRequest {

    private static final Set<String> SECRET = ['authorization', 'proxy-authorization', 'cookie'] as Set

    private final String method
    private final String clientAddress
    private final List<Locale> locales
    private final Map<String, String> headers
    private final Map<String, List<String>> parameters
    private final String scheme
    private final String authority
    private final String path
    private final String query
    private final Map<String, Object> attributes = new LinkedHashMap<String, Object>()

    NativeRequest(Map facts) {
        method = facts.method
        clientAddress = facts.clientAddress
        headers = Wire.toMap((List) facts.headers)
        parameters = Wire.toMap((List) facts.parameters)
        locales = localesOf((String) facts.locale, headers.get('accept-language'))
        String url = facts.url
        int mark = url.indexOf('?')
        query = mark < 0 ? null : url.substring(mark + 1)
        String before = mark < 0 ? url : url.substring(0, mark)
        int colon = before.indexOf('://')
        int slash = colon < 0 ? 0 : before.indexOf('/', colon + 3)
        scheme = colon < 0 ? null : before.substring(0, colon)
        authority = colon < 0 ? null : before.substring(colon + 3, slash < 0 ? before.length() : slash)
        path = slash < 0 ? '/' : before.substring(slash)
    }

    @Override
    String path() { return 'requestContext.externalContext.nativeRequest' }

    String getMethod() { return method }

    String getParameter(String name) {
        List<String> values = parameters.get(name)
        if (values == null && (name == 'password' || name == 'execution')) { throw missing('getParameter("' + name + '")') }
        return values == null || values.isEmpty() ? null : values.get(0)
    }

    String[] getParameterValues(String name) {
        return getParameter(name) == null ? null : parameters.get(name).toArray(new String[0])
    }

    Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<String, String[]>()
        for (String name : parameters.keySet()) { all.put(name, getParameterValues(name)) }
        return all
    }

    Enumeration<String> getParameterNames() { return Collections.enumeration(parameters.keySet()) }

    String getHeader(String name) {
        String key = name.toLowerCase(Locale.ROOT)
        if (SECRET.contains(key)) { throw missing('getHeader("' + name + '")') }
        return headers.get(key)
    }

    Enumeration<String> getHeaders(String name) {
        String value = getHeader(name)
        return Collections.enumeration(value == null ? [] : [value])
    }

    Enumeration<String> getHeaderNames() { return Collections.enumeration(headers.keySet()) }

    int getIntHeader(String name) {
        String value = getHeader(name)
        return value == null ? -1 : Integer.parseInt(value)
    }

    String getRemoteAddr() { return clientAddress }

    String getRemoteHost() { return clientAddress }

    Locale getLocale() { return locales.get(0) }

    Enumeration<Locale> getLocales() { return Collections.enumeration(locales) }

    String getRequestURI() { return path }

    StringBuffer getRequestURL() { return new StringBuffer(whole('requestURL', scheme) + '://' + authority + path) }

    String getQueryString() { return query }

    /** The path of the application before the last part, as `/cas` of `/cas/login`. */
    String getContextPath() { return path.substring(0, Math.max(0, path.lastIndexOf('/'))) }

    String getServletPath() { return path.substring(getContextPath().length()) }

    String getPathInfo() { return null }

    boolean isSecure() { return getScheme() == 'https' }

    String getScheme() { return whole('scheme', scheme) }

    String getServerName() {
        String host = whole('serverName', authority)
        return port(host) == null ? host : host.substring(0, host.lastIndexOf(':'))
    }

    int getServerPort() {
        String port = port(whole('serverPort', authority))
        return port == null ? (isSecure() ? 443 : 80) : Integer.parseInt(port)
    }

    String getContentType() { return headers.get('content-type') }

    String getCharacterEncoding() { return 'UTF-8' }

    /** Those that the script has set; the container's own are not here. */
    Object getAttribute(String name) {
        if (!attributes.containsKey(name)) { throw missing('getAttribute("' + name + '")') }
        return attributes.get(name)
    }

    void setAttribute(String name, Object value) { attributes.put(name, value) }

    private String whole(String name, String value) {
        if (value == null) { throw missing(name) }
        return value
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':')
        return colon > host.lastIndexOf(']') ? host.substring(colon + 1) : null
    }

    /** The language of the person's pages first, then those that the browser accepts. */
    private static List<Locale> localesOf(String chosen, String accepted) {
        List<Locale> locales = new ArrayList<Locale>([Locale.forLanguageTag(chosen)])
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(accepted == null ? '' : accepted)) {
                Locale one = Locale.forLanguageTag(range.getRange())
                if (!locales.contains(one) && !one.toString().isEmpty()) { locales.add(one) }
            }
        } catch (IllegalArgumentException malformed) {
            return locales
        }
        return locales
    }

    @Override
    String toString() { return method + ' ' + getRequestURI() }
}
