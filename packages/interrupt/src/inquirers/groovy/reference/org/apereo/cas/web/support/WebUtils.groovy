package org.apereo.cas.web.support

import org.apereo.cas.authentication.Authentication
import org.apereo.cas.authentication.principal.Service
import org.apereo.cas.services.RegisteredService
import org.springframework.webflow.execution.RequestContext

class WebUtils {

    static Service getService(RequestContext context) { return (Service) context.getFlowScope().get('service') }

    static RegisteredService getRegisteredService(RequestContext context) {
        return (RegisteredService) context.getFlowScope().get('registeredService')
    }

    static Authentication getAuthentication(RequestContext context) {
        return (Authentication) context.getConversationScope().get('authentication')
    }

    static Object getHttpServletRequestFromExternalWebflowContext(RequestContext context) {
        return context.getExternalContext().getNativeRequest()
    }

    static Object getHttpServletRequestFromExternalWebflowContext() {
        return getHttpServletRequestFromExternalWebflowContext(vestibule.Current.context('WebUtils.getHttpServletRequestFromExternalWebflowContext()'))
    }

    static String getRequestParameterOrAttribute(RequestContext context, String name) {
        return getHttpServletRequestFromExternalWebflowContext(context).getParameter(name)
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('WebUtils.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('WebUtils.' + name)
    }
}
