package org.slf4j

import vestibule.Current

class LoggerFactory {

    /** The one log there is; a name of one's own is not told apart. */
    static Logger getLogger(Object nameOrClass) { return Current.logger }
}
