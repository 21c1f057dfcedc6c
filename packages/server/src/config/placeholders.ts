// Values that refer to others (W4): `${OTHER_SETTING_OR_ENVIRONMENT:default}`, and two expressions of Spring's where the
// reference accepts expressions. Anything else that looks like an expression is refused by name.

export interface References {
  /** Raw value of another setting or environment variable; null when there is none. */
  lookUp(name: string): string | null;
  /** Value of a `-Dname=value` argument; null when there is none. */
  property(name: string): string | null;
  /** Value of an environment variable; null when there is none. */
  variable(name: string): string | null;
}

export type Resolved =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: string };

const EXPRESSION = /^\$\{#(systemProperties|environmentVars)\['([^']+)'\]\}$/u;
const ENCRYPTED = /(?:^|,)\s*\{(?:cas-)?cipher\}/u;
/** The one reason that quotes nothing of the value. */
export const ENCRYPTED_REFUSAL =
  'encrypted values ({cipher}…, {cas-cipher}…) are not supported; give the value itself, or a ${PLACEHOLDER} for it';
/** More than any configuration needs; placeholders that double each other grow without end. */
const MOST = { replacements: 1000, characters: 65_536 } as const;

/** Fills placeholders in, and expressions where they are allowed. Always comes to an end. */
export function resolveValue(value: string, references: References, expressions: boolean): Resolved {
  const budget = { replacements: MOST.replacements };
  const resolved = resolve(value, { references, expressions, budget, path: [] });
  if (resolved.ok && ENCRYPTED.test(resolved.value)) {
    return refused(ENCRYPTED_REFUSAL);
  }
  return resolved;
}

interface Context {
  readonly references: References;
  readonly expressions: boolean;
  readonly budget: { replacements: number };
  /** Names that are being filled in; one that turns up again refers to itself. */
  readonly path: readonly string[];
}

const refused = (reason: string): Resolved => ({ ok: false, reason });

function resolve(value: string, context: Context): Resolved {
  let result = '';
  let at = 0;
  for (let begin = nextBegin(value, 0); begin !== -1; begin = nextBegin(value, at)) {
    const end = closingBrace(value, begin + 1);
    if (end === -1) return refused('a placeholder is not closed');
    const written = value.slice(begin, end + 1);
    if ((context.budget.replacements -= 1) < 0) return refused('placeholders stand for too many others');
    const isExpression = written.startsWith('#') || written.startsWith('${#');
    const filled = isExpression ? expression(written, context) : placeholder(written.slice(2, -1), context);
    if (!filled.ok) return filled;
    result += value.slice(at, begin) + filled.value;
    if (result.length > MOST.characters) return refused('placeholders stand for too long a text');
    at = end + 1;
  }
  return { ok: true, value: result + value.slice(at) };
}

function nextBegin(value: string, from: number): number {
  const found = value.slice(from).search(/[$#]\{/u);
  return found === -1 ? -1 : from + found;
}

/** The brace that closes the one at `open`; -1 when none does. */
function closingBrace(value: string, open: number): number {
  let depth = 0;
  for (let at = open; at < value.length; at += 1) {
    if (value[at] === '{') depth += 1;
    else if (value[at] === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}

function expression(written: string, { references, expressions }: Context): Resolved {
  const [, kind, name = ''] = EXPRESSION.exec(written) ?? [];
  if (kind === undefined) {
    return refused(
      `the expression ${written} is not supported; only \${#systemProperties['name']} and \${#environmentVars['NAME']} are`,
    );
  }
  if (!expressions)
    return refused(`this setting takes no expression (${written}); a \${PLACEHOLDER} does the same`);
  const value = kind === 'systemProperties' ? references.property(name) : references.variable(name);
  return value === null ? refused(`${written} has no value`) : { ok: true, value };
}

/** `inside` is a name, or a name and a default after the first colon; both may hold placeholders. */
function placeholder(inside: string, context: Context): Resolved {
  const colon = outerColon(inside);
  const named = resolve(colon === -1 ? inside : inside.slice(0, colon), context);
  if (!named.ok) return named;
  const name = named.value.trim();
  if (context.path.includes(name)) return refused(`the placeholder \${${name}} refers to itself`);
  const found = context.references.lookUp(name);
  if (found !== null) return resolve(found, { ...context, path: [...context.path, name] });
  return colon === -1
    ? refused(
        `the placeholder \${${name}} has no value and no default; give it one in a file, in the environment or as -D${name}=…, or write \${${name}:default}`,
      )
    : resolve(inside.slice(colon + 1), context);
}

/** The first colon that is not inside of another placeholder. */
function outerColon(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === ':' && depth === 0) return at;
  }
  return -1;
}
