package org.slf4j

import org.slf4j.event.Level
import org.slf4j.spi.LoggingEventBuilder

interface Logger {

    String getName()

    void trace(Object message, Object... args)

    void debug(Object message, Object... args)

    void info(Object message, Object... args)

    void warn(Object message, Object... args)

    void error(Object message, Object... args)

    boolean isTraceEnabled()

    boolean isDebugEnabled()

    boolean isInfoEnabled()

    boolean isWarnEnabled()

    boolean isErrorEnabled()

    boolean isTraceEnabled(Marker marker)

    boolean isDebugEnabled(Marker marker)

    boolean isInfoEnabled(Marker marker)

    boolean isWarnEnabled(Marker marker)

    boolean isErrorEnabled(Marker marker)

    boolean isEnabledForLevel(Level level)

    LoggingEventBuilder makeLoggingEventBuilder(Level level)

    LoggingEventBuilder atLevel(Level level)

    LoggingEventBuilder atTrace()

    LoggingEventBuilder atDebug()

    LoggingEventBuilder atInfo()

    LoggingEventBuilder atWarn()

    LoggingEventBuilder atError()
}
