// The base of objects of which a script sees a part: what is not there fails and says by which name it was asked for.
package vestibule

abstract class Partial {

    /** How a script reaches this object, for the log. */
    abstract String path()

    def propertyMissing(String name) {
        throw missing(name)
    }

    def propertyMissing(String name, Object value) {
        throw missing(name)
    }

    /** Nothing of it can be changed; Groovy would say so without its name. */
    void setProperty(String name, Object value) {
        throw missing(name + ' = …')
    }

    def methodMissing(String name, Object args) {
        throw missing(name + '()')
    }

    /** Apereo CAS 5 passed texts; a script of its time would find nobody in its lists, and say nothing. */
    protected Refused noText() {
        return Refused.notAvailable(path() + ' compared with a text (an object since Apereo CAS 6.0, where 5.x passed its id): write ' +
            path() + '.id')
    }

    protected Refused missing(String name) {
        return Refused.notAvailable(path() + '.' + name)
    }
}
