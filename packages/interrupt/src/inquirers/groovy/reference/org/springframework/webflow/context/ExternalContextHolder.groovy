package org.springframework.webflow.context

class ExternalContextHolder {

    static ExternalContext getExternalContext() {
        return vestibule.Current.context('ExternalContextHolder.getExternalContext()').getExternalContext()
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('ExternalContextHolder.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('ExternalContextHolder.' + name)
    }
}
