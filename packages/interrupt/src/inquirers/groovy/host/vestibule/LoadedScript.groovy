// A compiled script and its instances. An instance is used by one question at a time and then again, as in the
// reference, so that a script's fields live on and need no locks; questions at the same time have instances of their own.
package vestibule

import java.util.concurrent.ConcurrentLinkedDeque

import org.codehaus.groovy.runtime.InvokerHelper

class LoadedScript {

    final String name
    private final Class type
    private final boolean takesArguments
    private final boolean takesSix
    private final ConcurrentLinkedDeque<GroovyObject> idle = new ConcurrentLinkedDeque<GroovyObject>()

    LoadedScript(String name, Class type) {
        this.name = name
        this.type = type
        boolean takes = false
        boolean six = false
        for (java.lang.reflect.Method method : type.getMethods()) {
            // Groovy's own Script has such methods too: they start other programs.
            boolean own = method.getDeclaringClass() != Script
            Class[] parameters = method.getParameterTypes()
            if (own && method.getName() == 'run' && parameters.length > 0) {
                takes = true
                boolean open = parameters[parameters.length - 1].isArray() && parameters.length <= 7
                if (parameters.length == 6 || open) { six = true }
            }
        }
        takesArguments = takes
        takesSix = six
    }

    static LoadedScript of(String name, Class type, boolean mustTakeArguments) {
        LoadedScript script = new LoadedScript(name, type)
        if (mustTakeArguments && !script.takesArguments) {
            throw new Refused('the script has no method run(Object... args)')
        }
        if (mustTakeArguments && !script.takesSix) {
            throw new Refused('run does not take the six arguments that Apereo CAS passes since 6.0: principal, attributes, service, ' +
                'registeredService, requestContext, logger (5.x passed four: uid, attributes, the id of the service, logger)')
        }
        return script
    }

    /** Calls `run` with the values of `variables` in their order; a script without such a `run` sees them by name. */
    Object call(Job job, Map<String, Object> variables) {
        GroovyObject instance = idle.pollFirst()
        if (instance == null) { instance = (GroovyObject) type.getDeclaredConstructor().newInstance() }
        try {
            if (takesArguments) {
                return InvokerHelper.invokeMethod(instance, 'run', variables.values().toArray())
            }
            if (!(instance instanceof Script)) {
                throw new Refused('the script has no method run(Object... args)')
            }
            ((Script) instance).setBinding(new Binding(variables))
            return ((Script) instance).run()
        } finally {
            if (!job.isCancelled()) { idle.addFirst(instance) }
        }
    }
}
