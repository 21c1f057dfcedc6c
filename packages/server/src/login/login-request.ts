// The parameters of /login, parsed once: which application asks, and how (CAS Protocol §2.1).
import { describeRefusal, parseServiceAddress, type AddressRefusal } from '../services/canonical-address.ts';

export interface LoginRequest {
  /** The application's address in the spelling that definitions, inquirers and tickets are asked for (D25), or null. */
  readonly service: string | null;
  /** The same address as it came; null without one. */
  readonly sent: string | null;
  /** Where the answer goes: the address as it came, behind the host that was parsed (D25); null without one. */
  readonly target: string | null;
  /** Credentials are asked whatever session there is. */
  readonly renew: boolean;
  /** Never a page: a ticket from a session, or none (D6). */
  readonly gateway: boolean;
  /** How the ticket travels; null leaves it to the service's definition. */
  readonly method: 'GET' | 'POST' | 'HEADER' | null;
  /** The query of the address as it came, so that the original request can begin anew. */
  readonly search: string;
}

export type LoginRequestAnswer =
  | { readonly ok: true; readonly request: LoginRequest }
  /** The address names its application in a way that nobody can mean well. */
  | {
      readonly ok: false;
      readonly reason: 'malformed-request' | 'address-too-long';
      /** For the audit. */
      readonly detail: string;
    };

/** Protocol parameters that may be said once only (CAS-12). */
const ONCE = [
  'ticket',
  'service',
  'renew',
  'gateway',
  'warn',
  'method',
  'target',
  'TARGET',
  'SAMLart',
  'pgtUrl',
  'pgt',
  'pgtId',
  'pgtIou',
  'targetService',
  'entityId',
  'token',
] as const;

/** How a door refuses an address that cannot be looked up (D25). */
export function addressRefused(why: AddressRefusal): {
  readonly reason: 'malformed-request' | 'address-too-long';
  readonly detail: string;
} {
  return {
    reason: why === 'too long' ? 'address-too-long' : 'malformed-request',
    detail: describeRefusal(why),
  };
}

const malformed = (detail: string): LoginRequestAnswer => ({
  ok: false,
  reason: 'malformed-request',
  detail,
});

/** Reads address and form together; the same service in both is one service (CAS-12, D1). */
export function parseLoginRequest(
  query: URLSearchParams,
  form: URLSearchParams | null,
  search: string,
): LoginRequestAnswer {
  for (const name of ONCE) {
    if (query.getAll(name).length > 1) return malformed(`${name} is said twice in the address`);
    if (form !== null && form.getAll(name).length > 1) return malformed(`${name} is said twice in the form`);
  }
  if (query.has('password')) return malformed('a password in the address');
  const asked = query.get('service') ?? '';
  const repeated = form?.get('service') ?? '';
  if (asked !== '' && repeated !== '' && asked !== repeated) return malformed('two services');
  const raw = asked === '' ? repeated : asked;
  const parsed = raw === '' ? null : parseServiceAddress(raw);
  if (parsed !== null && !parsed.ok) return { ok: false, ...addressRefused(parsed.reason) };
  const { service, sent, target } = parsed?.address ?? { service: null, sent: null, target: null };
  const said = (name: string): string | null => query.get(name) ?? form?.get(name) ?? null;
  const renew = said('renew') !== null;
  const gateway = !renew && service !== null && (said('gateway') ?? '').trim() !== '';
  const method = said('method')?.toUpperCase() ?? null;
  return {
    ok: true,
    request: {
      service,
      sent,
      target,
      renew,
      gateway,
      method: isMethod(method) ? method : null,
      search: withService(search, query, repeated),
    },
  };
}

function isMethod(method: string | null): method is 'GET' | 'POST' | 'HEADER' {
  return method === 'GET' || method === 'POST' || method === 'HEADER';
}

/** A form that was posted to a bare /login names the service itself; its request can begin anew all the same. */
function withService(search: string, query: URLSearchParams, repeated: string): string {
  if (repeated === '' || (query.get('service') ?? '') !== '') return search;
  const rest = search === '' || search === '?' ? '?' : `${search}&`;
  return `${rest}service=${encodeURIComponent(repeated)}`;
}
