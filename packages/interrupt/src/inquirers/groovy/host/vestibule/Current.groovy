// What the question at hand is about, for classes of the reference that find it by themselves (RequestContextHolder and
// the like). A thread that a script starts sees the same.
package vestibule

class Current {

    static ScriptLogger logger
    private static final InheritableThreadLocal<RequestContext> CONTEXT = new InheritableThreadLocal<RequestContext>()

    static void context(RequestContext context) { CONTEXT.set(context) }

    static void end() { CONTEXT.remove() }

    /** `name`: what the script asked for. The trigger of a policy has no request context. */
    static RequestContext context(String name) {
        RequestContext context = CONTEXT.get()
        if (context == null) { throw Refused.notAvailable(name) }
        return context
    }
}
