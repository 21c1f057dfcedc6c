package org.apereo.cas.services

enum RegisteredServiceLogoutType {

    NONE, BACK_CHANNEL, FRONT_CHANNEL
}
