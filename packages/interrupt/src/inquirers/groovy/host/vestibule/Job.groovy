// One script at work for one question. `cancel` interrupts it; after `end` it can no longer be hit.
package vestibule

import java.util.concurrent.atomic.AtomicInteger

class Job {

    final Object id
    final String script
    final AtomicInteger lines = new AtomicInteger()
    private Thread thread
    private boolean cancelled

    Job(Object id, String script) {
        this.id = id
        this.script = script
    }

    synchronized void begin() {
        thread = Thread.currentThread()
        if (cancelled) { thread.interrupt() }
    }

    synchronized void cancel() {
        cancelled = true
        if (thread != null) { thread.interrupt() }
    }

    synchronized boolean isCancelled() { return cancelled }

    synchronized void end() {
        thread = null
        Thread.interrupted()
    }

    /** Whether this script has called for the end of the JVM. */
    synchronized boolean isExiting() {
        if (thread == null) { return false }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName() == 'java.lang.Runtime' && frame.getMethodName() == 'exit') { return true }
        }
        return false
    }
}
