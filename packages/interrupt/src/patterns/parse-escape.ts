// Escapes of Java patterns: what each one stands for, or why it is refused (D13).
import {
  complement,
  foldAscii,
  GENERAL_CATEGORIES,
  POSIX_CLASSES,
  SHORTHANDS,
  type CodePointRange,
} from './character-set.ts';
import type { Reader } from './scan.ts';
import { PatternFaultError, type Anchor } from './syntax.ts';

/** One code point, a set, or an anchor. */
export type Escape =
  | { readonly kind: 'code'; readonly code: number }
  | {
      readonly kind: 'set';
      readonly ranges: readonly CodePointRange[];
      readonly categories: readonly string[];
    }
  | { readonly kind: 'anchor'; readonly anchor: Anchor['anchor'] };

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['f', 0x0c],
  ['a', 0x07],
  ['e', 0x1b],
]);
const ANCHORS: ReadonlyMap<string, Anchor['anchor']> = new Map([
  ['A', 'start'],
  ['z', 'end'],
  ['Z', 'last-line'],
  ['b', 'word'],
  ['B', 'not-word'],
] as const);
const REFUSED: ReadonlyMap<string, readonly [message: string, suggestion?: string]> = new Map([
  ['v', ['\\v means vertical whitespace in Java', '[\\n\\x0B\\f\\r\\x85\\u2028\\u2029]']],
  ['V', ['\\V means no vertical whitespace in Java', '[^\\n\\x0B\\f\\r\\x85\\u2028\\u2029]']],
  ['R', ['\\R (any line break) is not supported', '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])']],
  ['X', ['\\X (a grapheme) is not supported']],
  ['G', ['\\G (end of the previous match) is not supported', '^']],
  ['N', ['\\N{…} (a character by name) is not supported', '\\x{…} with its number']],
  ['0', ['octal escapes are not supported', '\\xHH, in hexadecimal']],
  ['c', ['\\c (a control character) is not supported', '\\xHH, in hexadecimal']],
  ['k', ['back-references cannot be matched in linear time']],
]);
const CASED = new Set(['Lower', 'Upper', 'Lu', 'Ll', 'Lt']);

/** Reads the escape at hand, backslash included. */
export function parseEscape(reader: Reader, ignoreCase: boolean): Escape {
  const position = reader.position;
  reader.skip(1);
  const symbol = reader.next();
  if (symbol === undefined) throw new PatternFaultError(position, 'a backslash at the end escapes nothing');
  const sign = symbol.text;
  const control = CONTROLS.get(sign);
  if (control !== undefined) return { kind: 'code', code: control };
  const anchor = ANCHORS.get(sign);
  if (anchor !== undefined) {
    if (sign === 'b' && reader.syntax() === '{') {
      throw new PatternFaultError(position, '\\b{g} (a boundary of graphemes) is not supported', '\\b');
    }
    return { kind: 'anchor', anchor };
  }
  const shorthand = SHORTHANDS.get(sign.toLowerCase());
  if (shorthand !== undefined && /[dswhDSWH]/.test(sign)) {
    return {
      kind: 'set',
      ranges: sign === sign.toLowerCase() ? shorthand : complement(shorthand),
      categories: [],
    };
  }
  if (sign === 'x' || sign === 'u') return { kind: 'code', code: parseCode(reader, sign, position) };
  if (sign === 'p' || sign === 'P') return parseProperty(reader, sign === 'P', ignoreCase, position);
  const refused = REFUSED.get(sign);
  if (refused !== undefined) throw new PatternFaultError(position, ...refused);
  if (/[1-9]/.test(sign))
    throw new PatternFaultError(position, 'back-references cannot be matched in linear time');
  if (/[A-Za-z]/.test(sign)) throw new PatternFaultError(position, `\\${sign} is no escape that Java knows`);
  return { kind: 'code', code: wholeCharacter(symbol.code, position) };
}

function parseCode(reader: Reader, sign: 'x' | 'u', position: number): number {
  const braced = sign === 'x' && reader.syntax() === '{';
  if (braced) reader.skip(1);
  const length = sign === 'u' ? 4 : 2;
  const digits = reader.takeWhile(/^[0-9A-Fa-f]$/, braced ? Infinity : length);
  const complete = braced ? digits !== '' && reader.next()?.text === '}' : digits.length === length;
  const code = Number.parseInt(digits, 16);
  if (!complete || code > 0x10ffff) {
    throw new PatternFaultError(position, `\\${sign} needs the number of a character in hexadecimal`);
  }
  return wholeCharacter(code, position);
}

/** A half of a surrogate pair is no character; which one is meant can be written as a whole. */
export function wholeCharacter(code: number, position: number): number {
  if (code >= 0xd800 && code <= 0xdfff) {
    throw new PatternFaultError(
      position,
      'half of a surrogate pair',
      '\\x{…} with the number of the whole character',
    );
  }
  return code;
}

function parseProperty(reader: Reader, negated: boolean, ignoreCase: boolean, position: number): Escape {
  let name: string;
  if (reader.syntax() === '{') {
    reader.skip(1);
    name = reader.takeWhile(/^[^}]$/);
    if (reader.next()?.text !== '}')
      throw new PatternFaultError(position, 'a property name without its closing brace');
  } else {
    name = reader.takeWhile(/^[A-Z]$/, 1);
  }
  const category = /^(?:Is)?([A-Z][a-z]?)$/.exec(name)?.[1] ?? '';
  if (ignoreCase && (CASED.has(name) || CASED.has(category))) {
    throw new PatternFaultError(
      position,
      `\\p{${name}} in a pattern that ignores case differs between versions of Java`,
      '[A-Za-z]',
    );
  }
  const ranges = POSIX_CLASSES.get(name);
  if (ranges !== undefined) {
    const known = ignoreCase ? foldAscii(ranges) : ranges;
    return { kind: 'set', ranges: negated ? complement(known) : known, categories: [] };
  }
  if (GENERAL_CATEGORIES.has(category)) {
    return { kind: 'set', ranges: [], categories: [`\\${negated ? 'P' : 'p'}{${category}}`] };
  }
  throw new PatternFaultError(
    position,
    `the property "${name}" is not supported`,
    'a general category such as \\p{L}, a POSIX class such as \\p{Alpha}, or the characters themselves',
  );
}
