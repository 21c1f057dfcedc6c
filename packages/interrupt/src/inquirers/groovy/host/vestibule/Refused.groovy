// What this host itself refuses; the message says all.
package vestibule

class Refused extends RuntimeException {

    Refused(String message) {
        super(message)
    }
}
