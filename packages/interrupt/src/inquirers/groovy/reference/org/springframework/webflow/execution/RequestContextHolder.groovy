package org.springframework.webflow.execution

class RequestContextHolder {

    static RequestContext getRequestContext() {
        return vestibule.Current.context('RequestContextHolder.getRequestContext()')
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('RequestContextHolder.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('RequestContextHolder.' + name)
    }
}
