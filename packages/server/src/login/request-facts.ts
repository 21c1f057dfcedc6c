// What inquirers may know of the request: no password, no cookie, no Authorization (D12).
import type { RequestFacts } from '@vestibule/interrupt';
import type { DoorRequest } from './door.ts';

const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(['password', 'execution', 'lt']);

/** A form sent with GET has them in its address. */
function withoutSecrets(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1) return url;
  const kept = url
    .slice(mark + 1)
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => SECRET_PARAMETERS.has(name)));
  return kept.length === 0 ? url.slice(0, mark) : `${url.slice(0, mark)}?${kept.join('&')}`;
}

export function requestFacts(request: DoorRequest): RequestFacts {
  const { client, form, query } = request;
  return {
    method: form === null ? 'GET' : 'POST',
    url: withoutSecrets(request.url),
    clientAddress: client.address,
    userAgent: client.userAgent,
    acceptLanguage: request.acceptLanguage,
    locale: request.locale,
    get headers() {
      return Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !SECRET_HEADERS.has(name)),
      );
    },
    get parameters() {
      const parameters: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
      for (const source of form === null ? [query] : [query, form]) {
        for (const [name, value] of source) {
          if (!SECRET_PARAMETERS.has(name)) (parameters[name] ??= []).push(value);
        }
      }
      return parameters;
    },
  };
}
