// What a script answers: the payload under the name and with the shapes that scripts know (interrupt-reference §2).
// Untyped on purpose where a script may put anything: what the values mean is judged in one place, by parsePayload.
package org.apereo.cas.interrupt

class InterruptResponse implements Serializable {

    static final String DEFAULT_MESSAGE = 'Authentication flow is interrupted'

    String message
    String messageCode
    Map links = new LinkedHashMap()
    boolean interrupt
    boolean block
    boolean ssoEnabled
    boolean autoRedirect
    long autoRedirectAfterSeconds = -1
    Map data = new LinkedHashMap()

    InterruptResponse() {
        this(DEFAULT_MESSAGE)
    }

    /** The only shape that need not interrupt; it brings no message (INT-02). */
    InterruptResponse(boolean interrupt) {
        this.interrupt = interrupt
    }

    InterruptResponse(String message) {
        this(message, false, true)
    }

    InterruptResponse(String message, boolean block, boolean ssoEnabled) {
        this(message, new LinkedHashMap(), block, ssoEnabled)
    }

    InterruptResponse(String message, Map links, boolean block, boolean ssoEnabled) {
        this.message = message
        this.links = links
        this.block = block
        this.ssoEnabled = ssoEnabled
        this.interrupt = true
    }

    static InterruptResponse none() {
        return new InterruptResponse(false)
    }

    /** As later versions name it. */
    static InterruptResponse interrupt() {
        return new InterruptResponse(DEFAULT_MESSAGE)
    }

    InterruptResponse setMessage(String value) { message = value; return this }

    InterruptResponse setMessageCode(String value) { messageCode = value; return this }

    InterruptResponse setLinks(Map value) { links = value; return this }

    InterruptResponse setInterrupt(boolean value) { interrupt = value; return this }

    InterruptResponse setBlock(boolean value) { block = value; return this }

    InterruptResponse setSsoEnabled(boolean value) { ssoEnabled = value; return this }

    InterruptResponse setAutoRedirect(boolean value) { autoRedirect = value; return this }

    InterruptResponse setAutoRedirectAfterSeconds(long value) { autoRedirectAfterSeconds = value; return this }

    InterruptResponse setData(Map value) { data = value; return this }

    @Override
    boolean equals(Object other) {
        return other instanceof InterruptResponse && toFields() == ((InterruptResponse) other).toFields()
    }

    @Override
    int hashCode() { return toFields().hashCode() }

    @Override
    String toString() {
        List<String> parts = []
        for (Map.Entry<String, Object> field : toFields().entrySet()) {
            parts.add(field.getKey() + '=' + String.valueOf((Object) field.getValue()))
        }
        return 'InterruptResponse(' + parts.join(', ') + ')'
    }

    /** Every field by name, in a fixed order. */
    Map<String, Object> toFields() {
        return [
            message: getMessage(), messageCode: getMessageCode(), links: getLinks(), interrupt: isInterrupt(),
            block: isBlock(), ssoEnabled: isSsoEnabled(), autoRedirect: isAutoRedirect(),
            autoRedirectAfterSeconds: getAutoRedirectAfterSeconds(), data: getData()
        ]
    }
}
