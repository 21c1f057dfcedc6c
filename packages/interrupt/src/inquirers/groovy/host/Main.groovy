// Run by groovy.ui.GroovyMain for the first JVM: compiles the host with the Groovy at hand into a directory, from which
// later JVMs start in half the time, and serves. Arguments: sources, classes, then those of the host. The first line of standard input
// is the key of the protocol. Keep these sources to what both Groovy 2.4 and Groovy 4 understand.
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.CompilerConfiguration

File classes = new File(args[1])
CompilerConfiguration configuration = new CompilerConfiguration()
configuration.setTargetDirectory(classes)
configuration.setSourceEncoding('UTF-8')
CompilationUnit unit = new CompilationUnit(configuration)
new File(args[0]).eachFileRecurse { File source ->
    if (source.getName().endsWith('.groovy') && source.getName() != 'Main.groovy') { unit.addSource(source) }
}
unit.compile()
URLClassLoader loader = new URLClassLoader([classes.toURI().toURL()] as URL[], getClass().getClassLoader())
loader.loadClass('vestibule.Host').getMethod('main', String[]).invoke(null, [args.drop(2) as String[]] as Object[])
