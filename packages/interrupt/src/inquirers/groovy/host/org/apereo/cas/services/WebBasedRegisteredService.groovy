package org.apereo.cas.services

interface WebBasedRegisteredService extends RegisteredService {

    Object getWebflowInterruptPolicy()

    Object getSingleSignOnParticipationPolicy()

    Object getAcceptableUsagePolicy()
}
