// What went wrong, in one line for the log.
package vestibule

import java.lang.reflect.InvocationTargetException

import org.codehaus.groovy.control.CompilationFailedException
import org.codehaus.groovy.runtime.InvokerInvocationException
import org.codehaus.groovy.runtime.powerassert.PowerAssertionError
import org.codehaus.groovy.runtime.typehandling.GroovyCastException

class Faults {

    private static final int LONGEST = 500
    private static final List<String> OF_THE_REFERENCE =
        ['org.apereo.', 'org.springframework.', 'org.slf4j.', 'org.apache.commons.', 'jakarta.servlet.', 'javax.servlet.', 'vestibule.']

    /** `existing`: the classes of the reference that a script can import. */
    static String of(Throwable thrown, String script, List<String> existing) {
        Throwable cause = thrown
        while (cause.getCause() != null &&
            (cause instanceof InvokerInvocationException || cause instanceof InvocationTargetException ||
                cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause()
        }
        if (cause instanceof CompilationFailedException) { return notCompiled(oneLine(cause.getMessage()), existing) }
        if (cause instanceof Refused) { return oneLine(cause.getMessage()) + place(cause, script) }
        String lacking = lacking(cause)
        if (lacking != null) { return Refused.notAvailable(lacking).getMessage() + place(cause, script) }
        String said = oneLine(withoutValues(cause))
        return cause.getClass().getName() + (said.isEmpty() ? '' : ': ' + said) + place(cause, script)
    }

    /** What an operator who brings a script along cannot know: which classes are here, and which Groovy this is (D37). */
    private static String notCompiled(String said, List<String> existing) {
        if (said.contains('unable to resolve class')) {
            return said + '; of the classes of Apereo CAS these exist in Vestibule: ' + existing.join(', ') +
                ' (docs/guides/interrupt-groovy.md has those that can be imported); a jar of your own goes to cas.interrupt.groovy.jars'
        }
        String version = GroovySystem.getVersion()
        if (Integer.parseInt(version.tokenize('.')[0]) >= 4) { return said }
        return said + '; this is Groovy ' + version + ', Apereo CAS 7 runs scripts with Groovy 4: name the jars of a ' +
            'Groovy 4 with cas.interrupt.groovy.jars[0], or set GROOVY_HOME'
    }

    /** Groovy quotes the values at hand in these; they may be a person's attributes, which no log is to hold. */
    private static String withoutValues(Throwable cause) {
        String text = cause.getMessage()
        if (text == null) { return null }
        if (cause instanceof MissingMethodException) {
            int values = text.indexOf(' values: [')
            return values < 0 ? text : text.substring(0, values)
        }
        if (cause instanceof GroovyCastException) {
            return text.replaceFirst("(?s)object '.*' with class", 'object with class')
        }
        if (cause instanceof PowerAssertionError) { return text.readLines().find { !it.trim().isEmpty() } }
        return text
    }

    /** A member that a class of the reference has there and not here, as far as Groovy says which. */
    private static String lacking(Throwable cause) {
        Class type = null
        String member = null
        if (cause instanceof MissingPropertyException) {
            type = ((MissingPropertyException) cause).getType()
            member = ((MissingPropertyException) cause).getProperty()
        } else if (cause instanceof MissingMethodException) {
            type = ((MissingMethodException) cause).getType()
            member = ((MissingMethodException) cause).getMethod() + '()'
        }
        if (type == null || !OF_THE_REFERENCE.any { String prefix -> type.getName().startsWith(prefix) }) { return null }
        return type.getName().replaceFirst('^.*[.$]', '') + '.' + member
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
