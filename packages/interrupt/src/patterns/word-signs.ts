// Java's word boundary on an engine whose own is ASCII's. What a pattern cannot tell apart becomes one sign, an ASCII word
// character for characters of words and another sign for all others; then both boundaries are the same places.
//
// Java up to 18 takes letters, digits and `_` of all of Unicode for words, and a non-spacing mark that follows a letter or
// digit; since Java 19 only ASCII's count. Where a text has none beyond ASCII they agree; elsewhere we read as the older
// ones, so that `\bcaf\b` does not find itself in `café`.
import { contains, writeSet, type CharacterSet } from './character-set.ts';
import { findAnchor, nodesOf } from './shape.ts';
import { PatternFaultError, type PatternNode } from './syntax.ts';

const WORD_SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** The first of the other signs; private use, so no word's to any engine. */
const OTHER_SIGNS = 0xe000;
const NOTHING = '[^\\x{0}-\\x{10ffff}]';
/** Characters whose sign is remembered. */
const MOST_REMEMBERED = 4096;

export interface WordSigns {
  /** The text with every character as its sign. */
  translate(text: string): string;
  /** A set as the signs that are known so far; it grows with `known`. */
  writeSet(set: CharacterSet): string;
  /** How many signs there are. */
  known(): number;
}

/** Throws a `PatternFaultError` when the pattern tells more kinds of word characters apart than there are signs. */
export function createWordSigns(node: PatternNode): WordSigns {
  const sets = distinctSets(node);
  refuseTooMany(node, [...sets.values()]);
  /** By kind: which sets hold it, and whether it is a word's. */
  const signs = new Map<string, { readonly sign: string; readonly word: boolean; readonly kind: string }>();
  const remembered = new Map<number, string>();
  const counts = { word: 0, other: 0 };

  function signOf(code: number, word: boolean): string {
    const key = code * 2 + Number(word);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const kind = [...sets.values()].map((set) => (contains(set, code) ? '1' : '0')).join('');
    let entry = signs.get(`${word ? 'w' : 'o'}${kind}`);
    if (entry === undefined) {
      const sign = word
        ? (WORD_SIGNS[counts.word++] ?? '')
        : String.fromCharCode(OTHER_SIGNS + counts.other++);
      entry = { sign, word, kind };
      signs.set(`${word ? 'w' : 'o'}${kind}`, entry);
    }
    if (remembered.size < MOST_REMEMBERED) remembered.set(key, entry.sign);
    return entry.sign;
  }

  return {
    translate(text) {
      let signed = '';
      let base = false;
      for (const character of text) {
        const code = character.codePointAt(0) ?? 0;
        const kind = kindOf(character);
        // Java looks for the base of a mark by UTF-16 units: one beyond U+FFFF is none.
        base = kind === 'letter' ? code < 0x10000 : kind === 'mark' && base;
        signed += signOf(code, kind === 'letter' || kind === 'underscore' || (kind === 'mark' && base));
      }
      return signed;
    },
    writeSet(set) {
      const index = [...sets.keys()].indexOf(writeSet(set));
      const held = [...signs.values()].filter(({ kind }) => kind[index] === '1').map(({ sign }) => sign);
      return held.length === 0 ? NOTHING : `[${held.join('')}]`;
    },
    known: () => signs.size,
  };
}

function kindOf(character: string): 'letter' | 'underscore' | 'mark' | 'other' {
  if (character === '_') return 'underscore';
  if (/[\p{L}\p{Nd}]/u.test(character)) return 'letter';
  return /\p{Mn}/u.test(character) ? 'mark' : 'other';
}

function distinctSets(node: PatternNode): ReadonlyMap<string, CharacterSet> {
  const sets = new Map<string, CharacterSet>();
  for (const one of nodesOf(node)) if (one.kind === 'set') sets.set(writeSet(one.set), one.set);
  return sets;
}

/** Counted at the places where some set begins or ends; a general category may part each of them once more. */
function refuseTooMany(node: PatternNode, sets: readonly CharacterSet[]): void {
  const categories = new Set(sets.flatMap((set) => set.categories));
  const plain = sets.map((set) => ({ ...set, categories: [] }));
  const edges = new Set([
    0,
    ...plain.flatMap(({ ranges }) => ranges.flatMap(([from, to]) => [from, to + 1])),
  ]);
  const kinds = new Set([...edges].map((code) => plain.map((set) => contains(set, code)).join()));
  if (kinds.size * 2 ** categories.size <= WORD_SIGNS.length) return;
  throw new PatternFaultError(
    findAnchor(node, ['word', 'not-word'])?.position ?? 0,
    `\\b in a pattern that tells more than ${WORD_SIGNS.length} kinds of characters apart`,
    'the pattern in several',
  );
}
