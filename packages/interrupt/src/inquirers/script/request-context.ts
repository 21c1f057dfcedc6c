// The fifth argument: what scripts use of the reference's request context.
import type { PlainInquiry } from './messages.ts';
import type { ScriptRequestContext } from './interrupt-script.ts';

export function requestContext({
  authentication,
  service,
  registeredService,
  request,
}: PlainInquiry): ScriptRequestContext {
  const parameter = (name: string): readonly string[] | null =>
    Object.hasOwn(request.parameters, name) ? (request.parameters[name] ?? null) : null;
  return {
    flowScope: new Map<string, unknown>([
      ['principal', authentication.principal],
      ['service', service],
      ['registeredService', registeredService],
    ]),
    requestScope: new Map(),
    externalContext: {
      nativeRequest: {
        getParameter: (name) => parameter(name)?.[0] ?? null,
        getParameterValues: parameter,
        getHeader(name) {
          const key = name.toLowerCase();
          return Object.hasOwn(request.headers, key) ? (request.headers[key] ?? null) : null;
        },
        getRemoteAddr: () => request.clientAddress,
        getLocale: () => request.locale,
        getMethod: () => request.method,
      },
    },
  };
}
