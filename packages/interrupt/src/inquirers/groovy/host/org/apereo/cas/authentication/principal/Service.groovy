package org.apereo.cas.authentication.principal

class Service {

    final String id

    Service(String id) {
        this.id = id
    }

    String getOriginalUrl() {
        return id
    }

    @Override
    String toString() {
        return 'Service(id=' + id + ')'
    }
}
