// The security headers of every answer (D20). helmet says what they are; they are made once, not at every request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * Own files only, nothing inline, no framing, and no `form-action`, which browsers hold against later redirects and would
 * keep people from their application. `Strict-Transport-Security` is of use over https only, and said only there.
 */
export function securityHeaders(encrypted: boolean): Readonly<Record<string, string>> {
  const middleware = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: encrypted ? { maxAge: 15_768_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  const headers: Record<string, string> = {};
  const recorder = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, recorder as unknown as ServerResponse, (fault) => {
    if (fault !== undefined) throw new Error('helmet could not make the security headers', { cause: fault });
  });
  return Object.freeze(headers);
}
