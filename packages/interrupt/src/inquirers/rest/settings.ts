// What an operator sets for the REST strategy, checked once when the inquirer is made (D10).
import { validateHeaderName, validateHeaderValue } from './headers.ts';
import { HALF, headerSize } from './measure.ts';

export interface RestSettings {
  /** `cas.interrupt.rest.url`: http or https, its own query is kept. */
  readonly url: string;
  /** `.method`: GET, POST, PATCH or DELETE; anything else is sent as GET, as the reference does. Default GET. */
  readonly method?: string;
  /** `.basic-auth-username` and `.basic-auth-password`; with either blank none is sent (INT-25). */
  readonly basicAuth?: { readonly username: string; readonly password: string } | null;
  /** `.headers`: they win over every header made here (INT-24). */
  readonly headers?: Readonly<Record<string, string>>;
  /** Every certificate that is trusted, in PEM (`cas.http-client.truststore.file`). Default: the machine's own. */
  readonly trustedCertificates?: readonly string[] | null;
  /** `.attributes[]`: names of attributes that are sent as `attribute.NAME`. Default none. */
  readonly attributes?: readonly string[];
}

/** The part of every request that is the same for everybody. */
export interface Endpoint {
  /** Without fragment, and ready to have parameters appended. */
  readonly prefix: string;
  readonly origin: string;
  readonly method: Method;
  /** Lower-case name to value: basic authentication, then what the operator configured. */
  readonly headers: ReadonlyMap<string, string>;
  readonly attributes: readonly string[];
  /** Bytes of a request head that are the same for everybody, measured once (D27). */
  readonly size: number;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A setting of the REST strategy that cannot work. Stops start-up; the text names the setting and holds no secret. */
export class RestSettingsError extends Error {
  override readonly name = 'RestSettingsError';
  readonly code = 'VESTIBULE_INTERRUPT_REST_SETTINGS';
}

/** These belong to the connection; an HTTP client sets them itself. */
const NOT_FOR_OPERATORS = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];

/** Throws `RestSettingsError`. */
export function endpointOf({
  url,
  method = 'GET',
  basicAuth = null,
  headers = {},
  attributes = [],
}: RestSettings): Endpoint {
  const address = URL.parse(url.trim());
  if (address === null || !['http:', 'https:'].includes(address.protocol)) {
    throw new RestSettingsError('cas.interrupt.rest.url is not an http or https address');
  }
  if (address.username !== '' || address.password !== '') {
    throw new RestSettingsError(
      'cas.interrupt.rest.url holds a user name or a password: use cas.interrupt.rest.basic-auth-username and .basic-auth-password',
    );
  }
  address.hash = '';
  const { href } = address;
  const all = new Map([...authorization(basicAuth), ...configured(headers)]);
  const verb = methodOf(method);
  const prefix = href + (/[?&]$/.test(href) ? '' : href.includes('?') ? '&' : '?');
  const line = `${verb} ${prefix.slice(address.origin.length)} HTTP/1.1\r\n`;
  const ours = [
    ['host', address.host],
    ['connection', 'keep-alive'],
    ['content-type', 'application/json'],
    ...all,
  ];
  return {
    prefix,
    origin: address.origin,
    method: verb,
    headers: all,
    attributes,
    size: line.length + ours.reduce((sum, [name = '', value = '']) => sum + headerSize(name, value), 0),
  };
}

/**
 * Why requests may be refused for their size whoever they are about, or null. The start goes on: many servers take more
 * than 8 KiB.
 */
export function tooLargeForMany(settings: RestSettings): string | null {
  const { size } = endpointOf(settings);
  if (size <= HALF) return null;
  return `cas.interrupt.rest.url and cas.interrupt.rest.headers alone fill ${size} bytes of every request; beyond ${HALF} an endpoint that takes 8 KiB may refuse some`;
}

function methodOf(written: string): Method {
  const method = written.trim().toUpperCase();
  return method === 'POST' || method === 'PATCH' || method === 'DELETE' ? method : 'GET';
}

function authorization(basicAuth: RestSettings['basicAuth']): [string, string][] {
  if (!basicAuth || basicAuth.username.trim() === '' || basicAuth.password.trim() === '') return [];
  const { username, password } = basicAuth;
  return [['authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`]];
}

function configured(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).map(([written, value]) => {
    const name = written.trim().toLowerCase();
    if (!validateHeaderName(name)) {
      throw new RestSettingsError('cas.interrupt.rest.headers has a name that is no header name');
    }
    if (NOT_FOR_OPERATORS.includes(name)) {
      throw new RestSettingsError(
        `cas.interrupt.rest.headers.${written.trim()} belongs to the connection and cannot be set`,
      );
    }
    if (!validateHeaderValue(value)) {
      throw new RestSettingsError(
        `cas.interrupt.rest.headers.${written.trim()} holds a sign that no header may`,
      );
    }
    return [name, value];
  });
}
