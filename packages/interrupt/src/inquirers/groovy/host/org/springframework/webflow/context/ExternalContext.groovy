package org.springframework.webflow.context

interface ExternalContext {

    Object getNativeRequest()
}
