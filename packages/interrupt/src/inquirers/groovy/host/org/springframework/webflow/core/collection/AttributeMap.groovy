package org.springframework.webflow.core.collection

interface AttributeMap {

    Object get(String name, Object otherwise)

    boolean contains(String name)

    Map<String, Object> asMap()
}
