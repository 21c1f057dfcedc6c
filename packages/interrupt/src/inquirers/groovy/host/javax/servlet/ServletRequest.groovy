package javax.servlet

interface ServletRequest extends vestibule.ReadableRequest {
}
