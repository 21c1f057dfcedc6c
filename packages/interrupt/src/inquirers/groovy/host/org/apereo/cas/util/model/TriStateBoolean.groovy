package org.apereo.cas.util.model

enum TriStateBoolean {

    TRUE, FALSE, UNDEFINED

    boolean isTrue() { return this == TRUE }

    boolean isFalse() { return this == FALSE }

    boolean isUndefined() { return this == UNDEFINED }

    boolean toBoolean() { return isTrue() }

    static TriStateBoolean fromBoolean(boolean value) { return value ? TRUE : FALSE }
}
