// Writes a tree in re2js's syntax and compiles it: linear-time matching, nothing left to interpretation.
import { RE2JS } from 're2js';
import { writeSet, type CharacterSet } from './character-set.ts';
import { findAnchor } from './shape.ts';
import { PatternFaultError, type Anchor, type PatternNode } from './syntax.ts';
import { createWordSigns } from './word-signs.ts';

/** Where a match must begin and end in the text it is given. */
export interface Bounds {
  readonly start: 'fixed' | 'free';
  readonly end: 'fixed' | 'free';
}

/** A look-around-free tree, ready to be tried. */
export interface Program {
  /** Is there a match in `text`, its end being the end of the whole input? */
  test(text: string): boolean;
  /** The same for a text that was cut before the input's last line break: there `$` holds and `\z` does not. */
  testBeforeLastBreak(text: string): boolean;
  /** Whether that second question can have another answer than no. */
  readonly asksLastLine: boolean;
}

const NOWHERE = '[^\\x{0}-\\x{10ffff}]';

export function createProgram(node: PatternNode, bounds: Bounds): Program {
  if (findAnchor(node, ['word', 'not-word']) !== null) return createBoundaryProgram(node, bounds);
  const compile = (end: string): RE2JS => {
    return compileOrRefuse(bounded(write(node, { end, set: writeSet }), bounds));
  };
  const whole = compile('\\z');
  const asksLastLine = findAnchor(node, ['last-line']) !== null;
  const cut = asksLastLine && findAnchor(node, ['end']) !== null ? compile(NOWHERE) : whole;
  return {
    asksLastLine,
    test: (text) => whole.test(text),
    testBeforeLastBreak: (text) => cut.test(text),
  };
}

/**
 * With `\b` or `\B`: characters are replaced by signs that stand for all that the pattern cannot tell apart, so that the
 * engine's ASCII boundary is Java's.
 */
function createBoundaryProgram(node: PatternNode, bounds: Bounds): Program {
  const signs = createWordSigns(node);
  const compiled = new Map<string, { readonly known: number; readonly program: RE2JS }>();
  const run = (text: string, end: string): boolean => {
    const signed = signs.translate(text);
    let found = compiled.get(end);
    if (found === undefined || found.known !== signs.known()) {
      const program = compileOrRefuse(bounded(write(node, { end, set: signs.writeSet }), bounds));
      found = { known: signs.known(), program };
      compiled.set(end, found);
    }
    return found.program.test(signed);
  };
  run('', '\\z');
  return {
    asksLastLine: findAnchor(node, ['last-line']) !== null,
    test: (text) => run(text, '\\z'),
    testBeforeLastBreak: (text) => run(text, NOWHERE),
  };
}

function bounded(body: string, { start, end }: Bounds): string {
  return `${start === 'fixed' ? '\\A' : ''}(?:${body})${end === 'fixed' ? '\\z' : ''}`;
}

function compileOrRefuse(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/:.*$/s, '') : String(cause);
    throw new PatternFaultError(0, `too large for the engine (${reason})`, 'fewer or smaller repetitions');
  }
}

interface Writing {
  /** Written for `\z`; `$` is always the end of the text that is given. */
  readonly end: string;
  readonly set: (set: CharacterSet) => string;
}

function write(node: PatternNode, writing: Writing): string {
  switch (node.kind) {
    case 'set':
      return writing.set(node.set);
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'choice' ? `(?:${write(item, writing)})` : write(item, writing)))
        .join('');
    case 'choice':
      return node.branches.map((branch) => write(branch, writing)).join('|');
    case 'repeat':
      return `(?:${write(node.item, writing)})${writeBounds(node.min, node.max)}`;
    case 'anchor':
      return writeAnchor(node.anchor, writing.end);
    case 'look-around':
      throw new PatternFaultError(
        node.position,
        'a look-around inside another part',
        'it in the outermost sequence',
      );
  }
}

function writeAnchor(anchor: Anchor['anchor'], end: string): string {
  switch (anchor) {
    case 'start':
      return '\\A';
    case 'end':
      return end;
    case 'last-line':
      return '\\z';
    case 'word':
      return '\\b';
    case 'not-word':
      return '\\B';
  }
}

function writeBounds(min: number, max: number | null): string {
  if (max === null && min < 2) return min === 0 ? '*' : '+';
  if (min === 0 && max === 1) return '?';
  return `{${min},${max ?? ''}}`;
}
