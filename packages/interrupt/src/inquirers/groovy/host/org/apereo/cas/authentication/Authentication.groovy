package org.apereo.cas.authentication

import java.time.ZonedDateTime

import org.apereo.cas.authentication.principal.Principal

interface Authentication extends Serializable {

    Principal getPrincipal()

    ZonedDateTime getAuthenticationDate()

    Map<String, List<Object>> getAttributes()
}
