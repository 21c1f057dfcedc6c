// From the text of a service file to plain members: JSON or Hjson, with the type marks of Java collections taken away.
import hjson from 'hjson';

/** Members of one object, without a prototype and without nulls; a policy keeps its kind under `@class`. */
export interface Members {
  readonly [name: string]: Plain;
}
export type Plain = string | number | boolean | readonly Plain[] | Members;

export type ParsedDefinition =
  | { readonly ok: true; readonly members: Members }
  | { readonly ok: false; readonly fault: string };

/** Reads a definition; a fault is one line and quotes nothing of the file. Never throws. */
export function parseDefinition(text: string): ParsedDefinition {
  if (text.trim() === '') return { ok: false, fault: 'the file is empty' };
  try {
    const value = plain(parseText(text.replace(/^\uFEFF/, '')), 0);
    if (!isMembers(value)) return { ok: false, fault: 'an object is expected' };
    return { ok: true, members: value };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ok: false, fault: firstLine(error.message) };
  }
}

export function isMembers(value: Plain | undefined | null): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a policy: the last part of its `@class`, or null when it names none. */
export function kindOf(members: Members): string | null {
  const name = members['@class'];
  return typeof name === 'string' ? (name.split(/[.$]/).at(-1) ?? '') : null;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return hjson.parse(text) as unknown;
  }
}

/** Deeper than any definition; a guard for the stack. */
const DEEPEST = 64;
const JAVA_TYPE = /^[a-z][\w]*(\.[\w$]+)+$/;
const JAVA_COLLECTION = /^(java\.util|com\.google\.common\.collect|org\.apache\.commons\.collections4?)\./;

function plain(value: unknown, depth: number): Plain | null {
  if (depth > DEEPEST) throw new Error(`nested deeper than ${DEEPEST} levels`);
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const [type, items] = value as readonly unknown[];
    const typed = value.length === 2 && typeof type === 'string' && JAVA_TYPE.test(type);
    // Maps are marked within; some tools mark them as lists are.
    if (typed && isPlainObject(items) && JAVA_COLLECTION.test(type)) return withoutMarks(items, depth + 1);
    const marked = typed && Array.isArray(items);
    return ((marked ? items : value) as readonly unknown[])
      .map((item) => plain(item, depth + 1))
      .filter((item) => item !== null);
  }
  if (typeof value === 'object') return withoutMarks(value, depth);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Error('a value of an unknown type');
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutMarks(value: object, depth: number): Members {
  // Hjson sets the prototype where JSON.parse makes a member of that name: neither gets further than here.
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) {
    throw new Error('a member must not be named "__proto__"');
  }
  const result = Object.create(null) as Record<string, Plain>;
  for (const [name, member] of Object.entries(value)) {
    if (name === '@class' && typeof member === 'string' && JAVA_COLLECTION.test(member)) continue;
    const kept = plain(member, depth + 1);
    if (kept !== null) result[name] = kept;
  }
  return result;
}

/** The parser's own words without the piece of text it shows: a definition may hold a secret. */
function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  const said = line.replace(/\s*>>>.*$/, '');
  return said.startsWith('Bad string') ? `${said} (a backslash in quotes is written twice)` : said;
}
