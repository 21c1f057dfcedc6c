// From the facts on the wire to the objects that a script knows.
package vestibule

import org.apereo.cas.authentication.principal.Service
import org.apereo.cas.authentication.principal.SimplePrincipal
import org.apereo.cas.services.RegisteredService

class Questions {

    /** The six arguments of an interrupt script, in order (INT-20). The authentication's attributes win (§3.3). */
    static Map<String, Object> inquiry(Map facts, ScriptLogger logger) {
        SimplePrincipal principal = new SimplePrincipal((String) facts.principal, Wire.attributes((List) facts.principalAttributes))
        Map attributes = Wire.attributes((List) facts.principalAttributes, (List) facts.authenticationAttributes)
        Service service = service(facts)
        RegisteredService registered = registeredService(facts)
        RequestContext context = new RequestContext(
            new NativeRequest((Map) facts.request),
            [service: service, registeredService: registered, principal: principal],
            [authentication: [principal: principal, attributes: Wire.attributes((List) facts.authenticationAttributes)]])
        return [
            principal: principal, attributes: attributes, service: service, registeredService: registered,
            requestContext: context, logger: logger
        ]
    }

    /** The five arguments of a policy's trigger, in order (§9). The principal's attributes win, as in the attribute trigger. */
    static Map<String, Object> trigger(Map facts, ScriptLogger logger) {
        Map attributes = Wire.attributes((List) facts.authenticationAttributes, (List) facts.principalAttributes)
        return [
            attributes: attributes, username: facts.principal, registeredService: registeredService(facts),
            service: service(facts), logger: logger
        ]
    }

    private static Service service(Map facts) {
        return facts.service == null ? null : new Service((String) facts.service)
    }

    private static RegisteredService registeredService(Map facts) {
        Map known = (Map) facts.registeredService
        if (known == null) { return null }
        return new RegisteredService(((Number) known.id).longValue(), (String) known.name, (String) known.serviceId)
    }
}
