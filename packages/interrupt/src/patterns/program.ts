// Writes a tree in re2js's syntax and compiles it: linear-time matching, nothing left to interpretation.
import { RE2JS } from 're2js';
import { writeSet } from './character-set.ts';
import { findAnchor } from './shape.ts';
import { PatternFaultError, type PatternNode } from './syntax.ts';

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
  const compile = (end: string): RE2JS => {
    const body = `(?:${write(node, end)})`;
    return compileOrRefuse(
      `${bounds.start === 'fixed' ? '\\A' : ''}${body}${bounds.end === 'fixed' ? '\\z' : ''}`,
    );
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

function compileOrRefuse(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/:.*$/s, '') : String(cause);
    throw new PatternFaultError(0, `too large for the engine (${reason})`, 'fewer or smaller repetitions');
  }
}

/** `end` is written for `\z`; `$` is always the end of the text that is given. */
function write(node: PatternNode, end: string): string {
  switch (node.kind) {
    case 'set':
      return writeSet(node.set);
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'choice' ? `(?:${write(item, end)})` : write(item, end)))
        .join('');
    case 'choice':
      return node.branches.map((branch) => write(branch, end)).join('|');
    case 'repeat':
      return `(?:${write(node.item, end)})${writeBounds(node.min, node.max)}`;
    case 'anchor':
      return node.anchor === 'start' ? '\\A' : node.anchor === 'end' ? end : '\\z';
    case 'look-around':
      throw new PatternFaultError(
        node.position,
        'a look-around inside another part',
        'it in the outermost sequence',
      );
  }
}

function writeBounds(min: number, max: number | null): string {
  if (max === null && min < 2) return min === 0 ? '*' : '+';
  if (min === 0 && max === 1) return '?';
  return `{${min},${max ?? ''}}`;
}
