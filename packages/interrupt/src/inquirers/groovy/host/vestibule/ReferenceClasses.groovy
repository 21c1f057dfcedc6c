// Classes of the reference and its libraries that scripts name (D37), made when a script names them first: those with a
// source in our directory do something, those on the list of names resolve, and their use is named as not available.
package vestibule

class ReferenceClasses extends ClassLoader {

    private static ReferenceClasses only

    private final File sources
    /** Name to the kind of type: `class`, `exception`, `annotation`, `policy`. */
    private final Map<String, String> named = new LinkedHashMap<String, String>()
    private final Map<String, Class> made = new HashMap<String, Class>()

    ReferenceClasses(File sources) {
        super(ReferenceClasses.class.getClassLoader())
        this.sources = sources
        for (String line : new File(sources, 'names.txt').readLines('UTF-8')) {
            String[] words = line.trim().split(' +')
            if (words[0].isEmpty() || words[0].startsWith('#')) { continue }
            named.put(words[0], words.length > 1 ? words[1] : 'class')
        }
        only = this
    }

    /** The class of a policy in a service file, also of one that nobody has heard of. */
    static Class policy(String name) {
        return only.policyClass(name)
    }

    private Class policyClass(String name) {
        if (!(name ==~ /[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\$\w+)?/)) { return Described }
        synchronized (made) {
            if (!made.containsKey(name) && named.get(name) != 'policy') { named.put(name, 'policy') }
        }
        Class type = loadClass(name)
        return Described.isAssignableFrom(type) ? type : Described
    }

    /** The simple names of what exists, for messages. */
    List<String> names() {
        List<String> names = new ArrayList<String>(['InterruptResponse', 'Principal', 'Authentication', 'Service',
            'WebApplicationService', 'RegisteredService', 'CasRegisteredService', 'RegisteredServiceProperty',
            'HttpServletRequest', 'RequestContext', 'Logger'])
        sources.eachFileRecurse { File file ->
            if (file.getName().endsWith('.groovy')) { names.add(file.getName().replace('.groovy', '')) }
        }
        return names.unique().sort()
    }

    @Override
    protected Class findClass(String name) {
        synchronized (made) {
            Class known = made.get(name)
            if (known != null) { return known }
            String text = textOf(name)
            if (text == null) { throw new ClassNotFoundException(name) }
            // One compiler for each: a class that names another one of ours has it compiled meanwhile, and a compiler of
            // Groovy 4 that is asked again while it works waits for itself.
            Class type = new GroovyClassLoader(this).parseClass(text, name.replace('.', '_') + '_.groovy')
            made.put(name, type)
            return type
        }
    }

    private String textOf(String name) {
        File source = new File(sources, name.replace('.', '/') + '.groovy')
        if (!name.contains('$') && source.isFile()) { return source.getText('UTF-8') }
        String kind = named.get(name)
        if (kind == null) { return null }
        int dot = name.lastIndexOf('.')
        String simple = name.substring(dot + 1)
        String head = dot < 0 ? '' : 'package ' + name.substring(0, dot) + '\n'
        switch (kind) {
            case 'annotation':
                return head + '@interface ' + simple + ' { String value() default ""; String topic() default "" }'
            case 'exception':
                return head + 'class ' + simple + ' extends RuntimeException {\n' +
                    simple + '() { }\n' + simple + '(String message) { super(message) }\n' +
                    simple + '(String message, Throwable cause) { super(message, cause) }\n}'
            case 'policy':
                return head + 'class ' + simple + ' extends vestibule.Described {\n' +
                    simple + '(String kind, String path, Map said) { super(kind, path, said) }\n}'
            default:
                String refuse = '{ throw vestibule.Refused.notAvailable("' + name
                return head + 'class ' + simple + ' {\n' +
                    simple + '(Object... args) ' + refuse + '") }\n' +
                    'static Object $static_methodMissing(String name, Object args) ' + refuse + '." + name + "()") }\n' +
                    'static Object $static_propertyMissing(String name) ' + refuse + '." + name) }\n}'
        }
    }
}
