// The address of an application as anybody may send it, and the one spelling that definitions are held against (D25).
// A pattern never sees text that a browser's parser would put elsewhere.
import { judgeAuthority } from './address-host.ts';
import { encodeAddress } from './service-address.ts';

/** Longest address that is looked at, in bytes after percent-encoding (D10). */
export const LONGEST_ADDRESS = 4096;

export type AddressRefusal =
  | 'too long'
  | 'a control character'
  | 'not an absolute address'
  | 'a scheme no application has'
  | 'no host'
  | 'a backslash in the host'
  | 'a user name in front of the host'
  | 'a percent sign in the host'
  | 'white space in the host'
  | 'a host that browsers read otherwise'
  | 'a dot segment with parameters'
  | 'not an address';

export interface ServiceAddress {
  /** As it came. */
  readonly sent: string;
  /** http and https; every other scheme is an identifier, which is text and not parsed any further. */
  readonly kind: 'web' | 'identifier';
  /** The one spelling of all that name the same, without fragment. */
  readonly canonical: string;
  /**
   * The canonical one, with its fragment, and without the root's slash if it came without: what a ticket is for, and
   * what inquirers are told. Reading it again gives the same.
   */
  readonly service: string;
  /** Where a browser is sent: scheme, host and port as parsed, everything behind them as it came. */
  readonly target: string;
  readonly parts: AddressParts;
}

/** The canonical address taken apart; of an identifier only `scheme` and `rest` say something. */
export interface AddressParts {
  /** In lower case, without colon. */
  readonly scheme: string;
  /** As the parser writes it, without a final dot. */
  readonly host: string;
  /** With its colon; empty for the default port. */
  readonly port: string;
  /** Path and query, at least `/`. */
  readonly rest: string;
  /** With `#`, or empty. */
  readonly fragment: string;
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: ServiceAddress }
  | { readonly ok: false; readonly reason: AddressRefusal };

/** The reason as a person reads it, with the limit that was met. */
export function describeRefusal(reason: AddressRefusal): string {
  return reason === 'too long' ? `longer than ${LONGEST_ADDRESS} bytes after percent-encoding` : reason;
}

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

const refused = (reason: AddressRefusal): ParsedAddress => ({ ok: false, reason });

/**
 * Reads an address, or says why it is malformed. Never throws.
 *
 * @example parseServiceAddress('HTTPS://App.example.org:443/a/../b;jsessionid=1#c') // canonical https://app.example.org/b
 */
export function parseServiceAddress(sent: string): ParsedAddress {
  if (sent.length > LONGEST_ADDRESS || encodeAddress(sent).length > LONGEST_ADDRESS)
    return refused('too long');
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(sent)) return refused('a control character');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(sent)?.[1]?.toLowerCase();
  if (scheme === undefined) return refused('not an absolute address');
  if (FOREIGN_SCHEMES.has(scheme)) return refused('a scheme no application has');
  return scheme === 'http' || scheme === 'https' ? parseWeb(sent, scheme) : parseIdentifier(sent, scheme);
}

function parseWeb(sent: string, scheme: string): ParsedAddress {
  const [, authority, behind = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(sent) ?? [];
  if (authority === undefined) return refused('not an absolute address');
  const judged = judgeAuthority(authority, scheme);
  if (!judged.ok) return refused(judged.reason);
  const { host, port } = judged;
  const origin = `${scheme}://${host}${port}`;
  // mod_auth_cas sends decoded paths; the parser would take white space away and turn backslashes (D25).
  const encoded = behind.replaceAll(/[\s\\]/gu, encodeURIComponent);
  if (hasDotSegmentWithParameters(encoded)) return refused('a dot segment with parameters');
  const { rest, fragment } = canonicalRest(origin, encoded);
  const bareRoot = /^(?:#|$)/.test(behind);
  const address: ServiceAddress = {
    sent,
    kind: 'web',
    canonical: origin + rest,
    service: origin + (bareRoot ? '' : rest) + fragment,
    target: origin + encoded,
    parts: { scheme, host, port, rest, fragment },
  };
  return { ok: true, address };
}

/**
 * `/secret/..;jsessionid=1/free`: a browser asks for it as it stands, an application server climbs, and without the
 * session id it would be `/free`. Three readers, three places: nobody means it well (D25).
 */
function hasDotSegmentWithParameters(behind: string): boolean {
  const [path = ''] = behind.split(/[?#]/, 1);
  return path.split('/').some((segment) => /^\.{1,2};/.test(decodeDotsAndSemicolons(segment)));
}

const decodeDotsAndSemicolons = (segment: string): string =>
  segment.replaceAll(/%2e/gi, '.').replaceAll(/%3b/gi, ';');

/** Path and query in their one spelling, until another round changes nothing: an escape may hide a session id. */
function canonicalRest(origin: string, behind: string): { readonly rest: string; readonly fragment: string } {
  const first = new URL(origin + behind);
  let rest = first.pathname + first.search;
  for (let before = ''; before !== rest;) {
    before = rest;
    const { pathname, search } = new URL(origin + withoutSessionId(before));
    rest = canonicalEscapes(pathname) + canonicalEscapes(search);
  }
  return { rest, fragment: canonicalEscapes(first.hash) };
}

function parseIdentifier(sent: string, scheme: string): ParsedAddress {
  if (!URL.canParse(sent)) return refused('not an address');
  const behind = sent.slice(scheme.length + 1);
  const [, authority = ''] = /^\/\/([^/?#]*)/.exec(behind) ?? [];
  if (authority.includes('\\')) return refused('a backslash in the host');
  if (authority.includes('@')) return refused('a user name in front of the host');
  const path = behind.startsWith('//')
    ? `//${authority.toLowerCase()}${behind.slice(authority.length + 2)}`
    : behind;
  const rest = withoutSessionId(path);
  const canonical = `${scheme}:${rest}`;
  const parts = { scheme, host: '', port: '', rest, fragment: '' };
  const target = `${scheme}:${behind}`;
  return {
    ok: true,
    address: { sent, kind: 'identifier', canonical, service: canonical, target, parts },
  };
}

/** Takes `;jsessionid=…` out of the path (CAS-36); text that follows one never makes another. */
function withoutSessionId(behind: string): string {
  const end = behind.search(/[?#]/);
  const path = end === -1 ? behind : behind.slice(0, end);
  return path.replaceAll(/;jsessionid=[^;/]*/gi, '') + behind.slice(path.length);
}

/** Escapes of unreserved characters decoded, others in upper case; a sign that begins no escape becomes one. */
function canonicalEscapes(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})?/gi, (escape, digits: string | undefined) => {
    if (digits === undefined) return '%25';
    const sign = String.fromCharCode(Number.parseInt(digits, 16));
    return /^[A-Za-z0-9._~-]$/.test(sign) ? sign : escape.toUpperCase();
  });
}

/** The one spelling of an address; null when it is malformed. */
export function canonicalSpelling(sent: string): string | null {
  const parsed = parseServiceAddress(sent);
  return parsed.ok ? parsed.address.canonical : null;
}

/** The address without its query; itself when there is none. */
export function withoutQuery(address: ServiceAddress): ServiceAddress {
  const { rest } = address.parts;
  const mark = rest.indexOf('?');
  if (mark === -1) return address;
  const parsed = parseServiceAddress(
    address.canonical.slice(0, address.canonical.length - rest.length + mark) + address.parts.fragment,
  );
  return parsed.ok ? parsed.address : address;
}
