// The JVM's side of the pipe: reads questions, puts them to scripts on a few threads, writes answers.
package vestibule

import groovy.json.JsonSlurper

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.ThreadFactory

class Host {

    private final Channel channel
    private final Journal journal
    private final ScriptLogger logger
    private final ScriptClasses classes
    private final Map<Object, LoadedScript> scripts = new ConcurrentHashMap<Object, LoadedScript>()
    private final Map<Object, Job> jobs = new ConcurrentHashMap<Object, Job>()
    private final ExecutorService workers

    Host(Channel channel, ScriptClasses classes, int threads) {
        this.channel = channel
        this.classes = classes
        journal = new Journal(channel)
        logger = new ScriptLogger(journal)
        Current.logger = logger
        workers = Executors.newFixedThreadPool(threads, { Runnable work ->
            Thread thread = new Thread(work, 'script')
            thread.setDaemon(true)
            return thread
        } as ThreadFactory)
    }

    /** Arguments: the directory for class files of scripts, how many scripts run at once, sources of the reference's classes. */
    static void main(String[] args) {
        serve(new ScriptClasses(new File(args[0]), new ReferenceClasses(new File(args[2]))), Integer.parseInt(args[1]))
    }

    /** Serves until the pipe ends: when the server dies, this JVM goes with it. */
    static void serve(ScriptClasses classes, int threads) {
        OutputStream out = new FileOutputStream(FileDescriptor.out)
        BufferedReader input = new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), 'UTF-8'))
        String key = input.readLine()
        SystemProperties.take((Map) new JsonSlurper().parseText(input.readLine()))
        Host host = new Host(new Channel(out, key), classes, threads)
        System.setIn(new ByteArrayInputStream(new byte[0]))
        System.setOut(host.journal.stream('info'))
        System.setErr(host.journal.stream('warn'))
        Runtime.getRuntime().addShutdownHook(new Thread({ host.ending() } as Runnable))
        host.channel.send([ready: true, groovy: GroovySystem.getVersion(), java: System.getProperty('java.version')])
        String line
        while ((line = input.readLine()) != null) { host.take((Map) new JsonSlurper().parseText(line)) }
        Runtime.getRuntime().halt(0)
    }

    private void take(Map message) {
        switch (message.op) {
            case 'cancel':
                Job job = jobs.get(message.id)
                if (job != null) { job.cancel() }
                break
            case 'unload':
                scripts.remove(message.script)
                break
            default:
                Job job = new Job(message.id, (String) message.name)
                jobs.put(job.id, job)
                workers.execute({ work(job, message) } as Runnable)
        }
    }

    private void work(Job job, Map message) {
        Map answer
        job.begin()
        journal.begin(job)
        try {
            answer = [id: job.id, value: perform(job, message)]
        } catch (Throwable thrown) {
            answer = [id: job.id, fault: Faults.of(thrown, job.script, classes.reference.names())]
        } finally {
            jobs.remove(job.id)
            job.end()
            journal.end()
            Current.end()
        }
        channel.send(answer)
    }

    private Object perform(Job job, Map message) {
        if (message.op == 'load') {
            Class type = classes.of(job.script, (String) message.text)
            scripts.put(message.script, LoadedScript.of(job.script, type, (boolean) message.mustTakeArguments))
            return true
        }
        LoadedScript script = scripts.get(message.script)
        if (script == null) { throw new Refused('the script is not loaded') }
        Map facts = (Map) message.facts
        Map variables = message.op == 'inquire' ? Questions.inquiry(facts, logger) : Questions.trigger(facts, logger)
        return Wire.answer(script.call(job, variables))
    }

    /** System.exit is told before the JVM goes, so that the server knows whose inquiry ended it. */
    private void ending() {
        for (Job job : jobs.values()) {
            if (job.isExiting()) { channel.send([id: job.id, fault: 'the script ended the JVM (System.exit)', ends: true]) }
        }
    }
}
