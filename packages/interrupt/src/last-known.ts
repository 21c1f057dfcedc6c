// The port of last good answers, for the failure mode LAST_KNOWN (D9).
import type { InterruptResponse } from './response.ts';

/** One good answer; `response` is null for "no interrupt". */
export interface KnownAnswer {
  readonly response: InterruptResponse | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Keeps one answer for each inquirer, principal and registered service. `service` is the definition's numeric id as
 * text, or `none`; the engine also keeps a blocking answer under `any`, since a block holds at every service.
 */
export interface LastKnownAnswers {
  recall(inquirer: string, principalId: string, service: string): Promise<KnownAnswer | null>;
  keep(inquirer: string, principalId: string, service: string, answer: KnownAnswer, maxAge: number): Promise<void>;
  forget(inquirer: string, principalId: string, service: string): Promise<void>;
}
