package org.springframework.webflow.core.collection

interface MutableAttributeMap extends AttributeMap {
}
