package javax.servlet.http

interface HttpServletRequest extends javax.servlet.ServletRequest {
}
