// What this host itself refuses; the message says all.
package vestibule

class Refused extends RuntimeException {

    Refused(String message) {
        super(message)
    }

    /** D37: complete, or named. The line of the script is added where it is known. */
    static Refused notAvailable(String name) {
        return new Refused('not available in Vestibule: ' + name)
    }
}
