// What went wrong, in one line for the log.
package vestibule

import java.lang.reflect.InvocationTargetException

import org.codehaus.groovy.control.CompilationFailedException
import org.codehaus.groovy.runtime.InvokerInvocationException

class Faults {

    private static final int LONGEST = 500

    static String of(Throwable thrown, String script) {
        Throwable cause = thrown
        while (cause.getCause() != null &&
            (cause instanceof InvokerInvocationException || cause instanceof InvocationTargetException ||
                cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause()
        }
        if (cause instanceof CompilationFailedException) { return oneLine(cause.getMessage()) }
        String said = oneLine(cause.getMessage())
        return cause.getClass().getName() + (said.isEmpty() ? '' : ': ' + said) + place(cause, script)
    }

    private static String place(Throwable cause, String script) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getFileName() == script && frame.getLineNumber() > 0) {
                return ' (' + script + ':' + frame.getLineNumber() + ')'
            }
        }
        return ''
    }

    private static String oneLine(String text) {
        if (text == null) { return '' }
        String line = text.replace('startup failed:', '').replaceAll('\\s+', ' ').trim()
        return line.length() > LONGEST ? line.substring(0, LONGEST) + '…' : line
    }
}
