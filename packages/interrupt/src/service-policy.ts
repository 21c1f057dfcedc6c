// A service's own word on interrupts (`webflowInterruptPolicy`, D7). Enforced by the gate, so no inquirer can forget it.
import type { Inquiry } from './inquiry.ts';

/** As the reference's `DefaultRegisteredServiceWebflowInterruptPolicy`, with patterns already compiled by their maker. */
export interface WebflowInterruptPolicy {
  /** `false`: nobody is interrupted on the way to this service (INT-47). */
  readonly enabled: boolean;
  /** `TRUE` ignores acknowledgements, `FALSE` overrides a global `true`, `UNDEFINED` leaves it to the global setting. */
  readonly forceExecution: 'TRUE' | 'FALSE' | 'UNDEFINED';
  /** Both patterns present: inquirers are asked only when an attribute matches (INT-49, INT-50). */
  readonly attributeTrigger: AttributeTrigger | null;
  /** A script that says whether inquirers are asked; a failure or `null` counts as yes (D7). */
  readonly scriptTrigger: ScriptTrigger | null;
}

/** Substring search that ignores ASCII case, over every matching attribute (D7, D13). A too long input counts as a match. */
export interface AttributeTrigger {
  readonly name: PatternTest;
  readonly value: PatternTest;
}

/** What a compiled Java pattern answers; `too-long` for input over 65,536 characters (D27). */
export interface PatternTest {
  readonly source: string;
  test(input: string): 'match' | 'no-match' | 'too-long';
}

export type ScriptTriggerAnswer =
  | { readonly kind: 'ask' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'failed'; readonly cause: string };

export interface ScriptTrigger {
  readonly source: string;
  decide(inquiry: Inquiry): Promise<ScriptTriggerAnswer>;
}

/** The policy of a service that says nothing. */
export const DEFAULT_INTERRUPT_POLICY: WebflowInterruptPolicy = {
  enabled: true,
  forceExecution: 'UNDEFINED',
  attributeTrigger: null,
  scriptTrigger: null,
};
