// The part of commons-lang3 that scripts use; the library itself, where it is among the jars, is taken instead.
package org.apache.commons.lang3

class StringUtils {

    static final String EMPTY = ''
    static final String SPACE = ' '

    static boolean isEmpty(CharSequence text) { return text == null || text.length() == 0 }

    static boolean isNotEmpty(CharSequence text) { return !isEmpty(text) }

    static boolean isBlank(CharSequence text) { return text == null || text.chars().allMatch { Character.isWhitespace(it) } }

    static boolean isNotBlank(CharSequence text) { return !isBlank(text) }

    static boolean isAnyBlank(CharSequence... texts) { return texts.any { isBlank(it) } }

    static boolean isNoneBlank(CharSequence... texts) { return !isAnyBlank(texts) }

    static boolean isAllBlank(CharSequence... texts) { return texts.every { isBlank(it) } }

    static boolean isNumeric(CharSequence text) { return !isEmpty(text) && text.chars().allMatch { Character.isDigit(it) } }

    static boolean equals(CharSequence one, CharSequence other) {
        return one == null || other == null ? one.is(other) : one.toString().equals(other.toString())
    }

    static boolean equalsIgnoreCase(CharSequence one, CharSequence other) {
        return one == null || other == null ? one.is(other) : one.toString().equalsIgnoreCase(other.toString())
    }

    static boolean equalsAny(CharSequence one, CharSequence... others) { return others.any { equals(one, it) } }

    static boolean equalsAnyIgnoreCase(CharSequence one, CharSequence... others) { return others.any { equalsIgnoreCase(one, it) } }

    static boolean contains(CharSequence text, CharSequence part) {
        return text != null && part != null && text.toString().contains(part)
    }

    static boolean containsIgnoreCase(CharSequence text, CharSequence part) { return contains(lowerCase(text), lowerCase(part)) }

    static boolean containsAny(CharSequence text, CharSequence... parts) { return parts.any { contains(text, it) } }

    static boolean startsWith(CharSequence text, CharSequence part) {
        return text == null || part == null ? text.is(part) : text.toString().startsWith(part.toString())
    }

    static boolean startsWithIgnoreCase(CharSequence text, CharSequence part) { return startsWith(lowerCase(text), lowerCase(part)) }

    static boolean endsWith(CharSequence text, CharSequence part) {
        return text == null || part == null ? text.is(part) : text.toString().endsWith(part.toString())
    }

    static boolean endsWithIgnoreCase(CharSequence text, CharSequence part) { return endsWith(lowerCase(text), lowerCase(part)) }

    static String trim(String text) { return text == null ? null : text.trim() }

    static String trimToEmpty(String text) { return text == null ? '' : text.trim() }

    static String trimToNull(String text) { return trimToEmpty(text).isEmpty() ? null : text.trim() }

    static String defaultString(String text) { return text == null ? '' : text }

    static String defaultString(String text, String otherwise) { return text == null ? otherwise : text }

    static CharSequence defaultIfBlank(CharSequence text, CharSequence otherwise) { return isBlank(text) ? otherwise : text }

    static CharSequence defaultIfEmpty(CharSequence text, CharSequence otherwise) { return isEmpty(text) ? otherwise : text }

    static String lowerCase(CharSequence text) { return text == null ? null : text.toString().toLowerCase() }

    static String upperCase(CharSequence text) { return text == null ? null : text.toString().toUpperCase() }

    static String capitalize(String text) { return isEmpty(text) ? text : text.substring(0, 1).toUpperCase() + text.substring(1) }

    static String join(Object values, Object separator) { return values == null ? null : (values as List).collect { it == null ? '' : it }.join(String.valueOf(separator)) }

    static String[] split(String text, String separators) {
        if (text == null) { return null }
        return new StringTokenizer(text, separators).collect { it } as String[]
    }

    static String substringBefore(String text, String separator) {
        if (isEmpty(text) || separator == null) { return text }
        int at = text.indexOf(separator)
        return at < 0 ? text : text.substring(0, at)
    }

    static String substringAfter(String text, String separator) {
        if (isEmpty(text)) { return text }
        int at = separator == null ? -1 : text.indexOf(separator)
        return at < 0 ? '' : text.substring(at + separator.length())
    }

    static String substringAfterLast(String text, String separator) {
        if (isEmpty(text)) { return text }
        int at = isEmpty(separator) ? -1 : text.lastIndexOf(separator)
        return at < 0 ? '' : text.substring(at + separator.length())
    }

    static String substringBeforeLast(String text, String separator) {
        if (isEmpty(text) || isEmpty(separator)) { return text }
        int at = text.lastIndexOf(separator)
        return at < 0 ? text : text.substring(0, at)
    }

    static String substringBetween(String text, String open, String close) {
        if (text == null || open == null || close == null) { return null }
        int from = text.indexOf(open)
        int to = from < 0 ? -1 : text.indexOf(close, from + open.length())
        return to < 0 ? null : text.substring(from + open.length(), to)
    }

    static String remove(String text, String part) { return isEmpty(text) || isEmpty(part) ? text : text.replace(part, '') }

    static String replace(String text, String part, String other) {
        return isEmpty(text) || isEmpty(part) || other == null ? text : text.replace(part, other)
    }

    static int length(CharSequence text) { return text == null ? 0 : text.length() }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('StringUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('StringUtils.' + name)
    }
}
