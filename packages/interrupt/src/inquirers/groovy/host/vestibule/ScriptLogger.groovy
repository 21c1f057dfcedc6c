// The logger of a script: SLF4J's names and `{}`; lines travel to the log of the server.
package vestibule

import org.slf4j.Marker
import org.slf4j.event.Level
import org.slf4j.spi.LoggingEventBuilder

class ScriptLogger extends Partial implements org.slf4j.Logger {

    private final Journal journal

    ScriptLogger(Journal journal) {
        this.journal = journal
    }

    @Override
    String path() { return 'logger' }

    String getName() { return journal.scriptName() }

    void trace(Object message, Object... args) { write('debug', message, args) }

    void debug(Object message, Object... args) { write('debug', message, args) }

    void info(Object message, Object... args) { write('info', message, args) }

    void warn(Object message, Object... args) { write('warn', message, args) }

    void error(Object message, Object... args) { write('error', message, args) }

    boolean isTraceEnabled() { return true }

    boolean isDebugEnabled() { return true }

    boolean isInfoEnabled() { return true }

    boolean isWarnEnabled() { return true }

    boolean isErrorEnabled() { return true }

    boolean isTraceEnabled(Marker marker) { return true }

    boolean isDebugEnabled(Marker marker) { return true }

    boolean isInfoEnabled(Marker marker) { return true }

    boolean isWarnEnabled(Marker marker) { return true }

    boolean isErrorEnabled(Marker marker) { return true }

    boolean isEnabledForLevel(Level level) { return true }

    LoggingEventBuilder makeLoggingEventBuilder(Level level) { return atLevel(level) }

    LoggingEventBuilder atLevel(Level level) {
        return new LogLine(this, level == Level.TRACE ? 'debug' : level.name().toLowerCase(Locale.ROOT))
    }

    LoggingEventBuilder atTrace() { return new LogLine(this, 'debug') }

    LoggingEventBuilder atDebug() { return new LogLine(this, 'debug') }

    LoggingEventBuilder atInfo() { return new LogLine(this, 'info') }

    LoggingEventBuilder atWarn() { return new LogLine(this, 'warn') }

    LoggingEventBuilder atError() { return new LogLine(this, 'error') }

    void line(String level, String before, String message, Object[] args) {
        journal.write(level, before + format(message, args))
    }

    private void write(String level, Object message, Object[] args) {
        if (message instanceof Marker && args != null && args.length > 0) {
            write(level, args[0], Arrays.copyOfRange(args, 1, args.length))
            return
        }
        journal.write(level, format(String.valueOf(message), args == null ? [null] as Object[] : args))
    }

    /** `{}` takes the next argument, `\{}` is itself; a Throwable that is left over is told with its message. */
    static String format(String pattern, Object[] args) {
        StringBuilder text = new StringBuilder()
        int next = 0
        int at = 0
        while (at < pattern.length()) {
            int brace = pattern.indexOf('{}', at)
            if (brace < 0) { break }
            boolean escaped = brace > 0 && pattern.charAt(brace - 1) == ('\\' as char)
            if (escaped) {
                text.append(pattern, at, brace - 1).append('{}')
            } else if (next < args.length) {
                text.append(pattern, at, brace).append(shown(args[next]))
                next++
            } else {
                break
            }
            at = brace + 2
        }
        text.append(pattern, at, pattern.length())
        if (next < args.length && args[args.length - 1] instanceof Throwable) {
            text.append(': ').append(String.valueOf((Object) args[args.length - 1]))
        }
        return text.toString()
    }

    private static String shown(Object value) {
        if (value instanceof Object[]) { return Arrays.deepToString((Object[]) value) }
        return String.valueOf((Object) value)
    }
}
