// Reads JSON or Hjson text into values whose objects keep the order and the names that the text gave them.
// JSON.parse moves integer-like keys ("2", "10") to the front and Hjson loses a key named __proto__; neither may
// change which link comes first or whose entry is whose.
import Hjson from 'hjson';
import { scanMembers } from './json-members.ts';
import { nameOf, toldApart, withoutNumbers } from './told-apart.ts';

/** What a text says. Objects down to the third level may come as a Map; its order is that of the source. */
export type ObjectText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

/** What the caller knows about the members: which counts of two of one name, and what a text without quotes may hide. */
export interface Reading {
  /** Two members of one name in one object: which of the values counts. */
  prefer(name: string, first: unknown, second: unknown): unknown;
  /** Hjson only: at what depth the objects stand whose texts may have run on, and what such an object really says. */
  readonly depth: number;
  parted(
    object: ReadonlyMap<string, unknown>,
    isUnquoted: (text: string) => boolean,
  ): ReadonlyMap<string, unknown>;
}

const LEVELS = 3;

/** JSON first, since it is faster and exact; then Hjson, where the braces of the root may be missing (INT-08). */
export function readObjectText(text: string, reading: Reading): ObjectText {
  const json = readJson(text, reading);
  return json === undefined ? readHjson(text, reading) : { ok: true, value: json };
}

/** Reads JSON only; undefined for anything else. */
export function readJson(text: string, reading: Reading): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!reordered(json, LEVELS) && !repeats(text, json)) return json;
  return inSourceOrder(Buffer.from(text), LEVELS, reading);
}

/** Reads Hjson only. The fault names the place and quotes nothing of the text, which may be a payload (D24). */
export function readHjson(text: string, reading: Reading): ObjectText {
  try {
    const repeated = new Set<string>();
    // Its record of white space is the only place where the order of the source and every key can be seen.
    const read = (source: string): unknown =>
      withoutComments(Hjson.parse(source, { keepWsc: true }), text, reading, repeated, 0);
    const value = read(text);
    const apart = repeated.size === 0 ? null : toldApart(text, repeated);
    return { ok: true, value: apart === null ? value : read(apart) };
  } catch (error) {
    const said =
      error instanceof Error && !(error instanceof RangeError) ? error.message : 'nested too deeply';
    return { ok: false, detail: said.split(' >>>')[0] ?? said };
  }
}

/** An integer-like key comes first in a parsed object, wherever it stood in the text. */
function reordered(value: unknown, levels: number): boolean {
  if (levels === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  if (keys.length > 1 && /^\d+$/.test(keys[0] ?? '')) return true;
  return Object.values(value).some((inner) => reordered(inner, levels - 1));
}

/** Whether a name stands twice at the top, of which JSON.parse keeps the last. */
function repeats(text: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const bytes = Buffer.from(text);
  let members = 0;
  scanMembers(bytes, 0, bytes.length, () => void (members += 1));
  return members !== Object.keys(value).length;
}

function inSourceOrder(bytes: Buffer, levels: number, reading: Reading): unknown {
  const members = new Map<string, unknown>();
  const fault =
    levels === 0
      ? 0
      : scanMembers(bytes, 0, bytes.length, (keyStart, keyEnd, valueStart, valueEnd) => {
          const key = JSON.parse(bytes.toString('utf8', keyStart, keyEnd)) as string;
          add(
            members,
            key,
            inSourceOrder(bytes.subarray(valueStart, valueEnd), levels - 1, reading),
            reading,
          );
        });
  return fault === -1 ? members : (JSON.parse(bytes.toString('utf8')) as unknown);
}

function add(members: Map<string, unknown>, name: string, value: unknown, { prefer }: Reading): void {
  members.set(name, members.has(name) ? prefer(name, members.get(name), value) : value);
}

interface Commented {
  readonly __COMMENTS__?: { readonly o?: readonly string[] };
}

/** `repeated` gathers the names that stand more than once in one object. */
function withoutComments(
  value: unknown,
  text: string,
  reading: Reading,
  repeated: Set<string>,
  depth: number,
): unknown {
  if (depth === LEVELS || typeof value !== 'object' || value === null || Array.isArray(value))
    return withoutNumbers(value);
  const descriptor = Object.getOwnPropertyDescriptor(value, '__COMMENTS__');
  const order = (descriptor?.value as Commented['__COMMENTS__'])?.o ?? Object.keys(value);
  const members = new Map<string, unknown>();
  const seen = new Set<string>();
  for (const key of order) {
    if (seen.has(key)) {
      repeated.add(key);
      continue;
    }
    seen.add(key);
    const inner = withoutComments(member(value, key), text, reading, repeated, depth + 1);
    add(members, nameOf(key), inner, reading);
  }
  return depth === reading.depth ? reading.parted(members, (said) => isUnquoted(text, said)) : members;
}

/** A text without quotes reaches from the colon to the end of its line. */
function isUnquoted(source: string, said: string): boolean {
  for (let at = source.indexOf(said); at !== -1; at = source.indexOf(said, at + 1)) {
    if (/:[^\S\n]*$/u.test(source.slice(Math.max(0, at - 80), at))) return true;
  }
  return false;
}

function member(value: object, key: string): unknown {
  if (Object.hasOwn(value, key)) return (value as Record<string, unknown>)[key];
  const prototype: unknown = Object.getPrototypeOf(value);
  // Hjson assigned it: an object or null became the prototype, anything else is lost.
  if (prototype === Object.prototype)
    throw new Error('A key named __proto__ needs an object as its value here; write the file as JSON');
  return prototype;
}

/** JSON of what a text said: a tree whose objects may be Maps, in their order. */
export function jsonText(value: unknown): string {
  if (!(value instanceof Map)) return JSON.stringify(value);
  const members = [...value].map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`);
  return `{${members.join(',')}}`;
}
