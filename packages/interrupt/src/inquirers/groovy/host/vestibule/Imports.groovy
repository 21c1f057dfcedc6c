// Imports that a script does not use: a class that is not here does no harm when nobody asks for it (D37).
package vestibule

import java.util.regex.Matcher
import java.util.regex.Pattern

class Imports {

    private static final Pattern IMPORT =
        Pattern.compile('(?m)^([ \\t]*)import[ \\t]+(?:static[ \\t]+)?[\\w.]*?(\\w+)(?:[ \\t]+as[ \\t]+(\\w+))?[ \\t]*;?[ \\t]*$')

    /** The text without the imports whose name occurs nowhere else; every line keeps its number. */
    static String withoutUnused(String text) {
        String rest = IMPORT.matcher(text).replaceAll('')
        StringBuffer kept = new StringBuffer()
        Matcher found = IMPORT.matcher(text)
        while (found.find()) {
            String name = found.group(3) == null ? found.group(2) : found.group(3)
            boolean used = Pattern.compile('\\b' + Pattern.quote(name) + '\\b').matcher(rest).find()
            found.appendReplacement(kept, used ? Matcher.quoteReplacement(found.group()) : '')
        }
        found.appendTail(kept)
        return kept.toString()
    }
}
