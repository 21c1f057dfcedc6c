// The tree of a Java pattern as far as we understand it, and the fault that names what we refuse.
// Flags, quoting and classes are resolved while parsing, so a tree means the same in any engine.
import type { CharacterSet } from './character-set.ts';

export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly position: number }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | Repeat
  | Anchor
  | LookAround;

export interface Repeat {
  readonly kind: 'repeat';
  readonly item: PatternNode;
  readonly min: number;
  /** `null`: without bound. */
  readonly max: number | null;
  readonly position: number;
}

/**
 * `start`: `^` and `\A`; `end`: `\z`; `last-line`: `$` and `\Z`, which also hold before a last line terminator; `word`
 * and `not-word`: `\b` and `\B`, which look at the characters on both sides.
 */
export interface Anchor {
  readonly kind: 'anchor';
  readonly anchor: 'start' | 'end' | 'last-line' | 'word' | 'not-word';
  readonly position: number;
}

export interface LookAround {
  readonly kind: 'look-around';
  readonly direction: 'ahead' | 'behind';
  readonly negative: boolean;
  readonly body: PatternNode;
  readonly position: number;
}

/** Why a pattern is refused (D13). */
export interface PatternFault {
  /** Index into the pattern's source, in UTF-16 units, from 0. */
  readonly position: number;
  readonly message: string;
  /** Another way to write it, where there is one. */
  readonly suggestion?: string;
}

/** Carries a fault out of the parser; `compileJavaPattern` turns it into a value, nothing else sees it. */
export class PatternFaultError extends Error {
  readonly fault: PatternFault;

  constructor(position: number, message: string, suggestion?: string) {
    super(message);
    this.name = 'PatternFaultError';
    this.fault = suggestion === undefined ? { position, message } : { position, message, suggestion };
  }
}

export const EMPTY: PatternNode = { kind: 'sequence', items: [] };
