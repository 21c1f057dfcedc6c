package org.slf4j.spi

import org.slf4j.Marker

interface LoggingEventBuilder {

    LoggingEventBuilder setCause(Throwable cause)

    LoggingEventBuilder addMarker(Marker marker)

    /** A value, or the Supplier of one. */
    LoggingEventBuilder addArgument(Object argument)

    LoggingEventBuilder addKeyValue(String key, Object value)

    LoggingEventBuilder setMessage(Object message)

    void log()

    void log(Object message, Object... args)
}
