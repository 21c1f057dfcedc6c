// Patterns of other syntaxes in a `serviceId` (D38): Ant's of CAS 3 and 4, globs, SQL's, bare hosts, and expressions as other
// languages write them. Told with the regular expression that is meant; nothing is read as anything but what it says.
import { compileJavaPattern } from '@vestibule/interrupt';

export interface ForeignPattern {
  /** `an Ant pattern, as CAS 3 and 4 wrote them`, and the like. */
  readonly syntax: string;
  /** The same as a regular expression; null when none can be told. */
  readonly instead: string | null;
}

/** Null for what may well be meant as a regular expression. */
export function foreignPattern(serviceId: string): ForeignPattern | null {
  if (serviceId.includes('${')) return null;
  for (const recognise of [delimited, overEscaped, sql, glob, bareHost]) {
    const found = recognise(serviceId);
    if (found === null) continue;
    const { instead } = found;
    const sound = instead !== null && compileJavaPattern(instead, { ignoreCase: true }).ok;
    return { ...found, instead: sound ? instead : null };
  }
  return null;
}

/** One line, without the member it is about. */
export function describeForeign({ syntax, instead }: ForeignPattern): string {
  return `this is ${syntax}, not a regular expression${instead === null ? '' : `; as one: ${instead}`}`;
}

/** `/^https:\/\/app\.example\.org\/.*$/i` */
function delimited(source: string): ForeignPattern | null {
  const [, inner] = /^\/(\^?(?:\(\w+\||https?).*)\/[a-z]*$/s.exec(source) ?? [];
  if (inner === undefined) return null;
  return { syntax: 'an expression between slashes', instead: inner.replaceAll('\\/', '/') };
}

/** `^https://app\\.example\\.org/.*` as the pattern itself: escaped once more than the file needs. */
function overEscaped(source: string): ForeignPattern | null {
  if (!/\w\\\\\.\w/.test(source)) return null;
  return { syntax: 'escaped twice', instead: source.replaceAll('\\\\', '\\') };
}

/** `https://%.example.org/%` */
function sql(source: string): ForeignPattern | null {
  if (hasOperators(source) || !/%(?![0-9a-f]{2})/i.test(source)) return null;
  return { syntax: 'a pattern of SQL', instead: fromWildcards(source, '%') };
}

/** A star that nothing stands before which could sensibly be repeated: after `/`, `:`, `@`, another star, or at the beginning. */
const LONELY_STAR = /(?:^\^?|[/:@*]|[/]\.?)\*|^\^?https?\*:|\{[a-z][\w-]*(?:,[\w-]+)*\}/;

/** `https://*.example.org/**`, `https://app.example.org/*`, `https://{a,b}.example.org/` */
function glob(source: string): ForeignPattern | null {
  if (!LONELY_STAR.test(source.replaceAll(/\\.|\[[^\]]*\]/g, 'x').replaceAll(/\.\*|\([^()]*\)[*+?]?/g, 'x')))
    return null;
  const ant = source.includes('**');
  return {
    syntax: ant ? 'an Ant pattern, as CAS 3 and 4 wrote them' : 'a pattern with wildcards (a glob)',
    instead: fromWildcards(source, '*'),
  };
}

/** `app.example.org`, `app.example.org/.*`, `//app.example.org` */
function bareHost(source: string): ForeignPattern | null {
  const [, host, rest = ''] =
    /^\^?(?:\/\/)?((?:[\w-]+\\?\.)+[a-z]{2,}|localhost)((?::\d+)?(?:\/.*)?\$?)$/is.exec(source) ?? [];
  if (host === undefined) return null;
  const behind = /^(?:\$)?$/.test(rest) ? '(/.*)?' : rest.replace(/\/$/, '/.*');
  return {
    syntax: 'a host without https://',
    instead: `^https://${host.replaceAll(/\\?\./g, '\\.')}${behind}`,
  };
}

function hasOperators(source: string): boolean {
  return /[\\()[\]{}|+^$*]/.test(source);
}

/** Wildcards as expressions: inside the host, or between two slashes, up to the next slash; else anything. */
function fromWildcards(source: string, wildcard: '*' | '%'): string {
  const text = source
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^https?\*:/, 'https?:');
  const whole = text.startsWith(`${wildcard}://`)
    ? `https?${text.slice(1)}`
    : /^[a-z?()|]+:/.test(text)
      ? text
      : `https://${text.replace(/^\/\//, '')}`;
  const hostEnds = whole.indexOf('/', whole.indexOf('://') + 3);
  let expression = '';
  for (let at = 0; at < whole.length;) {
    const sign = whole[at] ?? '';
    const stars = sign === wildcard ? (/^(?:\*+|%+)/.exec(whole.slice(at))?.[0].length ?? 1) : 0;
    const inHost = hostEnds === -1 || at < hostEnds;
    const alternatives = /^\{([a-z][\w-]*(?:,[\w-]+)*)\}/.exec(whole.slice(at));
    if (stars > 0) {
      const last = at + stars >= whole.length;
      expression += inHost ? '[^/]+' : stars > 1 || last || wildcard === '%' ? '.*' : '[^/]*';
      at += stars;
    } else if (sign === '\\') {
      expression += whole.slice(at, at + 2);
      at += 2;
    } else if (alternatives !== null) {
      const names = (alternatives[1] ?? '').split(',');
      expression += names.length > 1 ? `(${names.join('|')})` : '[^/]+';
      at += alternatives[0].length;
    } else if (sign === '.' && /^[*+]/.test(whole.slice(at + 1))) {
      expression += whole.slice(at, at + 2);
      at += 2;
    } else if (sign === '?' && /^\?[\w.-]+=/.test(whole.slice(at))) {
      expression += '\\?';
      at += 1;
    } else {
      expression += sign === '.' ? '\\.' : sign;
      at += 1;
    }
  }
  return `^${expression}`;
}
