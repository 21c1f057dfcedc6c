// Which addresses a page may offer (D20). A SafeUrl has one maker, this file.

declare const safeUrl: unique symbol;
/** An address that may stand in `href` and in `Location`: printable ASCII, one of the kinds that `judgeLink` names. */
export type SafeUrl = string & { readonly [safeUrl]: true };

export type LinkRefusal =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'backslash'
  | 'protocol-relative'
  | 'scheme'
  | 'credentials'
  | 'not-an-address';

export type LinkJudgement =
  | { readonly ok: true; readonly url: SafeUrl }
  | { readonly ok: false; readonly reason: LinkRefusal };

const MAX_LENGTH = 4_096;
/** Controls, line and paragraph separators, marks that turn the direction of text around, halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\p{Cs}]/u;
/** What RFC 3986 lets stand in an address as it is. */
const PLAIN = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** A host with a dot whose last label is a name, an IPv4 address, a bracketed IPv6 address, or `localhost`. */
const HOST =
  /^(?:localhost|(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+\p{L}(?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?|(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:.]+\])(?::\d{1,5})?$/iu;

const refused = (reason: LinkRefusal): LinkJudgement => ({ ok: false, reason });

/**
 * `https`, `http` and `mailto` addresses; `/path` on this server; one without a scheme that names a host
 * (`google.com`, `host.tld:8443/x`, `localhost:8080/x`) as `https://…`. Everything else is refused. An address of
 * plain characters keeps its spelling, another one is percent-encoded as a browser would.
 */
export function judgeLink(raw: string): LinkJudgement {
  const link = raw.replaceAll(/^ +| +$/g, '');
  if (link === '') return refused('empty');
  if (link.length > MAX_LENGTH) return refused('too-long');
  if (UNSEEN.test(link)) return refused('control-character');
  if (link.includes('\\')) return refused('backslash');
  if (link.startsWith('//')) return refused('protocol-relative');
  if (link.startsWith('/')) return judgePath(link);
  if (/^https?:/i.test(link)) return judgeWeb(link);
  if (/^mailto:/i.test(link)) return judgeMail(link);
  const authority = link.split(/[/?#]/, 1)[0] ?? '';
  if (HOST.test(authority)) return judgeWeb(`https://${link}`);
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return refused('scheme');
  return refused(authority.includes('@') ? 'credentials' : 'not-an-address');
}

function judgeWeb(link: string): LinkJudgement {
  const url = /^https?:\/\/[^/?#]/i.test(link) ? URL.parse(link) : null;
  if (url === null || url.hostname === '') return refused('not-an-address');
  // `https://known.example@elsewhere.example` leads elsewhere.
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(link))
    return refused('credentials');
  return accepted(/^https?:\/\//.test(link) ? link : url.href, url.href);
}

function judgeMail(link: string): LinkJudgement {
  const url = URL.parse(link);
  if (url === null || url.pathname === '') return refused('not-an-address');
  return accepted(link.startsWith('mailto:') ? link : url.href, url.href);
}

/** Resolved as a browser would, it must stay on the server and must not begin with two slashes (`/.//elsewhere`). */
function judgePath(link: string): LinkJudgement {
  const url = URL.parse(link, 'https://here.invalid');
  if (url === null || url.origin !== 'https://here.invalid') return refused('not-an-address');
  if (url.pathname.startsWith('//')) return refused('protocol-relative');
  return accepted(link, `${url.pathname}${url.search}${url.hash}`);
}

function accepted(spelling: string, normal: string): LinkJudgement {
  const url = PLAIN.test(spelling)
    ? spelling
    : normal.replaceAll(/[^\x21-\x7e]|["<>`{}|^]/gu, encodeURIComponent);
  if (url.length > MAX_LENGTH * 3) return refused('too-long');
  return { ok: true, url: url as SafeUrl };
}
