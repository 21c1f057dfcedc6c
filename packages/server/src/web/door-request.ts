// From an HTTP request to what the login flow may see of it.
import type { FastifyRequest } from 'fastify';
import type { EntryScope } from '@vestibule/interrupt';
import type { DoorRequest } from '../login/door.ts';
import { plainAddress, type ClientAddress } from './client-address.ts';
import { readCookies, type CookieSettings } from './cookies.ts';
import type { Messages } from './messages/messages.ts';

export interface DoorRequestOptions {
  readonly cookies: CookieSettings;
  readonly messages: Messages;
  /** `cas.locale.param-name`. */
  readonly localeParameter: string;
  /** Host of `cas.server.name`; null takes the request's own (W2). */
  readonly serverHost: string | null;
  readonly clientAddress: ClientAddress;
}

export type ToDoorRequest = (request: FastifyRequest, scope: EntryScope) => DoorRequest;

export function createDoorRequests(options: DoorRequestOptions): ToDoorRequest {
  const { cookies, messages, localeParameter, serverHost, clientAddress } = options;
  return (request, scope) => {
    const mark = request.url.indexOf('?');
    const search = mark === -1 ? '' : request.url.slice(mark);
    const query = new URLSearchParams(search);
    const form = request.body instanceof URLSearchParams ? request.body : null;
    const acceptLanguage = request.headers['accept-language'] ?? null;
    return {
      url: `${request.protocol}://${request.host}${request.url}`,
      query,
      search,
      form,
      cookies: readCookies(request.headers.cookie, cookies),
      client: {
        address: clientAddress(request),
        serverAddress: plainAddress(request.socket.localAddress ?? ''),
        userAgent: request.headers['user-agent'] ?? null,
      },
      get headers() {
        return oneLine(request.headers);
      },
      acceptLanguage,
      locale: messages.chooseLocale({ parameter: query.get(localeParameter), acceptLanguage }),
      sameOrigin: form === null || isSameOrigin(request, serverHost ?? request.host),
      keepsSecureCookies: request.protocol === 'https' || isThisMachine(request.hostname),
      scope,
    };
  };
}

function oneLine(headers: FastifyRequest['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, string>;
}

/** Whether a post comes from a page of ours: what browsers say of themselves first, then `Origin` (W2). */
function isSameOrigin({ headers }: FastifyRequest, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.parse(origin)?.host === host;
}

/** Hosts that browsers trust without encryption. */
function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
}
