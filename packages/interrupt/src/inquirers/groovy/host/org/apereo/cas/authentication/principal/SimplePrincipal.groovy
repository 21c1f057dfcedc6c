package org.apereo.cas.authentication.principal

import vestibule.Partial

class SimplePrincipal extends Partial implements Principal {

    final String id
    final Map<String, List<Object>> attributes

    SimplePrincipal(String id, Map<String, List<Object>> attributes) {
        this.id = id
        this.attributes = attributes
    }

    @Override
    String path() { return 'principal' }

    @Override
    boolean equals(Object other) {
        if (other instanceof CharSequence) { throw noText() }
        return other instanceof Principal && id == ((Principal) other).getId()
    }

    @Override
    int hashCode() { return id.hashCode() }

    @Override
    String toString() {
        // Java's spelling of a map, `{name=[value]}`, not Groovy's.
        return 'SimplePrincipal(id=' + id + ', attributes=' + String.valueOf((Object) attributes) + ')'
    }
}
