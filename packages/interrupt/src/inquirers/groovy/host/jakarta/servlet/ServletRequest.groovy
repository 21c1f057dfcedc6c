package jakarta.servlet

interface ServletRequest extends vestibule.ReadableRequest {
}
