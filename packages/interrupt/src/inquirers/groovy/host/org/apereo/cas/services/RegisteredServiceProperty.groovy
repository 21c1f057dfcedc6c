package org.apereo.cas.services

interface RegisteredServiceProperty extends Serializable {

    Set<String> getValues()

    /** The first value, or null. */
    String value()

    /** The first value by the name of earlier versions. */
    String getValue()

    Object getValue(Class type)

    boolean contains(String value)

    boolean getBooleanValue()
}
