// Acknowledgements kept on the server (`cas.interrupt.tracking.type=STORE`): they follow the person to any browser.
import { createHash } from 'node:crypto';
import type { Acknowledgement, AcknowledgementStore, Clock } from '@vestibule/interrupt';
import { ownerOf } from './owner.ts';
import type { SealedRows } from './sealed-rows.ts';
import type { TicketStore } from './stores/ticket-store.ts';

/** As long as a remembered session may last; a notice that old may be shown once more (spec ceiling, CAS-22). */
const KEPT_FOR = 90 * 24 * 60 * 60 * 1000;

export interface RowsOptions {
  readonly store: TicketStore;
  readonly rows: SealedRows;
  readonly clock: Clock;
}

export function createAcknowledgementRows({ store, rows, clock }: RowsOptions): AcknowledgementStore {
  return {
    async list(principalId) {
      const found = await store.owned('acknowledgement', ownerOf(principalId), clock.now());
      return found.map((row) => rows.open(row) as Acknowledgement | null).filter((kept) => kept !== null);
    },
    async add(principalId, { fingerprint, at }, keep) {
      const owner = ownerOf(principalId);
      const id = createHash('sha256').update(`${owner}/${fingerprint}`).digest('base64url');
      const value = rows.seal('acknowledgement', id, { fingerprint, at });
      await store.apply([
        {
          do: 'put',
          row: {
            kind: 'acknowledgement',
            id,
            parent: null,
            owner,
            value,
            createdAt: at,
            expiresAt: at + KEPT_FOR,
          },
        },
        { do: 'trim', kind: 'acknowledgement', owner, keep },
      ]);
    },
  };
}
