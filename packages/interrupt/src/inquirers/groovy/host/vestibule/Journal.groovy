// What scripts say: through their logger, through println, on standard error. A script that never stops talking is cut
// off, so that it cannot drown the log.
package vestibule

class Journal {

    private static final int LONGEST = 8192
    private static final int LINES_OF_A_JOB = 200

    private final Channel channel
    private final InheritableThreadLocal<Job> current = new InheritableThreadLocal<Job>()

    Journal(Channel channel) {
        this.channel = channel
    }

    void begin(Job job) { current.set(job) }

    void end() { current.remove() }

    String scriptName() {
        Job job = current.get()
        return job == null ? 'groovy' : job.script
    }

    void write(String level, String text) {
        Job job = current.get()
        if (job != null) {
            int line = job.lines.incrementAndGet()
            if (line > LINES_OF_A_JOB + 1) { return }
            if (line == LINES_OF_A_JOB + 1) {
                channel.send([log: 'warn', script: job.script, text: 'further lines of this inquiry are left out'])
                return
            }
        }
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + '…' : text
        channel.send([log: level, script: scriptName(), text: shown])
    }

    /** A stream whose lines become log lines; each thread writes lines of its own. */
    PrintStream stream(String level) {
        return new PrintStream(new LineStream(this, level), true, 'UTF-8')
    }

    static class LineStream extends OutputStream {

        private final Journal journal
        private final String level
        private final ThreadLocal<ByteArrayOutputStream> lines = new ThreadLocal<ByteArrayOutputStream>()

        LineStream(Journal journal, String level) {
            this.journal = journal
            this.level = level
        }

        @Override
        void write(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at++) { write(bytes[at]) }
        }

        @Override
        void write(int value) {
            ByteArrayOutputStream line = lines.get()
            if (line == null) {
                line = new ByteArrayOutputStream()
                lines.set(line)
            }
            if (value != 10) { line.write(value) }
            if (value == 10 || line.size() >= LONGEST) {
                String text = line.toString('UTF-8')
                line.reset()
                if (!text.trim().isEmpty()) { journal.write(level, text) }
            }
        }
    }
}
