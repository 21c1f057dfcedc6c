// The port of last good answers, for the failure mode LAST_KNOWN (D9).
import type { InterruptResponse } from './response.ts';

/** One good answer; `response` is null for "no interrupt". */
export interface KnownAnswer {
  /** The definition's numeric id as text, or `none` for an entry without a service. */
  readonly service: string;
  readonly response: InterruptResponse | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Keeps one answer for each inquirer, principal and service; a newer one takes the place of the older. All of a
 * person's answers are listed, because one that blocks holds at every service.
 */
export interface LastKnownAnswers {
  /** What this inquirer last said about this person, in any order. Unreadable ones are left out. */
  list(inquirer: string, principalId: string): Promise<readonly KnownAnswer[]>;
  /** After `maxAge` milliseconds the answer may be dropped. */
  keep(inquirer: string, principalId: string, answer: KnownAnswer, maxAge: number): Promise<void>;
}

/** The same answers for one who only looks. */
export function readOnly(answers: LastKnownAnswers | null): LastKnownAnswers | null {
  return (
    answers && {
      list: (inquirer, principalId) => answers.list(inquirer, principalId),
      keep: async () => undefined,
    }
  );
}
