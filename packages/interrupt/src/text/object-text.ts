// Reads JSON or Hjson text into values whose objects keep the order and the names that the text gave them.
// JSON.parse moves integer-like keys ("2", "10") to the front and Hjson loses a key named __proto__; neither may
// change which link comes first or whose entry is whose.
import Hjson from 'hjson';
import { scanMembers } from './json-members.ts';

/** What a text says. Objects down to the third level may come as a Map; its order is that of the source. */
export type ObjectText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

const LEVELS = 3;

/** JSON first, since it is faster and exact; then Hjson, where the braces of the root may be missing (INT-08). */
export function readObjectText(text: string): ObjectText {
  const json = parseJson(text);
  if (json === undefined) return readHjson(text);
  return { ok: true, value: reordered(json, LEVELS) ? inSourceOrder(Buffer.from(text), LEVELS) : json };
}

/** Reads Hjson only. The fault names the place and quotes nothing of the text, which may be a payload (D24). */
export function readHjson(text: string): ObjectText {
  try {
    // Its record of white space is the only place where the order of the source and every key can be seen.
    return { ok: true, value: withoutComments(Hjson.parse(text, { keepWsc: true }), LEVELS) };
  } catch (error) {
    const said =
      error instanceof Error && !(error instanceof RangeError) ? error.message : 'nested too deeply';
    return { ok: false, detail: said.split(' >>>')[0] ?? said };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An integer-like key comes first in a parsed object, wherever it stood in the text. */
function reordered(value: unknown, levels: number): boolean {
  if (levels === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  if (keys.length > 1 && /^\d+$/.test(keys[0] ?? '')) return true;
  return Object.values(value).some((inner) => reordered(inner, levels - 1));
}

function inSourceOrder(bytes: Buffer, levels: number): unknown {
  const members = new Map<string, unknown>();
  const fault =
    levels === 0
      ? 0
      : scanMembers(bytes, 0, bytes.length, (keyStart, keyEnd, valueStart, valueEnd) => {
          const key = JSON.parse(bytes.toString('utf8', keyStart, keyEnd)) as string;
          members.set(key, inSourceOrder(bytes.subarray(valueStart, valueEnd), levels - 1));
        });
  return fault === -1 ? members : (JSON.parse(bytes.toString('utf8')) as unknown);
}

interface Commented {
  readonly __COMMENTS__?: { readonly o?: readonly string[] };
}

function withoutComments(value: unknown, levels: number): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const descriptor = Object.getOwnPropertyDescriptor(value, '__COMMENTS__');
  const order = (descriptor?.value as Commented['__COMMENTS__'])?.o ?? Object.keys(value);
  return new Map(order.map((key) => [key, withoutComments(member(value, key), levels - 1)]));
}

function member(value: object, key: string): unknown {
  if (Object.hasOwn(value, key)) return (value as Record<string, unknown>)[key];
  const prototype: unknown = Object.getPrototypeOf(value);
  // Hjson assigned it: an object or null became the prototype, anything else is lost.
  if (prototype === Object.prototype)
    throw new Error('A key named __proto__ needs an object as its value here; write the file as JSON');
  return prototype;
}
