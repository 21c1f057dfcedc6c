// The same as Apereo's `cas.interrupt.groovy.location`, with the same six arguments. `npm start` uses it where it finds
// Java and Groovy. Save the file while the server runs; it takes effect at once.
import org.apereo.cas.interrupt.InterruptResponse

def run(final Object... args) {
    def (principal, attributes, service, registeredService, requestContext, logger) = args

    // Attributes are lists. Null: no interrupt.
    if (!attributes.memberOf?.contains('alumni')) {
        return null
    }
    logger.info('{} is greeted', principal.id)
    return new InterruptResponse("Welcome back, ${principal.id}. Your old mailbox is still there.",
            ['Old mailbox': 'http://localhost:8092/pages/mailbox'], false, true)
}
