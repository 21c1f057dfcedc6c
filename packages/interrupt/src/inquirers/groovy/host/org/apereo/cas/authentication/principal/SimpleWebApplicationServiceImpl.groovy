package org.apereo.cas.authentication.principal

class SimpleWebApplicationServiceImpl extends AbstractWebApplicationService {

    SimpleWebApplicationServiceImpl(String id, String source, Map<String, List<Object>> attributes) {
        super(id, source, attributes)
    }
}
