// What reading one definition brings to light, collected so that an operator sees everything at once.
import {
  compileJavaPattern,
  compileJavaSearch,
  type Compiled,
  type JavaPattern,
  type JavaSearch,
  type PatternFault,
} from '@vestibule/interrupt';

export interface Findings {
  /** The definition cannot be used: start-up stops, a reload keeps the last good one (D11). */
  readonly faults: string[];
  /** It restricts in a way that we do not support: the service matches and refuses (W5). */
  readonly refusals: string[];
  /** It works, and something should be done: a misspelt member, a member given twice. */
  readonly warnings: string[];
  /** Worth knowing, without consequence. */
  readonly notices: string[];
  /** Members without effect here; one notice names them all. */
  readonly ignored: string[];
}

export function noFindings(): Findings {
  return { faults: [], refusals: [], warnings: [], notices: [], ignored: [] };
}

/**
 * Compiles a pattern that is held against whole texts, or puts a fault that names the member and the place (D13).
 */
export function wholePattern(
  source: string,
  path: string,
  ignoreCase: boolean,
  findings: Findings,
): JavaPattern | null {
  return compiled(source, path, findings, () => compileJavaPattern(source, { ignoreCase }));
}

/** The same for a pattern that is searched for. */
export function searchPattern(
  source: string,
  path: string,
  ignoreCase: boolean,
  findings: Findings,
): JavaSearch | null {
  return compiled(source, path, findings, () => compileJavaSearch(source, { ignoreCase }));
}

function compiled<T>(source: string, path: string, findings: Findings, compile: () => Compiled<T>): T | null {
  if (refuseExpression(source, path, findings)) return null;
  const answer = compile();
  if (answer.ok) return answer.pattern;
  findings.faults.push(patternFault(path, answer.fault));
  return null;
}

/** One line that names the member, the place in its pattern and, where there is one, another way to write it. */
export function patternFault(path: string, { message, position, suggestion }: PatternFault): string {
  const instead = suggestion === undefined ? '' : `; write ${suggestion}`;
  return `${path}: ${message}, at position ${position + 1} of the pattern${instead}`;
}

/** `${…}` is an expression of the reference, never a pattern or a script: a fault, and true. */
export function refuseExpression(source: string, path: string, findings: Findings): boolean {
  if (!source.includes('${')) return false;
  findings.faults.push(`${path}: an expression \${…} cannot be used here`);
  return true;
}
