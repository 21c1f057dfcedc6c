// What is done with the address of an application: how a ticket is put into it, and when two are the same one.
import type { ServiceAddress } from './canonical-address.ts';

/** Parameters that carry a ticket: one that is in an address already is a left-over of an earlier visit. */
const TICKET_PARAMETERS = new Set(['ticket', 'SAMLart']);

/**
 * Whether a client asks for the service a ticket was made for (CAS-35 to CAS-37, D25): scheme, host and port in their one
 * spelling, path and query with every escape decoded, without fragment, case ignored. A trailing slash makes a
 * difference, but for the root's, which a browser adds. A ticket that was in the address before does not, nor does a `?` or `&` at the end: clients take them
 * away with the ticket.
 */
export function sameService(one: ServiceAddress, other: ServiceAddress): boolean {
  return one.canonical === other.canonical || comparable(one) === comparable(other);
}

function comparable({ canonical }: ServiceAddress): string {
  const { base, query } = split(canonical);
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
