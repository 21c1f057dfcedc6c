package org.apereo.cas.authentication.principal

interface WebApplicationService extends Service {

    String getOriginalUrl()

    String getArtifactId()

    String getPrincipal()

    String getSource()

    boolean isLoggedOutAlready()
}
