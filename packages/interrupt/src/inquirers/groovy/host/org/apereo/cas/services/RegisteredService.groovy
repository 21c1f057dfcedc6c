package org.apereo.cas.services

class RegisteredService {

    final long id
    final String name
    /** The pattern of the definition. */
    final String serviceId

    RegisteredService(long id, String name, String serviceId) {
        this.id = id
        this.name = name
        this.serviceId = serviceId
    }

    @Override
    String toString() {
        return 'RegisteredService(id=' + id + ', name=' + name + ', serviceId=' + serviceId + ')'
    }
}
