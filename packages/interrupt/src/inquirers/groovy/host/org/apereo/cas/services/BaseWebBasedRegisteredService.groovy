package org.apereo.cas.services

abstract class BaseWebBasedRegisteredService extends BaseRegisteredService implements WebBasedRegisteredService {

    BaseWebBasedRegisteredService(Map<String, Object> said, boolean whole) { super(said, whole) }

    Object getWebflowInterruptPolicy() { return member('webflowInterruptPolicy') }

    Object getSingleSignOnParticipationPolicy() { return member('singleSignOnParticipationPolicy') }

    Object getAcceptableUsagePolicy() { return member('acceptableUsagePolicy') }
}
