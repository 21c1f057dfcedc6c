package org.apache.commons.lang3

class BooleanUtils {

    static boolean toBoolean(Object value) {
        return value == true || (value instanceof CharSequence && ['true', 'yes', 'on', 'y', 't'].contains(value.toString().toLowerCase()))
    }

    static boolean isTrue(Boolean value) { return Boolean.TRUE == value }

    static boolean isNotTrue(Boolean value) { return !isTrue(value) }

    static boolean isFalse(Boolean value) { return Boolean.FALSE == value }

    static boolean isNotFalse(Boolean value) { return !isFalse(value) }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('BooleanUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('BooleanUtils.' + name)
    }
}
