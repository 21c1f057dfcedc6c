package org.slf4j

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
}
