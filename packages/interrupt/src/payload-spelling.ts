// A block however it is spelled (D28), and members of a payload that look like known ones but are none. Only names at
// the top of a payload are looked at: in `data`, `links` and people's names such words are just words.
import { distance } from 'fastest-levenshtein';
import { fieldReader } from './payload-fields.ts';

/** Misspellings of `block` that people are known to write, as `spelled` compares them. */
const ALIASES: ReadonlySet<string> = new Set([
  'blocked',
  'blocking',
  'isblocked',
  'blok',
  'bock',
  'bloc',
  'blcok',
]);

/** Says that an unquoted Hjson text ran on into `, block: true`. Readers of text put it beside what they cut off. */
export const RUN_ON_BLOCK = 'block (at the end of a text without quotes)';

/** A name as its spelling is compared: without case, white space, joining signs and what nobody sees. */
const spelled = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(UNSEEN, '');

/**
 * White space of any kind, `_`, `-` and the signs drawn like them, control characters, and characters that are drawn as
 * nothing: zero-width space, soft hyphen, joiners, variation selectors, the empty Braille pattern.
 */
const UNSEEN = /[\s\p{Z}\p{Cc}\p{Cf}\p{Pd}\p{Pc}\u2212\u2800\p{Default_Ignorable_Code_Point}]/gu;

/** Letters of other scripts that are drawn like those of `block` and of the names on the list, in lower case. */
const DRAWN_ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    b: '\u0431\u0432\u044C\u0185\u03B2\u13CF\u15AF\u1D03\u0299',
    c: '\u0441\u03F2\u1D04\u13DF\u2CA5',
    d: '\u0501\u0257\u13E7\u1D05',
    e: '\u0435\u04BD\u1D07',
    g: '\u0261\u0581\u0262',
    i: '\u0456\u03B9\u0131\u026A\u0269',
    k: '\u043A\u03BA\u049B\u1D0B\u2C95\u0138',
    l: '\u04CF\u01C0\u029F',
    n: '\u0578\u057C\u0274',
    o: '\u043E\u03BF\u0585\u03C3\u1D0F\u2C9F',
    s: '\u0455\u01BD\uA731',
  }).flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter] as const)),
);

/** A spelled name with letters of other scripts read as what they look like: what a person believes to have written. */
const seen = (word: string): string => word.replaceAll(/[^a-z]/gu, (sign) => DRAWN_ALIKE.get(sign) ?? sign);

const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', '', 'null', 'no', 'off']);

/** The values that keep a `block` from blocking, and lists and objects, which never do. */
function keepsFromBlocking(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  if (typeof value === 'object' || typeof value === 'function') return true;
  if (typeof value === 'string') return FALSE_WORDS.has(value.trim().toLowerCase());
  return value === 0 || value === 0n;
}

/** Generous on purpose: a typing error must not let a blocked person in. */
function readsTrue(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(?:true|yes|on|y|t|[1-9]\d*)[\s,;.!]*$/i.test(value);
  if (typeof value === 'number') return value !== 0;
  return value === true || (typeof value === 'bigint' && value !== 0n);
}

/** Whether a member of this name and value blocks, however it is spelled. */
export function memberBlocks(name: string, value: unknown): boolean {
  const word = spelled(name);
  if (word === 'block') return !keepsFromBlocking(value);
  if (name === RUN_ON_BLOCK) return true;
  const looks = seen(word);
  return (looks === 'block' || ALIASES.has(looks)) && readsTrue(value);
}

/** The name of the member that blocks, as it is written; `block` itself is preferred. Null when none does. */
export function blockingMember(value: unknown): string | null {
  const read = fieldReader(value);
  if (read === null) return null;
  if (memberBlocks('block', read('block'))) return 'block';
  return memberNames(value).find((name) => memberBlocks(name, read(name))) ?? null;
}

/** Names of the members of a plain object or Map, and of an instance's accessors. */
function memberNames(value: unknown): readonly string[] {
  if (value instanceof Map) return [...value.keys()].filter((name) => typeof name === 'string');
  const names: string[] = [];
  let level: unknown = value;
  while (typeof level === 'object' && level !== null && level !== Object.prototype) {
    names.push(...Object.getOwnPropertyNames(level));
    level = Object.getPrototypeOf(level);
  }
  return names;
}

export interface OddMember {
  /** As it is written. */
  readonly name: string;
  /** The known name that may be meant. */
  readonly meant: string;
}

/** Members that are unknown, but near one of the known names: likely typing errors that change nothing. */
export function oddMembers(value: unknown, known: readonly string[]): readonly OddMember[] {
  if (fieldReader(value) === null) return [];
  const odd: OddMember[] = [];
  for (const name of memberNames(value)) {
    if (known.includes(name) || name.length > LONGEST_NAME) continue;
    const looks = seen(spelled(name));
    const meant = ALIASES.has(looks) ? 'block' : nearest(looks, known);
    if (meant !== null) odd.push({ name, meant });
  }
  return odd;
}

const LONGEST_NAME = 64;

function nearest(word: string, known: readonly string[]): string | null {
  return known.find((field) => distance(word, spelled(field)) <= (field.length < 6 ? 1 : 2)) ?? null;
}

/**
 * The same for text that no parser takes: a member that reads as a block. A page of HTML that carries such words is
 * not an answer about a person.
 */
export function textSaysBlock(text: string): boolean {
  return !text.startsWith('<') && (TRUE_IN_TEXT.test(text) || ODD_IN_TEXT.test(text));
}

/** What may stand between two letters; no line ends there. */
const BETWEEN = String.raw`[ _\-\p{Zs}\p{Cf}\p{Pd}]{0,3}`;
const BLOCK_IN_TEXT = ['b', 'l', 'o', 'c', 'k'].join(BETWEEN);
const ALIAS_IN_TEXT = `(?:is${BETWEEN})?blocked|blocking|blo[ck]|bock|blcok`;
const TRUE_IN_TEXT = new RegExp(
  `(?:^|[{,\\s])["']?(?:${BLOCK_IN_TEXT}|${ALIAS_IN_TEXT})["']?\\s*[:=]\\s*["']?(?:true|yes|on|[1-9])\\b`,
  'iu',
);
const ODD_IN_TEXT = new RegExp(
  `(?:^|[{,\\n])[^\\S\\n]*["']?${BLOCK_IN_TEXT}["']?[^\\S\\n]*:[^\\S\\n]*["']?(?!["']|(?:false|no|off|null|0)\\b)[a-z0-9]`,
  'iu',
);

const RUN_ON = new RegExp(
  `[,;]\\s*["']?(?:${BLOCK_IN_TEXT}|${ALIAS_IN_TEXT})["']?\\s*[:=]\\s*["']?(?:true|yes|on|1)["']?(?:[\\s,;.}]*$|\\s*[,;]\\s*["']?[a-z]+["']?\\s*[:=])`,
  'iu',
);

/** Where a text runs on into a block, counted from its beginning; -1 when it does not. Only its end is looked at. */
export function runsOnAt(text: string): number {
  const from = Math.max(0, text.length - LONGEST_RUN_ON);
  const at = text.slice(from).search(RUN_ON);
  return at === -1 ? -1 : from + at;
}

const LONGEST_RUN_ON = 400;
