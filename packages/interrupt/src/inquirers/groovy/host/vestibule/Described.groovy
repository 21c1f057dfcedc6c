// An object of a service definition as a script sees it: what the file says, else the default of its Java class, by
// property and by getter; anything else is named as not available (D37). Nothing of a definition can be changed here.
package vestibule

class Described {

    private final String path
    private final Map<String, Object> said
    private final Map<String, Object> defaults

    Described(String kind, String path, Map<String, Object> said) {
        this.path = path
        this.said = said
        this.defaults = Kinds.defaultsOf(kind)
    }

    /** The value of a member in the shape that the Java class has it. */
    protected Object member(String name) {
        if (said.containsKey(name)) { return Kinds.shaped(name, said.get(name), path + '.' + name) }
        if (defaults.containsKey(name)) { return Kinds.shaped(name, defaults.get(name), path + '.' + name) }
        throw Refused.notAvailable(path + '.' + name)
    }

    protected boolean says(String name) { return said.containsKey(name) }

    protected Map<String, Object> saidByFile() { return said }

    Object getProperty(String name) {
        if (name == 'class') { return getClass() }
        if (name == 'metaClass') { return getMetaClass() }
        return member(name)
    }

    void setProperty(String name, Object value) {
        throw Refused.notAvailable(path + '.' + name + ' = …')
    }

    /** Groovy would answer a map of its own making. */
    Object getProperties() { return member('properties') }

    def methodMissing(String name, Object args) {
        Object[] given = (Object[]) args
        String property = given.length == 0 ? propertyOf(name) : null
        if (property != null && (said.containsKey(property) || defaults.containsKey(property))) { return member(property) }
        throw Refused.notAvailable(path + '.' + name + '()')
    }

    /** `getName`, `isEnabled`: the property behind it. */
    private static String propertyOf(String method) {
        for (String prefix : ['get', 'is']) {
            if (method.length() > prefix.length() && method.startsWith(prefix)) {
                return java.beans.Introspector.decapitalize(method.substring(prefix.length()))
            }
        }
        return null
    }

    @Override
    String toString() {
        List<String> parts = []
        Map all = new LinkedHashMap(defaults)
        all.putAll(said)
        for (Object entry : all.entrySet()) {
            Object key = ((Map.Entry) entry).getKey()
            parts.add(String.valueOf(key) + '=' + String.valueOf((Object) member(String.valueOf(key))))
        }
        return getClass().getSimpleName() + '(' + parts.join(', ') + ')'
    }

    @Override
    boolean equals(Object other) {
        if (!(other instanceof Described)) { return false }
        return other.getClass() == getClass() && said == ((Described) other).saidByFile()
    }

    @Override
    int hashCode() { return said.hashCode() }
}
