// A check that could not be made is not made again at once (D9, D32): whoever loads the page again, or opens it in
// another tab, waits as long as one who presses its button. Counted by person and definition, in the store.
import type { Clock, Plan } from '@vestibule/interrupt';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { ticketDigest } from '../sso/ticket-id.ts';

/** Between two tries to ask inquirers that failed; milliseconds. */
const PAUSE = 5_000;

export interface FailedChecks {
  /** Whole seconds before this person's check at this definition is made again; 0: it may be made now. */
  wait(principalId: string, definition: number | null): Promise<number>;
  /** The check was made and could not be; answers the seconds to wait. */
  note(principalId: string, definition: number | null): Promise<number>;
}

export interface FailedChecksOptions {
  readonly store: TicketStore;
  readonly clock: Clock;
  /** Where no failure keeps the door shut there is nothing to wait for, and nothing to look up. */
  readonly plan: Plan;
}

export function createFailedChecks({ store, clock, plan }: FailedChecksOptions): FailedChecks {
  const canShut = plan.some(
    ({ failureMode }) =>
      failureMode.mode === 'CLOSED' ||
      (failureMode.mode === 'LAST_KNOWN' && failureMode.otherwise === 'CLOSED'),
  );
  const idOf = (principalId: string, definition: number | null): string =>
    ticketDigest(`failed-check/${JSON.stringify([principalId, definition])}`);
  return {
    async wait(principalId, definition) {
      if (!canShut) return 0;
      const now = clock.now();
      const row = await store.get('failed-check', idOf(principalId, definition), now);
      return row === null ? 0 : Math.ceil((row.expiresAt - now) / 1000);
    },
    async note(principalId, definition) {
      const now = clock.now();
      const id = idOf(principalId, definition);
      const value = new Uint8Array(0);
      const row = { kind: 'failed-check', id, parent: null, owner: null, value } as const;
      await store.apply([{ do: 'put', row: { ...row, createdAt: now, expiresAt: now + PAUSE } }]);
      return PAUSE / 1000;
    },
  };
}
