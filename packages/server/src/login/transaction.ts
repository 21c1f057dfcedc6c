// Transactions: a passage that waits for a page's answer, kept sealed under the digest of the page's `execution`.
import { progressFromJson, progressToJson, type Clock } from '@vestibule/interrupt';
import { ownerOf } from '../sso/owner.ts';
import type { SealedRows } from '../sso/sealed-rows.ts';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { ticketDigest } from '../sso/ticket-id.ts';
import type { Browser } from './browser.ts';
import type { Passage } from './passage.ts';

/** Open transactions of one person; the oldest goes first (W2). */
const MOST_PER_PERSON = 32;

export interface Transactions {
  /** Keeps a passage for one more page and answers that page's `execution`. */
  begin(passage: Passage, browser: Browser): Promise<string>;
  /** Takes the passage that this page belongs to; null for another browser's page, an old one, or an answered one. */
  take(execution: string, browser: Browser): Promise<Passage | null>;
  /**
   * Takes a passage that only waits to be tried again, by the address that its page goes to by itself. That address
   * holds `waitingId` of the page's `execution`, which carries no answer: it is no `execution` (D4, D26).
   */
  takeWaiting(waitingId: string, browser: Browser): Promise<Passage | null>;
}

/** Parameter of the address that a waiting page goes to by itself. */
export const WAITING = 'waiting';

/** What stands in the address of a page that retries without JavaScript. */
export const waitingId = (execution: string): string => ticketDigest(execution);

export interface TransactionsOptions {
  readonly store: TicketStore;
  readonly rows: SealedRows;
  readonly clock: Clock;
  readonly newExecution: () => string;
  /** `cas.interrupt.core.transaction-lifetime`, milliseconds, counted from the inquiry (D22). */
  readonly lifetime: number;
}

export function createTransactions({
  store,
  rows,
  clock,
  newExecution,
  lifetime,
}: TransactionsOptions): Transactions {
  function opened(row: Parameters<SealedRows['open']>[0]): Passage | null {
    const kept = rows.open(row) as (Passage & { progress: unknown }) | null;
    if (kept === null) return null;
    const progress = progressFromJson(kept.progress);
    return progress === null ? null : { ...kept, progress };
  }

  /** Read first: another browser must not be able to spend this one's page. */
  async function takeRow(
    id: string,
    browser: Browser,
    fits: (passage: Passage) => boolean,
  ): Promise<Passage | null> {
    const now = clock.now();
    const row = await store.get('transaction', id, now);
    if (row === null || row.parent !== browser.digest) return null;
    const passage = opened(row);
    if (passage === null || !fits(passage)) return null;
    return (await store.take('transaction', id, now)) === null ? null : passage;
  }

  return {
    async begin(passage, browser) {
      const execution = newExecution();
      const id = ticketDigest(execution);
      const owner = ownerOf(passage.authentication.principal.id);
      const kept = { ...passage, progress: progressToJson(passage.progress) };
      await store.apply([
        {
          do: 'put',
          row: {
            kind: 'transaction',
            id,
            parent: browser.digest,
            owner,
            value: rows.seal('transaction', id, kept),
            createdAt: clock.now(),
            expiresAt: passage.startedAt + lifetime,
          },
        },
        { do: 'trim', kind: 'transaction', owner, keep: MOST_PER_PERSON },
      ]);
      return execution;
    },
    take: (execution, browser) => takeRow(ticketDigest(execution), browser, () => true),
    takeWaiting: (id, browser) => takeRow(id, browser, ({ awaiting }) => awaiting === 'busy'),
  };
}
