package org.springframework.webflow.execution

import org.springframework.webflow.core.collection.MutableAttributeMap

interface RequestContext {

    MutableAttributeMap getFlowScope()

    MutableAttributeMap getRequestScope()

    MutableAttributeMap getConversationScope()

    MutableAttributeMap getFlashScope()

    org.springframework.webflow.context.ExternalContext getExternalContext()
}
