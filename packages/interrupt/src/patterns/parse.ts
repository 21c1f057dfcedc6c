// Reads a Java regular expression into a tree, or refuses it with the place (D13). Knows just enough to be sure of
// what it lets through: whatever is not understood with certainty is refused.
import { EVERYTHING, foldAscii, NOT_A_LINE_TERMINATOR, type CharacterSet } from './character-set.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape, wholeCharacter } from './parse-escape.ts';
import { Reader } from './scan.ts';
import { EMPTY, PatternFaultError, type PatternNode } from './syntax.ts';

/** Groups inside groups beyond this are refused; nobody writes them. */
const DEEPEST_NESTING = 100;
/** The largest repetition the engine expands. */
const MOST_REPETITIONS = 1000;

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
}

interface Parsing {
  readonly reader: Reader;
  readonly groupNames: Set<string>;
}

export function parseJavaPattern(source: string, ignoreCase: boolean): PatternNode {
  const parsing: Parsing = { reader: new Reader(source), groupNames: new Set() };
  const tree = parseChoice(parsing, { ignoreCase, dotAll: false }, 0);
  if (parsing.reader.peek() !== undefined) {
    throw new PatternFaultError(parsing.reader.position, 'a ) that closes nothing', '\\)');
  }
  return tree;
}

/** `flags` belong to the enclosing group: `(?i)` changes them up to its end, beyond the next `|` too. */
function parseChoice(parsing: Parsing, flags: Flags, depth: number): PatternNode {
  const { reader } = parsing;
  const branches: PatternNode[] = [];
  do {
    if (branches.length > 0) reader.skip(1);
    branches.push(parseSequence(parsing, flags, depth));
  } while (reader.syntax() === '|');
  const [only = EMPTY, ...others] = branches;
  return others.length === 0 ? only : { kind: 'choice', branches };
}

function parseSequence(parsing: Parsing, flags: Flags, depth: number): PatternNode {
  const { reader } = parsing;
  const items: PatternNode[] = [];
  while (reader.peek() !== undefined && reader.syntax() !== '|' && reader.syntax() !== ')') {
    const position = reader.position;
    const atom = parseAtom(parsing, flags, depth);
    if (atom !== null) items.push(parseQuantifier(reader, atom, position));
  }
  return { kind: 'sequence', items };
}

/** `null` for a bare change of flags. */
function parseAtom(parsing: Parsing, flags: Flags, depth: number): PatternNode | null {
  const { reader } = parsing;
  const position = reader.position;
  const set = (value: CharacterSet): PatternNode => ({ kind: 'set', set: value, position });
  switch (reader.syntax()) {
    case '(':
      return parseGroup(parsing, flags, depth + 1);
    case '[':
      return set(parseClass(reader, flags.ignoreCase));
    case '.':
      reader.skip(1);
      return set(flags.dotAll ? EVERYTHING : NOT_A_LINE_TERMINATOR);
    case '^':
      reader.skip(1);
      return { kind: 'anchor', anchor: 'start', position };
    case '$':
      reader.skip(1);
      return { kind: 'anchor', anchor: 'last-line', position };
    case '*':
    case '+':
    case '?':
    case '{':
      throw new PatternFaultError(
        position,
        `nothing for ${reader.syntax()} to repeat`,
        `\\${reader.syntax()}`,
      );
    case '\\': {
      const escape = parseEscape(reader, flags.ignoreCase);
      if (escape.kind === 'anchor') return { ...escape, position };
      if (escape.kind === 'code') return set(literal(escape.code, flags));
      return set({ negated: false, ranges: escape.ranges, categories: escape.categories });
    }
    default: {
      const symbol = reader.next();
      return symbol === undefined ? null : set(literal(wholeCharacter(symbol.code, position), flags));
    }
  }
}

function literal(code: number, flags: Flags): CharacterSet {
  return {
    negated: false,
    ranges: flags.ignoreCase ? foldAscii([[code, code]]) : [[code, code]],
    categories: [],
  };
}

function parseGroup(parsing: Parsing, flags: Flags, depth: number): PatternNode | null {
  const { reader } = parsing;
  const position = reader.position;
  if (depth > DEEPEST_NESTING) throw new PatternFaultError(position, 'groups nested too deeply');
  const inner = { ...flags };
  const body = (): PatternNode => {
    const tree = parseChoice(parsing, inner, depth);
    if (reader.syntax() !== ')') throw new PatternFaultError(position, 'a group without its closing )');
    reader.skip(1);
    return tree;
  };
  for (const [opening, direction, negative] of LOOK_AROUNDS) {
    if (!reader.spells(opening)) continue;
    reader.skip(opening.length);
    return { kind: 'look-around', direction, negative, body: body(), position };
  }
  if (reader.spells('(?>')) {
    throw new PatternFaultError(
      position,
      'atomic groups are not supported',
      '(?:…), which also tries shorter parts',
    );
  }
  if (reader.spells('(?<')) {
    reader.skip(3);
    parseGroupName(parsing, position);
    return body();
  }
  if (!reader.spells('(?')) {
    reader.skip(1);
    return body();
  }
  reader.skip(2);
  parseFlags(reader, inner, position);
  if (reader.syntax() === ')') {
    reader.skip(1);
    Object.assign(flags, inner);
    return null;
  }
  if (reader.syntax() !== ':')
    throw new PatternFaultError(position, 'a kind of group that Java does not know');
  reader.skip(1);
  return body();
}

