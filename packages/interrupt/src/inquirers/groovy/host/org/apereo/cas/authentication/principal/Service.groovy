package org.apereo.cas.authentication.principal

interface Service extends Serializable {

    String getId()

    Map<String, List<Object>> getAttributes()
}
