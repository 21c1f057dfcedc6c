// Values that refer to others (W4): `${OTHER_SETTING_OR_ENVIRONMENT:default}`, and two expressions of Spring's where the
// reference accepts expressions. Anything else that looks like an expression is refused by name.

export interface References {
  /** Raw value of another setting or environment variable; null when there is none. */
  lookUp(name: string): string | null;
  readonly systemProperties: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type Resolved = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: string };

const DEEPEST = 20;
const EXPRESSION = /^\$?#?\{?#(systemProperties|environmentVars)\['([^']+)'\]\}?$/u;

export function resolveValue(value: string, references: References, expressions: boolean): Resolved {
  if (/^\{(cas-)?cipher\}/u.test(value)) {
    return refused('encrypted values ({cas-cipher}…) are not supported; give the value itself, or a ${PLACEHOLDER}');
  }
  return resolve(value, references, expressions, []);
}

const refused = (reason: string): Resolved => ({ ok: false, reason });

function resolve(value: string, references: References, expressions: boolean, path: readonly string[]): Resolved {
  if (path.length > DEEPEST) return refused('placeholders are nested too deeply');
  let result = '';
  let at = 0;
  while (at < value.length) {
    const begin = nextBegin(value, at);
    if (begin === -1) break;
    const end = matchingBrace(value, value.indexOf('{', begin));
    if (end === -1) return refused('a placeholder is not closed');
    const inside = value.slice(value.indexOf('{', begin) + 1, end);
    const resolved = inside.startsWith('#') || value[begin] === '#'
      ? expression(value.slice(begin, end + 1), references, expressions)
      : placeholder(inside, references, expressions, path);
    if (!resolved.ok) return resolved;
    result += value.slice(at, begin) + resolved.value;
    at = end + 1;
  }
  return { ok: true, value: result + value.slice(at) };
}

function nextBegin(value: string, from: number): number {
  const found = value.slice(from).search(/[$#]\{/u);
  return found === -1 ? -1 : from + found;
}

function matchingBrace(value: string, open: number): number {
  let depth = 0;
  for (let at = open; at < value.length; at += 1) {
    if (value[at] === '{') depth += 1;
    else if (value[at] === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}

function expression(written: string, references: References, allowed: boolean): Resolved {
  const [, kind, name = ''] = EXPRESSION.exec(written) ?? [];
  if (kind === undefined) {
    return refused(`the expression ${written} is not supported; only \${#systemProperties['name']} and \${#environmentVars['NAME']} are`);
  }
  if (!allowed) return refused(`this setting takes no expression (${written})`);
  const value = kind === 'systemProperties' ? references.systemProperties.get(name) : references.environment[name];
  if (value === undefined) return refused(`${written} has no value`);
  return { ok: true, value };
}

function placeholder(inside: string, references: References, expressions: boolean, path: readonly string[]): Resolved {
  const colon = inside.indexOf(':');
  const name = colon === -1 ? inside : inside.slice(0, colon);
  if (path.includes(name)) return refused(`the placeholder \${${name}} refers to itself`);
  const found = references.lookUp(name);
  if (found !== null) return resolve(found, references, expressions, [...path, name]);
  if (colon !== -1) return resolve(inside.slice(colon + 1), references, expressions, [...path, name]);
  return refused(`the placeholder \${${name}} has no value and no default`);
}
