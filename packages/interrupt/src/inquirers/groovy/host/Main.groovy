// Started by the server: groovy.ui.GroovyMain Main.groovy THREADS. The first line of standard input is the key of the
// protocol. Compiled by the Groovy at hand at every start; keep to what both Groovy 2.4 and Groovy 4 understand.
vestibule.Host.serve(Integer.parseInt(args[0]))
