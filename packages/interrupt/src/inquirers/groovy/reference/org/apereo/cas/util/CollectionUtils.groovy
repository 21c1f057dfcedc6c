package org.apereo.cas.util

class CollectionUtils {

    /** The values of a collection, an array or a map's entries; a single value alone; nothing for null. */
    static Set<Object> toCollection(Object value) {
        Set<Object> all = new LinkedHashSet<Object>()
        if (value == null) { return all }
        if (value instanceof Map) { all.addAll(((Map) value).entrySet()) }
        else if (value instanceof Collection) { all.addAll((Collection) value) }
        else if (value.getClass().isArray()) { for (Object one : value) { all.add(one) } }
        else { all.add(value) }
        return all
    }

    static Optional<Object> firstElement(Object value) {
        Set<Object> all = toCollection(value)
        return all.isEmpty() ? Optional.empty() : Optional.ofNullable(all.iterator().next())
    }

    static List<Object> wrap(Object value) { return wrapList(value) }

    static List<Object> wrapList(Object... values) {
        List<Object> all = new ArrayList<Object>()
        for (Object value : values) { all.addAll(toCollection(value)) }
        return all
    }

    static List<Object> wrapArrayList(Object... values) { return wrapList(values) }

    static Set<Object> wrapSet(Object... values) { return new LinkedHashSet<Object>(wrapList(values)) }

    static Set<Object> wrapHashSet(Object... values) { return wrapSet(values) }

    static Map<Object, Object> wrap(Object key, Object value) { return new LinkedHashMap<Object, Object>([(key): value]) }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('CollectionUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('CollectionUtils.' + name)
    }
}
