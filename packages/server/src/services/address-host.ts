// Host and port of a web address: taken only as they are written, or refused (D25). Whatever the parser would turn
// into another host than the one that stands there is malformed: a pattern and a browser must read the same.
import { domainToUnicode } from 'node:url';
import type { AddressRefusal } from './canonical-address.ts';

export type Authority =
  /** `port` with its colon, empty for the scheme's own. */
  | { readonly ok: true; readonly host: string; readonly port: string }
  | { readonly ok: false; readonly reason: AddressRefusal };

/** Judges what stands between `//` and the path. */
export function judgeAuthority(authority: string, scheme: string): Authority {
  const refused = (reason: AddressRefusal): Authority => ({ ok: false, reason });
  if (authority.includes('\\')) return refused('a backslash in the host');
  if (authority.includes('@')) return refused('a user name in front of the host');
  if (authority.includes('%')) return refused('a percent sign in the host');
  if (/\s/u.test(authority)) return refused('white space in the host');
  const [, written = ''] = /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(authority) ?? [];
  if (written === '') return refused(/^(?::|$)/.test(authority) ? 'no host' : 'not an address');
  const parsed = URL.parse(`${scheme}://${authority}`);
  if (parsed === null) return refused('not an address');
  const host = withoutFinalDot(parsed.hostname);
  if (!sameHost(withoutFinalDot(written), host)) return refused('a host that browsers read otherwise');
  return { ok: true, host, port: parsed.port === '' ? '' : `:${parsed.port}` };
}

/** Label by label: the same but for ASCII case, or beyond ASCII and its IDNA form. */
function sameHost(written: string, parsed: string): boolean {
  const labels = parsed.split('.');
  const writtenLabels = written.split('.');
  return (
    labels.length === writtenLabels.length &&
    labels.every((label, index) => label !== '' && sameLabel(writtenLabels[index] ?? '', label))
  );
}

function sameLabel(written: string, parsed: string): boolean {
  const lower = written.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (lower === parsed) return true;
  return (
    parsed.startsWith('xn--') && /[^\0-\x7f]/.test(written) && /[^\0-\x7f]/.test(domainToUnicode(parsed))
  );
}

function withoutFinalDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}
