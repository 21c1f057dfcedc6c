// Java regular expressions of settings and service files, on a linear-time engine (D13). Either a pattern means here
// exactly what it means in java.util.regex, or it is refused with the place and, where there is one, another spelling.
import { createEvaluation } from './evaluate.ts';
import { refuseJavaQuirks } from './java-quirks.ts';
import { parseJavaPattern } from './parse.ts';
import { nodesOf } from './shape.ts';
import { splitPattern } from './split.ts';
import { PatternFaultError, type PatternFault } from './syntax.ts';

/** The longest input that is matched, in UTF-16 units (D27). */
export const LONGEST_INPUT = 65_536;

/** The longest pattern that is read, in UTF-16 units. */
export const LONGEST_PATTERN = 16_384;

export type PatternAnswer = 'match' | 'no-match' | 'too-long';

/** A pattern that is matched against whole inputs, as Java's `matches()`. */
export interface JavaPattern {
  readonly source: string;
  /** Somewhere in it stands `(?!…)` or `(?<!…)`: it accepts what is unlike something. */
  readonly negativeLookAround: boolean;
  matches(input: string): PatternAnswer;
}

/** A pattern that is searched for anywhere in an input, as Java's `find()`. */
export interface JavaSearch {
  readonly source: string;
  readonly negativeLookAround: boolean;
  find(input: string): PatternAnswer;
}

export type Compiled<T> =
  | { readonly ok: true; readonly pattern: T }
  | { readonly ok: false; readonly fault: PatternFault };

export interface PatternOptions {
  /** As Java's `CASE_INSENSITIVE`: ASCII letters only. */
  readonly ignoreCase: boolean;
}

/**
 * Compiles a pattern for whole matches. Never throws; a pattern that would mean something else than in Java, or that
 * cannot be matched in linear time, is a fault.
 *
 * @example compileJavaPattern('^https://(?!test).*', { ignoreCase: true })
 */
export function compileJavaPattern(source: string, options: PatternOptions): Compiled<JavaPattern> {
  return compile(source, options, false, (matches, negativeLookAround) => ({
    source,
    negativeLookAround,
    matches,
  }));
}

/** The same for substring search. Look-arounds need `^` in front of them, or `$` behind those at the end. */
export function compileJavaSearch(source: string, options: PatternOptions): Compiled<JavaSearch> {
  return compile(source, options, true, (find, negativeLookAround) => ({ source, negativeLookAround, find }));
}

function compile<T>(
  source: string,
  options: PatternOptions,
  search: boolean,
  finish: (answer: (input: string) => PatternAnswer, negativeLookAround: boolean) => T,
): Compiled<T> {
  try {
    if (source.length > LONGEST_PATTERN)
      throw new PatternFaultError(LONGEST_PATTERN, 'too long for a pattern');
    const tree = parseJavaPattern(source, options.ignoreCase);
    refuseJavaQuirks(tree, search);
    const alternatives = splitPattern(tree, search).map((split) => createEvaluation(split, search));
    const negative = nodesOf(tree).some((node) => node.kind === 'look-around' && node.negative);
    const pattern = finish((input) => {
      if (input.length > LONGEST_INPUT) return 'too-long';
      return alternatives.some((matches) => matches(input)) ? 'match' : 'no-match';
    }, negative);
    return { ok: true, pattern };
  } catch (error) {
    if (error instanceof PatternFaultError) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** One line for the log or the console: `position 3: back-references … (instead: …)`. */
export function describePatternFault(fault: PatternFault): string {
  const instead = fault.suggestion === undefined ? '' : ` (instead: ${fault.suggestion})`;
  return `position ${fault.position}: ${fault.message}${instead}`;
}
