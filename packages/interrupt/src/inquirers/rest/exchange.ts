// One try: the request goes out, the answer comes back whole and within its limits, or it is known why not.
import type { Agent, request as undiciRequest } from 'undici';
import type { InquiryFault } from '../../inquirer.ts';
import type { Turns } from '../../turns.ts';
import type { RestRequest } from './request.ts';
import type { Method } from './settings.ts';

export type Exchange =
  /** `body` is empty unless the status is 2xx. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | {
      readonly kind: 'failed';
      readonly fault: InquiryFault;
      /** `unreached`: no connection stood, so nothing of the request was seen. */
      readonly why: 'unreached' | 'transport' | 'timeout' | 'other';
    };

export const TOO_LATE = {
  kind: 'failed',
  why: 'timeout',
  fault: { code: 'timeout', detail: 'no answer in time (cas.interrupt.rest.timeout)' },
} as const satisfies Exchange;

export interface Exchanger {
  readonly request: typeof undiciRequest;
  readonly agent: Agent;
  /** One turn an inquiry. */
  readonly pool: Turns;
  /** Largest body that is read, in bytes. */
  readonly maxBody: number;
  /** Statuses whose body is not read. */
  readonly noneOnStatus: readonly number[];
}

/** Code of the error that ends an attempt to connect. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';

const MOST_REDIRECTS = 5;
/** So much of a body that nobody reads is let pass to keep the connection. */
const UNREAD_BYTES = 16 * 1024;

/** Never rejects. `signal` is the deadline of the inquiry, all tries together. */
export async function exchange(
  { request, agent, maxBody, noneOnStatus }: Exchanger,
  { url, method, headers }: RestRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  try {
    let address = new URL(url);
    let verb = method;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await request(address.href, { method: verb, headers, dispatcher: agent, signal });
      const status = answer.statusCode;
      const { location } = answer.headers;
      const read = status >= 200 && status < 300 && !noneOnStatus.includes(status);
      if (read) return { kind: 'answered', status, body: await answer.body.text() };
      // Rejects when the connection ends first; the answer is known already.
      answer.body.dump({ limit: UNREAD_BYTES, signal }).catch(() => undefined);
      const redirected = status >= 300 && status < 400 && typeof location === 'string';
      if (!redirected || noneOnStatus.includes(status)) return { kind: 'answered', status, body: '' };
      const next = URL.parse(location, address.href);
      if (next?.origin !== address.origin) return refused('redirects away from its origin');
      address = next;
      verb = redirectedMethod(status, verb);
    }
    return refused(`redirects more than ${MOST_REDIRECTS} times`);
  } catch (error) {
    return broken(error, signal, maxBody);
  }
}

/** RFC 9110 §15.4: 303 asks for GET, and 301 and 302 turn a POST into one. */
function redirectedMethod(status: number, method: Method): Method {
  return status === 303 || (method === 'POST' && (status === 301 || status === 302)) ? 'GET' : method;
}

function refused(what: string): Exchange {
  const detail = `the endpoint ${what}: name the final address in cas.interrupt.rest.url`;
  return { kind: 'failed', why: 'other', fault: { code: 'refused', detail } };
}

/** Errors of the client may quote the address with its query: only their code goes on. */
function broken(error: unknown, signal: AbortSignal, maxBody: number): Exchange {
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    const detail = `the answer is larger than ${maxBody} bytes (cas.interrupt.rest.max-body)`;
    return { kind: 'failed', why: 'other', fault: { code: 'too-large', detail } };
  }
  if (signal.aborted) return TOO_LATE;
  const detail =
    code === CONNECT_TIMEOUT
      ? 'no connection in time (cas.interrupt.rest.connect-timeout)'
      : `the endpoint of cas.interrupt.rest.url could not be reached, or broke off (${code})${remedyOf(code)}`;
  const why = UNREACHED.has(code) || isCertificateFault(code) ? 'unreached' : 'transport';
  return { kind: 'failed', why, fault: { code: 'unavailable', detail } };
}

const UNREACHED: ReadonlySet<string> = new Set([
  CONNECT_TIMEOUT,
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Names of OpenSSL for a chain that nobody vouches for. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED|CERT_CHAIN_TOO_LONG|CERT_SIGNATURE_FAILURE|INVALID_CA/;

const isCertificateFault = (code: string): boolean =>
  UNTRUSTED.test(code) || code.startsWith('CERT_') || code.startsWith('ERR_TLS_CERT');

/** What an operator can do about a certificate (F-022). */
function remedyOf(code: string): string {
  if (UNTRUSTED.test(code)) {
    return ': nobody whom this server trusts vouches for its certificate; put the certificate of your own authority (PEM, or a Java key store) into a file and name it with cas.http-client.truststore.file, or with the environment variable NODE_EXTRA_CA_CERTS';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return ': its certificate is for another host name; use a name that it holds in cas.interrupt.rest.url';
  return code === 'CERT_HAS_EXPIRED' ? ': its certificate has expired and must be renewed there' : '';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
