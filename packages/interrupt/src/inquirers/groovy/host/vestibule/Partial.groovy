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

    def methodMissing(String name, Object args) {
        throw missing(name + '()')
    }

    protected Refused missing(String name) {
        return Refused.notAvailable(path() + '.' + name)
    }
}
