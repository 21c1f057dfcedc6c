// Character classes of Java patterns, `[…]`, without the parts in which engines differ (nesting, intersection).
import { foldAscii, type CharacterSet, type CodePointRange } from './character-set.ts';
import { parseEscape, wholeCharacter, type Escape } from './parse-escape.ts';
import type { Reader } from './scan.ts';
import { PatternFaultError } from './syntax.ts';

/** Reads a class, opening bracket included. */
export function parseClass(reader: Reader, ignoreCase: boolean): CharacterSet {
  const opening = reader.position;
  reader.skip(1);
  const negated = reader.syntax() === '^';
  if (negated) reader.skip(1);
  const ranges: CodePointRange[] = [];
  const categories: string[] = [];
  for (let first = true; first || reader.syntax() !== ']'; first = false) {
    if (first && reader.syntax() === ']') {
      throw new PatternFaultError(reader.position, 'an empty class, or a ] in first place', '\\]');
    }
    const member = parseMember(reader, ignoreCase, opening);
    if (member.kind === 'set') {
      ranges.push(...member.ranges);
      categories.push(...member.categories);
    } else {
      ranges.push([member.code, parseRangeEnd(reader, member.code, ignoreCase, opening)]);
    }
  }
  reader.skip(1);
  return { negated, ranges: ignoreCase ? foldAscii(ranges) : ranges, categories };
}

function parseMember(
  reader: Reader,
  ignoreCase: boolean,
  opening: number,
): Exclude<Escape, { kind: 'anchor' }> {
  const position = reader.position;
  if (reader.spells('&&')) {
    throw new PatternFaultError(
      position,
      'intersection of classes (&&) is not supported',
      'one class, or \\&\\&',
    );
  }
  if (reader.syntax() === '[') {
    throw new PatternFaultError(position, 'a [ inside a class opens a nested class in Java', '\\[');
  }
  if (reader.syntax() === '\\') {
    const escape = parseEscape(reader, ignoreCase);
    if (escape.kind === 'anchor') throw new PatternFaultError(position, 'a boundary inside a class');
    return escape;
  }
  const symbol = reader.next();
  if (symbol === undefined) throw new PatternFaultError(opening, 'a class without its closing ]');
  return { kind: 'code', code: wholeCharacter(symbol.code, position) };
}

/** The upper end of the range that begins with `from`, or `from` itself. A `-` before `]` is a plain sign. */
function parseRangeEnd(reader: Reader, from: number, ignoreCase: boolean, opening: number): number {
  if (reader.syntax() !== '-' || reader.syntax(1) === ']') return from;
  const position = reader.position;
  reader.skip(1);
  const end = parseMember(reader, ignoreCase, opening);
  if (end.kind !== 'code') throw new PatternFaultError(position, 'a range that ends in a class', '\\-');
  if (end.code < from) throw new PatternFaultError(position, 'a range that ends before it begins', '\\-');
  return end.code;
}
