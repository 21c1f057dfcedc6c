package org.apereo.cas.authentication.principal

class SimplePrincipal implements Principal {

    final String id
    final Map<String, List<Object>> attributes

    SimplePrincipal(String id, Map<String, List<Object>> attributes) {
        this.id = id
        this.attributes = attributes
    }

    @Override
    String toString() {
        // Java's spelling of a map, `{name=[value]}`, not Groovy's.
        return 'SimplePrincipal(id=' + id + ', attributes=' + String.valueOf((Object) attributes) + ')'
    }
}
