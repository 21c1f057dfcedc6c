// Compiles scripts and keeps their class files, so that a JVM that follows this one has them without compiling again:
// the first compilation of a Groovy 4 takes longer than the start of its JVM.
package vestibule

import java.nio.file.Files
import java.nio.file.attribute.BasicFileAttributes
import java.security.MessageDigest

import org.codehaus.groovy.control.CompilationFailedException
import org.codehaus.groovy.control.CompilerConfiguration

class ScriptClasses {

    final ReferenceClasses reference
    private final File directory
    private final String identity

    ScriptClasses(File directory, ReferenceClasses reference) {
        this.directory = directory
        this.reference = reference
        directory.mkdirs()
        identity = identityNow()
    }

    /** The class of a script; each call answers a class of its own. An import that is not used does no harm (D37). */
    Class of(String name, String text) {
        try {
            return compiled(name, text)
        } catch (CompilationFailedException refused) {
            String used = Imports.withoutUnused(text)
            if (used == text) { throw refused }
            try {
                return compiled(name, used)
            } catch (CompilationFailedException again) {
                throw refused
            }
        }
    }

    private Class compiled(String name, String text) {
        if (identity != identityNow()) {
            return new GroovyClassLoader(reference).parseClass(text, name)
        }
        File kept = new File(directory, digest(name + '\n' + text))
        File main = new File(kept, 'main')
        if (main.isFile()) {
            GroovyClassLoader loader = new GroovyClassLoader(reference)
            loader.addClasspath(kept.getPath())
            try {
                return loader.loadClass(main.getText('UTF-8'), false, true)
            } catch (ClassNotFoundException | LinkageError tidiedAway) {
                main.delete()
            }
        }
        kept.mkdirs()
        CompilerConfiguration configuration = new CompilerConfiguration()
        configuration.setTargetDirectory(kept)
        Class type = new GroovyClassLoader(reference, configuration).parseClass(text, name)
        main.setText(type.getName(), 'UTF-8')
        return type
    }

    /** Temporary directories are tidied, and anybody may then make another one of the same name. */
    private String identityNow() {
        try {
            Object key = Files.readAttributes(directory.toPath(), BasicFileAttributes).fileKey()
            return String.valueOf(key) + ' ' + Files.getOwner(directory.toPath()).getName()
        } catch (IOException gone) {
            return 'gone'
        }
    }

    private static String digest(String text) {
        return MessageDigest.getInstance('SHA-256').digest(text.getBytes('UTF-8')).encodeHex().toString()
    }
}
