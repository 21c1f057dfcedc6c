// The request that asks about one person: everything in the query, no body (INT-21…26).
import { overlay } from '../../exemption.ts';
import type { Inquiry } from '../../inquiry.ts';
import { rebuiltLanguages } from './headers.ts';
import type { Endpoint, Method } from './settings.ts';

export interface RestRequest {
  readonly url: string;
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
}

/** `username` always, `service` and `registeredService` (the definition's pattern) where they are known. */
export function requestOf(endpoint: Endpoint, inquiry: Inquiry): RestRequest {
  const { authentication, service, registeredService, request } = inquiry;
  const parameters: [string, string][] = [['username', authentication.principal.id]];
  if (service !== null) parameters.push(['service', service.id]);
  if (registeredService !== null) parameters.push(['registeredService', registeredService.serviceId]);
  const headers = new Map([
    ['accept-language', rebuiltLanguages(request.acceptLanguage)],
    ['content-type', 'application/json'],
    ...endpoint.headers,
  ]);
  return {
    url: endpoint.prefix + query([...parameters, ...attributes(endpoint, inquiry)]),
    method: endpoint.method,
    headers: Object.fromEntries(headers),
  };
}

/** One parameter a value. Of two attributes of one name the principal's is sent, as the regex strategy sees it. */
function attributes({ attributes: allowed }: Endpoint, { authentication }: Inquiry): [string, string][] {
  if (allowed.length === 0) return [];
  const known = new Map(overlay(authentication.attributes, authentication.principal.attributes));
  return allowed.flatMap((name) =>
    (known.get(name) ?? []).map((value): [string, string] => [`attribute.${name}`, String(value)]),
  );
}

/** Half of a surrogate pair, which no URL can hold, becomes U+FFFD: what a person sends never throws here. */
function query(parameters: readonly (readonly [string, string])[]): string {
  const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
  return parameters.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}
