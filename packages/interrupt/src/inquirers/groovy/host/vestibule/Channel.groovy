// The pipe to the server: one JSON object a line, each line behind a key, so that what a script writes to the standard
// output by ways of its own is never taken for an answer.
package vestibule

import groovy.json.JsonOutput

class Channel {

    private static final int LONGEST = 1_048_576

    private final OutputStream out
    private final String key

    Channel(OutputStream out, String key) {
        this.out = out
        this.key = key
    }

    void send(Map message) {
        String text = JsonOutput.toJson(message)
        if (text.length() > LONGEST) {
            text = JsonOutput.toJson([id: message.id, fault: 'the answer is too long', code: 'too-large'])
        }
        // A line break in front ends what a script may have left unfinished.
        byte[] bytes = ('\n' + key + text + '\n').getBytes('UTF-8')
        synchronized (this) {
            out.write(bytes)
            out.flush()
        }
    }
}
