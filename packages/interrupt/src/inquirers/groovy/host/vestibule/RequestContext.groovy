// As much of the flow's request context as scripts use. Scopes are made for one inquiry and end with it.
package vestibule

class RequestContext extends Partial {

    final Scope flowScope = new Scope()
    final Scope requestScope = new Scope()
    final Scope conversationScope = new Scope()
    final Scope flashScope = new Scope()
    final Scope requestParameters = new Scope()
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
