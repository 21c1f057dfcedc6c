// Values at rest: JSON, sealed for the row they belong to, so that no row can stand in for another (W7).
import { Buffer } from 'node:buffer';
import type { Sealer } from '../sealing/seal.ts';
import type { Row, RowKind } from './stores/ticket-store.ts';

export interface SealedRows {
  seal(kind: RowKind, id: string, value: unknown): Uint8Array;
  /** The value that was sealed for exactly this row, or null when it is not readable. The store is untrusted input. */
  open(row: Row): unknown;
}

export function createSealedRows(sealer: Sealer): SealedRows {
  return {
    seal: (kind, id, value) => sealer.sealBytes(JSON.stringify(value), `${kind}/${id}`),
    open(row) {
      const plain = sealer.openBytes(row.value, `${row.kind}/${row.id}`);
      return plain === null ? null : (JSON.parse(Buffer.from(plain).toString()) as unknown);
    },
  };
}
