// The fifth argument: what scripts use of the reference's request context. What is not there is named (D37).
import type { PlainInquiry } from './messages.ts';
import type { ScriptRegisteredService, ScriptRequest, ScriptRequestContext } from './interrupt-script.ts';

export function requestContext({
  authentication,
  service,
  registeredService,
  request,
}: PlainInquiry): ScriptRequestContext {
  return complete('requestContext', {
    flowScope: new Map<string, unknown>([
      ['principal', authentication.principal],
      ['service', service],
      ['registeredService', seenService(registeredService)],
    ]),
    requestScope: new Map(),
    externalContext: complete('requestContext.externalContext', {
      nativeRequest: complete('requestContext.externalContext.nativeRequest', nativeRequest(request)),
    }),
  });
}

function nativeRequest(request: PlainInquiry['request']): ScriptRequest {
  const parameter = (name: string): readonly string[] | null =>
    Object.hasOwn(request.parameters, name) ? (request.parameters[name] ?? null) : null;
  const url = URL.parse(request.url);
  const whole = (name: string): URL =>
    url ?? notAvailable(`requestContext.externalContext.nativeRequest.${name}()`);
  return {
    getParameter: (name) => parameter(name)?.[0] ?? null,
    getParameterValues: parameter,
    getParameterNames: () => Object.keys(request.parameters),
    getHeader(name) {
      const key = name.toLowerCase();
      return Object.hasOwn(request.headers, key) ? (request.headers[key] ?? null) : null;
    },
    getHeaderNames: () => Object.keys(request.headers),
    getRemoteAddr: () => request.clientAddress,
    getLocale: () => request.locale,
    getMethod: () => request.method,
    getRequestURL: () => whole('getRequestURL').origin + whole('getRequestURL').pathname,
    getRequestURI: () => whole('getRequestURI').pathname,
    getQueryString: () => whole('getQueryString').search.slice(1) || null,
    getScheme: () => whole('getScheme').protocol.slice(0, -1),
    getServerName: () => whole('getServerName').hostname,
    getServerPort: () =>
      Number(whole('getServerPort').port || (whole('getServerPort').protocol === 'https:' ? 443 : 80)),
    isSecure: () => whole('isSecure').protocol === 'https:',
  };
}

/** What is known of the definition, and a name for what is not. */
export function seenService(known: PlainInquiry['registeredService']): ScriptRegisteredService | null {
  if (known === null || 'properties' in known) return known;
  return complete('registeredService', known) as ScriptRegisteredService;
}

/** An object whose other members fail with their name instead of being `undefined`. */
function complete<T extends object>(path: string, members: T): T {
  return new Proxy(members, {
    get(target, name, receiver) {
      // Symbols, and what the language itself asks for.
      const known = typeof name === 'symbol' || name in target || name === 'then' || name === 'toJSON';
      return known ? (Reflect.get(target, name, receiver) as unknown) : notAvailable(`${path}.${name}`);
    },
  });
}

function notAvailable(name: string): never {
  throw new Error(`not available in Vestibule: ${name}`);
}
