// The state of one login between credentials (or a session) and the ticket: plain data that a page interrupts and a
// post takes up again. It holds no Clearance; leave to enter is asked of the gate in every request (D1).
import type { Authentication, EntryProgress } from '@vestibule/interrupt';
import type { LoginRequest } from './login-request.ts';

/** The page a passage waits for. */
export type Awaited = 'interrupt' | 'inquiry-failed' | 'busy' | 'account-warnings' | 'warn';

export interface Passage {
  /** Names this entry in the audit and in clearances. */
  readonly id: string;
  readonly request: LoginRequest;
  /** Id of the application's definition when this entry began; another one begins anew (D25). */
  readonly definition: number | null;
  readonly authentication: Authentication;
  /** Credentials were entered for this entry; otherwise it stands on a session that was there before. */
  readonly newLogin: boolean;
  /** The session it stands on, once there is one. */
  readonly sessionId: string | null;
  /** What this entry has done about a session: made one, renewed the same person's that was there before, or nothing yet. */
  readonly openedSession: 'new' | 'renewed' | null;
  readonly rememberMe: boolean;
  readonly publicWorkstation: boolean;
  /** The person asked, with these credentials, to be warned before each application. */
  readonly warn: boolean;
  /** Warnings of the account that have not been shown yet. */
  readonly accountWarnings: readonly string[];
  /** The person has answered the warning before this application. */
  readonly warnConfirmed: boolean;
  readonly progress: EntryProgress;
  /** The page it waits for; null while it is on its way. */
  readonly awaiting: Awaited | null;
  /** The person stopped the automatic redirect (D21). */
  readonly stayed: boolean;
  /** It waits because a check could not be made: nothing but `retry` asks again (D9). */
  readonly shut: boolean;
  /** When this entry's inquiry began; its transaction is counted from here (D22). */
  readonly startedAt: number;
}