const LOOK_AROUNDS = [
  ['(?=', 'ahead', false],
  ['(?!', 'ahead', true],
  ['(?<=', 'behind', false],
  ['(?<!', 'behind', true],
] as const;

function parseGroupName(parsing: Parsing, position: number): void {
  const name = parsing.reader.takeWhile(/^[A-Za-z0-9]$/);
  if (!/^[A-Za-z]/.test(name) || parsing.reader.syntax() !== '>') {
    throw new PatternFaultError(position, 'a group name is a letter, then letters and digits, then >');
  }
  if (parsing.groupNames.has(name)) throw new PatternFaultError(position, `two groups named "${name}"`);
  parsing.groupNames.add(name);
  parsing.reader.skip(1);
}

const REFUSED_FLAGS: Readonly<Record<string, string>> = {
  m: '(?m) lets ^ and $ hold at every line; write the line ends out',
  d: '(?d) changes what ends a line; write the characters out',
  x: '(?x) takes blanks and # out of the pattern; write it without them',
  u: '(?u) ignores case beyond ASCII; write both cases out',
  U: '(?U) changes what \\w, \\d and the like mean; use \\p{L}, \\p{Nd}',
};

function parseFlags(reader: Reader, flags: Flags, position: number): void {
  let on = true;
  for (let sign = reader.syntax(); sign !== ')' && sign !== ':'; sign = reader.syntax()) {
    if (sign === '-' && on) on = false;
    else if (sign === 'i') flags.ignoreCase = on;
    else if (sign === 's') flags.dotAll = on;
    else if (Object.hasOwn(REFUSED_FLAGS, sign))
      throw new PatternFaultError(reader.position, REFUSED_FLAGS[sign] ?? '');
    else throw new PatternFaultError(position, 'a kind of group that Java does not know');
    reader.skip(1);
  }
}

function parseQuantifier(reader: Reader, item: PatternNode, position: number): PatternNode {
  const start = reader.position;
  const bounds = parseBounds(reader);
  if (bounds === null) return item;
  const [min, max] = bounds;
  if (reader.syntax() === '+') {
    throw new PatternFaultError(
      reader.position,
      'possessive quantifiers are not supported',
      'without the last +, which accepts the same and perhaps more',
    );
  }
  // Reluctant or greedy is all the same when only the fact of a match counts.
  if (reader.syntax() === '?') reader.skip(1);
  if (item.kind === 'anchor' || item.kind === 'look-around') {
    throw new PatternFaultError(
      start,
      'a repeated boundary or look-around',
      'the same without the repetition',
    );
  }
  if (/^[*+?{]$/.test(reader.syntax())) {
    throw new PatternFaultError(
      reader.position,
      'a repetition of a repetition',
      '(?:…) around the inner one',
    );
  }
  return { kind: 'repeat', item, min, max, position };
}

function parseBounds(reader: Reader): readonly [number, number | null] | null {
  const position = reader.position;
  const sign = reader.syntax();
  if (sign === '*' || sign === '+' || sign === '?') {
    reader.skip(1);
    return [sign === '+' ? 1 : 0, sign === '?' ? 1 : null];
  }
  if (sign !== '{') return null;
  reader.skip(1);
  const min = reader.takeWhile(/^[0-9]$/);
  const open = reader.syntax() === ',';
  if (open) reader.skip(1);
  const max = open ? reader.takeWhile(/^[0-9]$/) : min;
  if (min === '' || reader.syntax() !== '}') {
    throw new PatternFaultError(position, 'a { that begins no repetition such as {2,5}', '\\{');
  }
  reader.skip(1);
  const bounds = [Number(min), max === '' ? null : Number(max)] as const;
  if (bounds[1] !== null && bounds[1] < bounds[0])
    throw new PatternFaultError(position, 'a repetition from more to less');
  if (Math.max(bounds[0], bounds[1] ?? 0) > MOST_REPETITIONS) {
    throw new PatternFaultError(
      position,
      `more than ${MOST_REPETITIONS} repetitions`,
      '*, or + for at least one',
    );
  }
  return bounds;
}
