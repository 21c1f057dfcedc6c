package org.springframework.web.context.request

class RequestContextHolder {

    static ServletRequestAttributes getRequestAttributes() {
        return new ServletRequestAttributes(
            vestibule.Current.context('RequestContextHolder.getRequestAttributes()').getExternalContext().getNativeRequest())
    }

    static ServletRequestAttributes currentRequestAttributes() { return getRequestAttributes() }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('RequestContextHolder.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('RequestContextHolder.' + name)
    }
}
