// One line of SLF4J 2's fluent kind; keys with their values stand before the message.
package vestibule

import java.util.function.Supplier

import org.slf4j.Marker
import org.slf4j.spi.LoggingEventBuilder

class LogLine extends Partial implements LoggingEventBuilder {

    private final ScriptLogger logger
    private final String level
    private final List<Object> arguments = new ArrayList<Object>()
    private final StringBuilder values = new StringBuilder()
    private Object message
    private Throwable cause

    LogLine(ScriptLogger logger, String level) {
        this.logger = logger
        this.level = level
    }

    @Override
    String path() { return 'logger.at…()' }

    LoggingEventBuilder setCause(Throwable thrown) {
        cause = thrown
        return this
    }

    LoggingEventBuilder addMarker(Marker marker) { return this }

    LoggingEventBuilder addArgument(Object argument) {
        arguments.add(got(argument))
        return this
    }

    LoggingEventBuilder addKeyValue(String key, Object value) {
        values.append(key).append('=').append(String.valueOf((Object) got(value))).append(' ')
        return this
    }

    LoggingEventBuilder setMessage(Object text) {
        message = text
        return this
    }

    void log() { write(message, new Object[0]) }

    void log(Object text, Object... args) { write(text, args == null ? [null] as Object[] : args) }

    private void write(Object text, Object[] args) {
        List<Object> all = new ArrayList<Object>(arguments)
        all.addAll(Arrays.asList(args))
        if (cause != null) { all.add(cause) }
        logger.line(level, values.toString(), String.valueOf((Object) got(text)), all.toArray())
    }

    private static Object got(Object value) { return value instanceof Supplier ? ((Supplier) value).get() : value }
}
