// The port of everything that can say whether a name and a password belong together.
// Answers are values: only a defect throws, and a handler that could not look says so instead of passing (W6).
import type { Principal } from '@vestibule/interrupt';

/** What a person typed. Names are compared exactly: no trimming, no folding of case (as Apereo CAS 7.0.0 does). */
export interface Credential {
  readonly username: string;
  readonly password: string;
}

/** Why a known person with the right password is turned away all the same. */
export type AccountStatus = 'locked' | 'disabled' | 'expired' | 'must-change';

export type HandlerAnswer =
  | {
      readonly kind: 'authenticated';
      /** `id` as the handler's own source spells it, never as typed (D11). */
      readonly principal: Principal;
      /** Keys of the message bundle or plain texts, shown after the login (W2). */
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong-password' }
  /** Told only after the right password (W6). */
  | { readonly kind: 'refused'; readonly status: AccountStatus }
  /**
   * The person's own entry is malformed, so that no password is right. Answered as a wrong one (D30); `cause` is for
   * the log, without any value of the entry.
   */
  | { readonly kind: 'unusable'; readonly cause: string }
  /** The handler could not answer. `cause` is for the log: no password, no content of a file. */
  | { readonly kind: 'failed'; readonly cause: string };

export interface HandlerHealth {
  readonly status: 'up' | 'degraded' | 'down';
  readonly detail: string;
}

export interface AuthenticationHandler {
  /** Released to applications as `authenticationMethod`. */
  readonly name: string;
  readonly kind: 'accept-users' | 'json-users';
  /**
   * A refused try takes the same work whoever is named (D30). Must settle: a handler that calls out brings
   * its own deadline.
   */
  authenticate(credential: Credential): Promise<HandlerAnswer>;
  /** What health shows of this source; absent when there is nothing that could break. */
  health?(): HandlerHealth;
  close?(): Promise<void>;
}
