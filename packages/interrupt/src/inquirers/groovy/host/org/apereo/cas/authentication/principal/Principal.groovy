package org.apereo.cas.authentication.principal

interface Principal {

    String getId()

    /** Attribute name to its list of values. */
    Map<String, List<Object>> getAttributes()
}
