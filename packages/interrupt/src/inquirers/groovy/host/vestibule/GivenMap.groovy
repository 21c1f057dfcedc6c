// A map that a script is given to read: a change is named as not available, not dropped (D37).
package vestibule

class GivenMap extends AbstractMap<String, Object> {

    private final String path
    private final Map<String, Object> held

    GivenMap(String path, Map<String, Object> values) {
        this.path = path
        held = new LinkedHashMap<String, Object>(values)
    }

    @Override
    Set<Map.Entry<String, Object>> entrySet() { return Collections.unmodifiableMap(held).entrySet() }

    @Override
    Object get(Object name) { return held.get(name) }

    @Override
    boolean containsKey(Object name) { return held.containsKey(name) }

    @Override
    Object put(String name, Object value) { throw refused() }

    @Override
    Object remove(Object name) { throw refused() }

    @Override
    void clear() { throw refused() }

    private Refused refused() { return Refused.notAvailable('a change of ' + path) }
}
