// What goes into the gate and what comes out of it: one request for entry, and the answers to it.
import type { Clearance, EntryScope } from './clearance.ts';
import type { Inquiry } from './inquiry.ts';
import type { EntryProgress } from './progress.ts';
import type { InterruptResponse } from './response.ts';
import type { TrackingRequest } from './tracking/tracking.ts';

/**
 * `interactive`: a person who can be shown a page. `passive`: a person who must not be (`gateway=true`).
 * `headless`: no person and no page (REST, proxy tickets).
 */
export type Manner = 'interactive' | 'passive' | 'headless';

/** One request for a ticket, or for a session without a service. */
export interface Entry {
  readonly inquiry: Inquiry;
  readonly manner: Manner;
  readonly tracking: TrackingRequest;
  readonly scope: EntryScope;
  /** Names this entry in clearances, the same in all its requests; any text that is unique to it. */
  readonly transaction: string;
  /**
   * The session it stands on, or the login that makes one: calls of inquirers are shared within it and nowhere else
   * (D26). Default: the transaction.
   */
  readonly session?: string | null;
}

/**
 * Why no ticket is given where no page can be shown. `inquiry-failed`: by the failure mode CLOSED. `busy`: too much of
 * this person's is under way, which a REST door answers with 429 (D26).
 */
export type WithholdingReason = 'interrupt' | 'block' | 'inquiry-failed' | 'busy';

export type Approach =
  | { readonly kind: 'clear'; readonly clearance: Clearance; readonly progress: EntryProgress }
  /** The person is asked: show `response`, keep `progress`. */
  | { readonly kind: 'ask'; readonly response: InterruptResponse; readonly progress: EntryProgress }
  /** A check that must be made could not be (failure mode CLOSED): offer `retry`. */
  | { readonly kind: 'unavailable'; readonly inquirers: readonly string[]; readonly progress: EntryProgress }
  /** An inquirer could not be asked yet, because of this person's other requests: show a page that retries (D26). */
  | { readonly kind: 'busy'; readonly inquirer: string; readonly progress: EntryProgress }
  /** No page can be shown and no ticket is given; nothing is to be kept (D6). */
  | { readonly kind: 'withheld'; readonly reason: WithholdingReason };

/** What the person did on the page (D4). Anything else is no event and continues nothing. */
export type PageEvent =
  | { readonly event: 'proceed' }
  | { readonly event: 'redirect'; readonly link: string }
  | { readonly event: 'retry' };

export type Answered =
  | Approach
  /** To the link and nothing else. */
  | { readonly kind: 'leave'; readonly url: string }
  /** `proceed` on a block (INT-66). */
  | { readonly kind: 'blocked' }
  /** A link that the page did not show (INT-69). */
  | { readonly kind: 'forged-link' }
  /** The event does not belong to what is being asked: begin the original request again. */
  | { readonly kind: 'restart' };
