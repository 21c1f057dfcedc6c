package org.slf4j

interface Marker extends Serializable {

    String getName()
}
