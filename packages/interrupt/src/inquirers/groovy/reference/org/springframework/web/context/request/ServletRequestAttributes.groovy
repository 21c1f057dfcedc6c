package org.springframework.web.context.request

class ServletRequestAttributes extends vestibule.Partial {

    final vestibule.NativeRequest request

    ServletRequestAttributes(vestibule.NativeRequest request) { this.request = request }

    @Override
    String path() { return 'ServletRequestAttributes' }
}
