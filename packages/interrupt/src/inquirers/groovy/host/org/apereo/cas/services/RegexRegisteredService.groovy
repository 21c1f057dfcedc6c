package org.apereo.cas.services

class RegexRegisteredService extends CasRegisteredService {

    RegexRegisteredService(Map<String, Object> said, boolean whole) { super(said, whole) }
}
