// The port of everything that must outlive one request: sessions, service tickets, transactions, acknowledgements.
// A store knows rows, not meanings: values are opaque bytes that the callers have sealed (W7), ids are digests.

import { Unavailable } from '../../unavailable.ts';

export type RowKind =
  | 'session'
  | 'service-ticket'
  | 'transaction'
  | 'answer'
  | 'acknowledgement'
  | 'last-known'
  | 'login-failure'
  | 'failed-check'
  /** What `probe` writes. */
  | 'probe';

/** The store cannot read, or cannot keep what it is told: nobody may be told that it was done (D31). */
export class StoreUnavailable extends Unavailable {
  override readonly name = 'StoreUnavailable';
}

export interface Row {
  readonly kind: RowKind;
  /** Never the ticket itself: SHA-256 of it, base64url. */
  readonly id: string;
  /** Id of the row this one dies with (a service ticket's or transaction's session), or null. */
  readonly parent: string | null;
  /** What rows are counted and trimmed by (a digest of the principal id), or null. */
  readonly owner: string | null;
  readonly value: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch; from then on the row is as good as gone. */
  readonly expiresAt: number;
}

/** One change. A list of them takes effect as a whole or not at all. */
export type Change =
  /** Nothing of the list takes effect unless this row is live: a session ended meanwhile must not come back. */
  | { readonly do: 'require'; readonly kind: RowKind; readonly id: string; readonly now: number }
  /** Changes only the expiry of a row; nothing when there is none. */
  | { readonly do: 'touch'; readonly kind: RowKind; readonly id: string; readonly expiresAt: number }
  | { readonly do: 'put'; readonly row: Row }
  | { readonly do: 'remove'; readonly kind: RowKind; readonly id: string }
  /** Keeps the `keep` newest rows of this kind and owner. */
  | { readonly do: 'trim'; readonly kind: RowKind; readonly owner: string; readonly keep: number }
  /** The same by parent. */
  | { readonly do: 'trim-children'; readonly kind: RowKind; readonly parent: string; readonly keep: number };

/** Operations reject with `StoreUnavailable` when the store is out of order, and with other errors for defects of callers. */
export interface TicketStore {
  /** What `health` and the log call this adapter. */
  readonly name: string;
  /** The live row, or null when unknown or expired at `now`. */
  get(kind: RowKind, id: string, now: number): Promise<Row | null>;
  /** Reads and removes in one step: of any number of parallel callers exactly one gets the row (CAS-29, CAS-30). */
  take(kind: RowKind, id: string, now: number): Promise<Row | null>;
  /** Adds the row unless a live one of that kind and id exists; says whether it did. */
  insert(row: Row, now: number): Promise<boolean>;
  /** Applies all changes atomically, in their order; answers false, with nothing changed, when a `require` is not met. */
  apply(changes: readonly Change[]): Promise<boolean>;
  /** Live rows of this kind under a parent, newest first; of the same age, the later written first. */
  children(kind: RowKind, parent: string, now: number): Promise<readonly Row[]>;
  /** Live rows of this kind and owner, newest first. */
  owned(kind: RowKind, owner: string, now: number): Promise<readonly Row[]>;
  /**
   * Removes a row and every row whose parent it is, atomically; answers what was removed, expired rows not yet erased
   * too: the row itself first, then the newest.
   */
  removeFamily(kind: RowKind, id: string): Promise<readonly Row[]>;
  /** Live rows of a kind. */
  count(kind: RowKind, now: number): Promise<number>;
  /** Erases rows that have expired; answers how many. */
  removeExpired(now: number): Promise<number>;
  /**
   * Settles when everything that was written before would survive the end of the process; rejects when it could not be
   * kept. An operation's own promise tells what happened and comes earlier. Whoever answers a person or an application
   * waits for this first.
   */
  durable(): Promise<void>;
  /**
   * The same for a whole request, called at its beginning. What it answers also rejects when something was lost on the
   * way whose loss nobody waited for: the rest may stand on it.
   */
  begin(): () => Promise<void>;
  /** Writes as much as a large login does, keeps it, and takes it away again (D31). */
  probe(): Promise<void>;
  close(): Promise<void>;
}
