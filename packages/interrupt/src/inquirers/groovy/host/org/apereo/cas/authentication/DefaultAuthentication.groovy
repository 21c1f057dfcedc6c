package org.apereo.cas.authentication

import java.time.Instant
import java.time.ZoneOffset
import java.time.ZonedDateTime

import org.apereo.cas.authentication.principal.Principal
import vestibule.Partial

class DefaultAuthentication extends Partial implements Authentication {

    final Principal principal
    final ZonedDateTime authenticationDate
    final Map<String, List<Object>> attributes

    DefaultAuthentication(Principal principal, long milliseconds, Map<String, List<Object>> attributes) {
        this.principal = principal
        this.attributes = attributes
        authenticationDate = ZonedDateTime.ofInstant(Instant.ofEpochMilli(milliseconds), ZoneOffset.UTC)
    }

    @Override
    String path() { return 'authentication' }

    @Override
    String toString() { return 'DefaultAuthentication(principal=' + principal + ', authenticationDate=' + authenticationDate + ')' }
}
