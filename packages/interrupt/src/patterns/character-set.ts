// Sets of code points, with Java's meaning (ASCII classes, ASCII-only folding), written out for re2js so that no
// name or shorthand is left for the engine to read in its own way.

/** Both ends included. */
export type CodePointRange = readonly [number, number];

export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly CodePointRange[];
  /** Unicode general categories as written for re2js, `\p{L}` or `\P{L}`. */
  readonly categories: readonly string[];
}

const LAST = 0x10ffff;
export const EVERYTHING: CharacterSet = { negated: false, ranges: [[0, LAST]], categories: [] };

/** What Java's `.`, `$` and `\Z` take for the end of a line (without `(?d)`). */
export const LINE_TERMINATORS: readonly number[] = [0x0a, 0x0d, 0x85, 0x2028, 0x2029];
export const NOT_A_LINE_TERMINATOR: CharacterSet = {
  negated: true,
  ranges: LINE_TERMINATORS.map((code) => [code, code]),
  categories: [],
};

const DIGIT: CodePointRange[] = [[0x30, 0x39]];
const UPPER: CodePointRange[] = [[0x41, 0x5a]];
const LOWER: CodePointRange[] = [[0x61, 0x7a]];
// oxfmt-ignore
const PUNCT: CodePointRange[] = [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]];
// oxfmt-ignore
const HORIZONTAL: CodePointRange[] = [
  [0x09, 0x09], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x180e, 0x180e],
  [0x2000, 0x200a], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000],
];
// oxfmt-ignore
const SPACE: CodePointRange[] = [[0x09, 0x0d], [0x20, 0x20]];

/** `\d`, `\s`, `\w`, `\h` of Java without `(?U)`. */
export const SHORTHANDS: ReadonlyMap<string, readonly CodePointRange[]> = new Map([
  ['d', DIGIT],
  ['s', SPACE],
  ['w', [...DIGIT, ...UPPER, [0x5f, 0x5f] as const, ...LOWER]],
  ['h', HORIZONTAL],
]);

/** The POSIX names, US-ASCII only, as in Java without `(?U)`. */
export const POSIX_CLASSES: ReadonlyMap<string, readonly CodePointRange[]> = new Map<
  string,
  readonly CodePointRange[]
>([
  ['Lower', LOWER],
  ['Upper', UPPER],
  ['ASCII', [[0, 0x7f]]],
  ['Alpha', [...UPPER, ...LOWER]],
  ['Digit', DIGIT],
  ['Alnum', [...DIGIT, ...UPPER, ...LOWER]],
  ['Punct', PUNCT],
  ['Graph', [[0x21, 0x7e]]],
  ['Print', [[0x20, 0x7e]]],
  ['Blank', [[0x09, 0x09], [0x20, 0x20]]], // oxfmt-ignore
  ['Cntrl', [[0, 0x1f], [0x7f, 0x7f]]], // oxfmt-ignore
  ['XDigit', [...DIGIT, [0x41, 0x46], [0x61, 0x66]]],
  ['Space', SPACE],
]);

/**
 * General categories that Java and re2js share by name. Not `C…`: what is unassigned depends on the Unicode version.
 * A character that Unicode added after one of the two tables was made may be judged differently.
 */
export const GENERAL_CATEGORIES: ReadonlySet<string> = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp'.split(' '),
);

/** The ranges and their ASCII counterparts in the other case (Java's `CASE_INSENSITIVE` without `UNICODE_CASE`). */
export function foldAscii(ranges: readonly CodePointRange[]): CodePointRange[] {
  const folded = [...ranges];
  for (const [from, to] of ranges) {
    addShifted(folded, Math.max(from, 0x41), Math.min(to, 0x5a), 0x20);
    addShifted(folded, Math.max(from, 0x61), Math.min(to, 0x7a), -0x20);
  }
  return folded;
}

function addShifted(ranges: CodePointRange[], from: number, to: number, by: number): void {
  if (from <= to) ranges.push([from + by, to + by]);
}

/** Everything but `ranges`. */
export function complement(ranges: readonly CodePointRange[]): CodePointRange[] {
  const gaps: CodePointRange[] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

export function contains(set: CharacterSet, code: number): boolean {
  const listed =
    set.ranges.some(([from, to]) => from <= code && code <= to) ||
    set.categories.some((category) => new RegExp(category, 'u').test(String.fromCodePoint(code)));
  return listed !== set.negated;
}

export function containsLineTerminator(set: CharacterSet): boolean {
  return LINE_TERMINATORS.some((code) => contains(set, code));
}

/**
 * Java may begin a search between the two halves of a character beyond U+FFFF. That is without consequence when a set
 * that holds the halves (they come as one block here) holds all those characters too.
 */
export function treatsHalvesAsWhole(set: CharacterSet): boolean {
  if (!contains(set, 0xdc00)) return true;
  if (set.negated) return set.categories.length === 0 && set.ranges.every(([, to]) => to < 0x10000);
  return complement(set.ranges).every(([, to]) => to < 0x10000);
}

/** Only characters of one UTF-16 unit, halves excluded: for these Java's look-behind counts as everybody does. */
export function oneUnitEach(set: CharacterSet): boolean {
  return (
    !set.negated &&
    set.categories.length === 0 &&
    set.ranges.every(([from, to]) => to < 0xd800 || (from > 0xdfff && to < 0x10000))
  );
}

/** The set in re2js's syntax, every code point in hexadecimal. */
export function writeSet(set: CharacterSet): string {
  const [only, ...others] = set.ranges;
  if (
    only !== undefined &&
    others.length === 0 &&
    only[0] === only[1] &&
    !set.negated &&
    set.categories.length === 0
  ) {
    return writeCode(only[0]);
  }
  const members = set.ranges.map(([from, to]) =>
    from === to ? writeCode(from) : `${writeCode(from)}-${writeCode(to)}`,
  );
  return `[${set.negated ? '^' : ''}${members.join('')}${set.categories.join('')}]`;
}

function writeCode(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
