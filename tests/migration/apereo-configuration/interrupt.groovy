import org.apereo.cas.interrupt.InterruptResponse

def run(final Object... args) {
    def (principal, attributes, service, registeredService, requestContext, logger) = args
    logger.info("Asking about {} on the way to {}", principal.id, service?.id)

    def age = attributes['passwordAge']?.first() as Integer ?: 0
    if (age > 365) {
        def links = ['Change it now': 'password.example.edu/change', 'Why?': 'https://www.example.edu/passwords']
        return new InterruptResponse("Your password is ${age} days old.".toString(), links, false, true)
    }
    return null
}
