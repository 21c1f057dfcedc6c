// As much of the flow's request context as scripts use. Scopes are made for one inquiry and end with it.
package vestibule

class RequestContext extends Partial implements org.springframework.webflow.execution.RequestContext {

    final Scope flowScope = new Scope('requestContext.flowScope', true)
    final Scope requestScope = new Scope('requestContext.requestScope', true)
    final Scope conversationScope = new Scope('requestContext.conversationScope', true)
    final Scope flashScope = new Scope('requestContext.flashScope', true)
    final Scope viewScope = new Scope('requestContext.viewScope', true)
    final Scope requestParameters = new Scope('requestContext.requestParameters', false)
    final ExternalContext externalContext

    RequestContext(NativeRequest request, Map<String, Object> flow, Map<String, Object> conversation) {
        flowScope.putAll(flow)
        conversationScope.putAll(conversation)
        for (Object name : request.getParameterNames()) {
            requestParameters.put((String) name, request.getParameter((String) name))
        }
        externalContext = new ExternalContext(request, requestParameters)
    }

    @Override
    String path() { return 'requestContext' }

    @Override
    String toString() { return 'RequestContext' }
}
