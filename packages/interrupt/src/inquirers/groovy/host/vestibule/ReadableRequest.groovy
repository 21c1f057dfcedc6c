// The part of HttpServletRequest that is there, for scripts that are compiled with types.
package vestibule

interface ReadableRequest {

    String getMethod()

    String getParameter(String name)

    String[] getParameterValues(String name)

    Map<String, String[]> getParameterMap()

    Enumeration<String> getParameterNames()

    String getHeader(String name)

    Enumeration<String> getHeaders(String name)

    Enumeration<String> getHeaderNames()

    String getRemoteAddr()

    Locale getLocale()

    String getRequestURI()

    StringBuffer getRequestURL()

    String getQueryString()

    String getContextPath()

    String getServletPath()

    String getScheme()

    String getServerName()

    int getServerPort()

    boolean isSecure()
}
