// The address of an application as browsers and clients bring it: what is refused, when two are the same one, and how
// a ticket is put into it.

/** Longest address that is looked at, in bytes after percent-encoding (D10). */
export const LONGEST_ADDRESS = 4096;

export type AddressRefusal =
  | 'too long'
  | 'a control character'
  | 'a backslash'
  | 'not an absolute address'
  | 'a scheme no application has'
  | 'no host'
  | 'a user name in front of the host'
  | 'not an address';

export type ServiceAddress =
  | { readonly ok: true; readonly service: string }
  | { readonly ok: false; readonly reason: AddressRefusal };

const ABSOLUTE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i;
const FOREIGN_SCHEMES = new Set([
  'javascript',
  'vbscript',
  'data',
  'blob',
  'about',
  'filesystem',
  'view-source',
  'file',
]);

/**
 * Judges an address and takes `;jsessionid=…` out of its path (CAS-36); nothing else is tidied (W2). What a browser
 * would read otherwise than a pattern does (backslashes, `user@host`, control characters) is refused, and so is what
 * no browser can be sent to. Cleaning twice is cleaning once.
 */
export function cleanServiceAddress(raw: string): ServiceAddress {
  const refused = (reason: AddressRefusal): ServiceAddress => ({ ok: false, reason });
  if (raw.length > LONGEST_ADDRESS || encodeAddress(raw).length > LONGEST_ADDRESS) return refused('too long');
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(raw)) return refused('a control character');
  if (raw.includes('\\')) return refused('a backslash');
  const absolute = ABSOLUTE.exec(raw);
  const [, scheme = '', authority = ''] = absolute ?? /^([a-z][a-z0-9+.-]*):/i.exec(raw) ?? [];
  if (FOREIGN_SCHEMES.has(scheme.toLowerCase())) return refused('a scheme no application has');
  if (absolute === null) return refused('not an absolute address');
  if (authority === '') return refused('no host');
  if (authority.includes('@')) return refused('a user name in front of the host');
  if (!URL.canParse(raw)) return refused('not an address');
  return { ok: true, service: withoutSessionId(raw, absolute[0].length) };
}

function withoutSessionId(address: string, pathAt: number): string {
  const rest = address.slice(pathAt);
  const pathLength = rest.search(/[?#]/);
  const path = pathLength === -1 ? rest : rest.slice(0, pathLength);
  return address.slice(0, pathAt) + path.replaceAll(/;jsessionid=[^;/]*/gi, '') + rest.slice(path.length);
}

/** Parameters that carry a ticket: one that is in an address already is a left-over of an earlier visit. */
const TICKET_PARAMETERS = new Set(['ticket', 'SAMLart']);

/**
 * Whether a client asks for the service a ticket was made for: percent-decoded, without fragment, case ignored
 * (CAS-35, CAS-37), without `;jsessionid` (CAS-36). A trailing slash makes a difference. A ticket that was in the
 * address before does not, nor does a `?` or `&` at the end: clients take them away with the ticket.
 */
export function sameService(one: string, other: string): boolean {
  return one === other || comparable(one) === comparable(other);
}

function comparable(address: string): string {
  const cleaned = withoutSessionId(address, ABSOLUTE.exec(address)?.[0].length ?? 0);
  const { base, query } = split(cleaned);
  const kept = (query ?? '').split('&').filter((part) => !TICKET_PARAMETERS.has(parameterName(part)));
  while (kept.at(-1) === '') kept.pop();
  const decoded = decodeEscapes(kept.length === 0 ? base : `${base}?${kept.join('&')}`);
  return decoded.replace(/#.*$/s, '').toLowerCase();
}

/**
 * The address with a ticket in its query (CAS-17): before a fragment, last of the query, an older one of that name
 * replaced; every other byte stays. What cannot stand in a `Location` header is percent-encoded.
 *
 * @example addTicket('http://a/x?y=1%202#z', 'ticket', 'ST-1') // 'http://a/x?y=1%202&ticket=ST-1#z'
 */
export function addTicket(service: string, name: string, ticket: string): string {
  const { base, query, fragment } = split(service);
  const kept = (query ?? '')
    .split('&')
    .filter((part) => parameterName(part) !== name)
    .join('&');
  const joint = kept === '' || kept.endsWith('&') ? '' : '&';
  return encodeAddress(`${base}?${kept}${joint}${name}=${encodeURIComponent(ticket)}${fragment}`);
}

interface Parts {
  readonly base: string;
  /** Without `?`; null when there is none. */
  readonly query: string | null;
  /** With `#`, or empty. */
  readonly fragment: string;
}

function split(address: string): Parts {
  const hash = address.indexOf('#');
  const fragment = hash === -1 ? '' : address.slice(hash);
  const rest = hash === -1 ? address : address.slice(0, hash);
  const mark = rest.indexOf('?');
  if (mark === -1) return { base: rest, query: null, fragment };
  return { base: rest.slice(0, mark), query: rest.slice(mark + 1), fragment };
}

function parameterName(part: string): string {
  return decodeEscapes(part.split('=', 1)[0] ?? '');
}

/** Escapes that are no UTF-8 stay, in upper case, so that they still equal themselves and nothing else. */
function decodeEscapes(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes.toUpperCase();
    }
  });
}

/** Percent-encodes what may not stand in an address: white space, `"`, `<`, `>` and everything beyond ASCII. */
export function encodeAddress(address: string): string {
  return address.toWellFormed().replaceAll(/[^!#-;=?-~]+/g, (text) => encodeURIComponent(text));
}
