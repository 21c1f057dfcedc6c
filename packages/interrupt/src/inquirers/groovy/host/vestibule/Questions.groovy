// From the facts on the wire to the objects that a script knows.
package vestibule

import org.apereo.cas.authentication.DefaultAuthentication
import org.apereo.cas.authentication.principal.SimplePrincipal
import org.apereo.cas.authentication.principal.SimpleWebApplicationServiceImpl
import org.apereo.cas.authentication.principal.WebApplicationService
import org.apereo.cas.services.CasRegisteredService
import org.apereo.cas.services.RegexRegisteredService
import org.apereo.cas.services.RegisteredService

class Questions {

    /** The six arguments of an interrupt script, in order (INT-20). The authentication's attributes win (§3.3). */
    static Map<String, Object> inquiry(Map facts, ScriptLogger logger) {
        Map own = Wire.given('principal.attributes', (List) facts.principalAttributes)
        SimplePrincipal principal = new SimplePrincipal((String) facts.principal, own)
        Map attributes = Wire.attributes('attributes', (List) facts.principalAttributes, (List) facts.authenticationAttributes)
        NativeRequest request = new NativeRequest((Map) facts.request)
        WebApplicationService service = service(facts, request)
        RegisteredService registered = registeredService(facts)
        RequestContext context = new RequestContext(
            request,
            [service: service, registeredService: registered, principal: principal],
            [authentication: new DefaultAuthentication(
                principal, ((Number) facts.authenticatedAt).longValue(), Wire.given('authentication.attributes', (List) facts.authenticationAttributes))])
        Current.context(context)
        return [
            principal: principal, attributes: attributes, service: service, registeredService: registered,
            requestContext: context, logger: logger
        ]
    }

    /** The five arguments of a policy's trigger, in order (§9). The principal's attributes win, as in the attribute trigger. */
    static Map<String, Object> trigger(Map facts, ScriptLogger logger) {
        Map attributes = Wire.attributes('attributes', (List) facts.authenticationAttributes, (List) facts.principalAttributes)
        return [
            attributes: attributes, username: facts.principal, registeredService: registeredService(facts),
            service: service(facts, null), logger: logger
        ]
    }

    /** `attributes`: the parameters of the request that named the service, as the reference keeps them. */
    private static WebApplicationService service(Map facts, NativeRequest request) {
        if (facts.service == null) { return null }
        if (request == null) { return new SimpleWebApplicationServiceImpl((String) facts.service, 'service', null) }
        Map<String, List<Object>> parameters = new LinkedHashMap<String, List<Object>>()
        for (Map.Entry<String, String[]> one : request.getParameterMap().entrySet()) {
            parameters.put(one.getKey(), new GivenList('service.attributes.' + one.getKey(), Arrays.asList((Object[]) one.getValue())))
        }
        String source = ['service', 'targetService', 'TARGET'].find { parameters.containsKey(it) } ?: 'service'
        Map given = new GivenMap('service.attributes', (Map) parameters)
        return new SimpleWebApplicationServiceImpl((String) facts.service, source, given)
    }

    private static RegisteredService registeredService(Map facts) {
        Map known = (Map) facts.registeredService
        if (known == null) { return null }
        Map<String, Object> said = new LinkedHashMap<String, Object>()
        boolean whole = known.definition != null
        if (whole) { said.putAll((Map) Wire.value(known.definition)) }
        Object kind = said.remove('@class')
        said.put('id', ((Number) known.id).longValue())
        said.put('name', known.name)
        said.put('serviceId', known.serviceId)
        boolean old = kind != null && String.valueOf(kind).endsWith('.RegexRegisteredService')
        return old ? new RegexRegisteredService(said, whole) : new CasRegisteredService(said, whole)
    }
}
