package org.springframework.context.i18n

class LocaleContextHolder {

    /** The language of the person's pages. */
    static Locale getLocale() {
        return vestibule.Current.context('LocaleContextHolder.getLocale()').getExternalContext().getNativeRequest().getLocale()
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('LocaleContextHolder.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('LocaleContextHolder.' + name)
    }
}
