package org.apereo.inspektr.common.web

class ClientInfoHolder {

    static ClientInfo getClientInfo() {
        return new ClientInfo(vestibule.Current.context('ClientInfoHolder.getClientInfo()').getExternalContext().getNativeRequest())
    }

    static Object $static_methodMissing(String name, Object args) {
        throw vestibule.Refused.notAvailable('ClientInfoHolder.' + name + '()')
    }

    static Object $static_propertyMissing(String name) {
        throw vestibule.Refused.notAvailable('ClientInfoHolder.' + name)
    }
}
