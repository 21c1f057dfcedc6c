package org.apereo.cas.services

class DefaultRegisteredServiceProperty implements RegisteredServiceProperty {

    private static final List<String> TRUE_WORDS = ['true', 'yes', 'on', 'y', 't']

    private final Set<String> values = new LinkedHashSet<String>()

    DefaultRegisteredServiceProperty() { }

    DefaultRegisteredServiceProperty(Collection values) {
        for (Object value : values) {
            if (value != null) { this.values.add(String.valueOf(value)) }
        }
    }

    /** To read: a change would reach no definition. */
    Set<String> getValues() { return Collections.unmodifiableSet(values) }

    String value() { return values.isEmpty() ? null : values.iterator().next() }

    String getValue() { return value() }

    Object getValue(Class type) {
        String first = value()
        return first == null || first.trim().isEmpty() ? null : type.cast(first)
    }

    boolean contains(String value) { return values.contains(value) }

    boolean getBooleanValue() {
        String first = value()
        return first != null && TRUE_WORDS.contains(first.toLowerCase(Locale.ROOT))
    }

    @Override
    boolean equals(Object other) {
        return other instanceof DefaultRegisteredServiceProperty && values == ((DefaultRegisteredServiceProperty) other).getValues()
    }

    @Override
    int hashCode() { return values.hashCode() }

    @Override
    String toString() { return 'DefaultRegisteredServiceProperty(values=' + String.valueOf((Object) values) + ')' }
}
