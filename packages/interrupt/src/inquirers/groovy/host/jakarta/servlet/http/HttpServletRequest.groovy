package jakarta.servlet.http

interface HttpServletRequest extends jakarta.servlet.ServletRequest {
}
