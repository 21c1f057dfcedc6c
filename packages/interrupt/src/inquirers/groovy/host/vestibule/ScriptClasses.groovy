// Compiles scripts and keeps their class files, so that a JVM that follows this one has them without compiling again:
// the first compilation of a Groovy 4 takes longer than the start of its JVM.
package vestibule

import java.security.MessageDigest

import org.codehaus.groovy.control.CompilerConfiguration

class ScriptClasses {

    private final File directory

    ScriptClasses(File directory) {
        this.directory = directory
    }

    /** The class of a script; each call answers a class of its own. */
    Class of(String name, String text) {
        File kept = new File(directory, digest(name + '\n' + text))
        File main = new File(kept, 'main')
        if (main.isFile()) {
            GroovyClassLoader loader = new GroovyClassLoader(ScriptClasses.class.getClassLoader())
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
        Class type = new GroovyClassLoader(ScriptClasses.class.getClassLoader(), configuration).parseClass(text, name)
        main.setText(type.getName(), 'UTF-8')
        return type
    }

    private static String digest(String text) {
        return MessageDigest.getInstance('SHA-256').digest(text.getBytes('UTF-8')).encodeHex().toString()
    }
}
