// The application that asks for entry. What the reference sets only when a ticket is granted or redeemed is null there too.
package org.apereo.cas.authentication.principal

import vestibule.Partial

abstract class AbstractWebApplicationService extends Partial implements WebApplicationService {

    final String id
    final String originalUrl
    final String artifactId = null
    final String source
    private final Map<String, List<Object>> attributes

    AbstractWebApplicationService(String id, String source, Map<String, List<Object>> attributes) {
        this.id = id
        this.originalUrl = id
        this.source = source
        this.attributes = attributes
    }

    @Override
    String path() { return 'service' }

    /** Set when its ticket is granted, which is after the interrupt. */
    String getPrincipal() { return null }

    boolean isLoggedOutAlready() { return false }

    Map<String, List<Object>> getAttributes() {
        if (attributes == null) { throw missing('attributes') }
        return attributes
    }

    @Override
    boolean equals(Object other) {
        if (other instanceof CharSequence) { throw noText() }
        return other instanceof AbstractWebApplicationService && id == ((AbstractWebApplicationService) other).getId()
    }

    @Override
    int hashCode() { return id.hashCode() }

    @Override
    String toString() {
        return 'AbstractWebApplicationService(id=' + id + ', originalUrl=' + originalUrl + ', artifactId=null, principal=null, source=' +
            source + ', loggedOutAlready=false, format=XML)'
    }
}
