package org.apereo.cas.util

class RegexUtils {

    static boolean find(String pattern, String text) {
        return text != null && java.util.regex.Pattern.compile(pattern, java.util.regex.Pattern.CASE_INSENSITIVE).matcher(text).find()
    }

    static boolean find(java.util.regex.Pattern pattern, String text) { return text != null && pattern.matcher(text).find() }

    static boolean matches(java.util.regex.Pattern pattern, String text) { return text != null && pattern.matcher(text).matches() }

    static java.util.regex.Pattern createPattern(String pattern) {
        return java.util.regex.Pattern.compile(pattern, java.util.regex.Pattern.CASE_INSENSITIVE)
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('RegexUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('RegexUtils.' + name)
    }
}
