package vestibule

class ExternalContext extends Partial implements org.springframework.webflow.context.ExternalContext {

    final NativeRequest nativeRequest
    final Scope requestParameterMap

    ExternalContext(NativeRequest nativeRequest, Scope requestParameterMap) {
        this.nativeRequest = nativeRequest
        this.requestParameterMap = requestParameterMap
    }

    NativeRequest getNativeRequest() { return nativeRequest }

    String getContextPath() { return nativeRequest.getContextPath() }

    Locale getLocale() { return nativeRequest.getLocale() }

    @Override
    String path() { return 'requestContext.externalContext' }
}
