package org.slf4j.event

enum Level {

    ERROR, WARN, INFO, DEBUG, TRACE
}
