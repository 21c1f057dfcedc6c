package vestibule

class ExternalContext extends Partial {

    final NativeRequest nativeRequest
    final Scope requestParameterMap

    ExternalContext(NativeRequest nativeRequest, Scope requestParameterMap) {
        this.nativeRequest = nativeRequest
        this.requestParameterMap = requestParameterMap
    }

    @Override
    String path() { return 'requestContext.externalContext' }
}
