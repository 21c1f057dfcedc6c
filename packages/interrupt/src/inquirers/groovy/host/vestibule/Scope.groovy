// A scope or parameter map: a map, with the names that attribute maps of the reference have besides.
package vestibule

class Scope extends LinkedHashMap<String, Object> {

    Object get(String name, Object otherwise) { return containsKey(name) ? get(name) : otherwise }

    boolean contains(String name) { return containsKey(name) }

    String getString(String name) {
        Object value = get(name)
        return value == null ? null : String.valueOf(value)
    }

    Map<String, Object> asMap() { return this }
}
