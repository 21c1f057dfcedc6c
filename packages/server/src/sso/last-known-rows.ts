// The last good answers of inquirers, for the failure mode LAST_KNOWN (D9).
import { createHash } from 'node:crypto';
import { responseFromJson, responseToJson, type LastKnownAnswers } from '@vestibule/interrupt';
import type { RowsOptions } from './acknowledgement-rows.ts';
import { ownerOf } from './owner.ts';

interface Kept {
  readonly response: unknown;
  readonly at: number;
}

export function createLastKnownRows({ store, rows, clock }: RowsOptions): LastKnownAnswers {
  const idOf = (inquirer: string, principalId: string, service: string): string =>
    createHash('sha256').update(JSON.stringify([inquirer, principalId, service])).digest('base64url');
  return {
    async recall(inquirer, principalId, service) {
      const row = await store.get('last-known', idOf(inquirer, principalId, service), clock.now());
      const kept = row === null ? null : (rows.open(row) as Kept | null);
      if (kept === null) return null;
      if (kept.response === null) return { response: null, at: kept.at };
      const response = responseFromJson(kept.response);
      return response === null ? null : { response, at: kept.at };
    },
    async keep(inquirer, principalId, service, { response, at }, maxAge) {
      const id = idOf(inquirer, principalId, service);
      const kept: Kept = { response: response === null ? null : responseToJson(response), at };
      const value = rows.seal('last-known', id, kept);
      const owner = ownerOf(principalId);
      await store.apply([
        { do: 'put', row: { kind: 'last-known', id, parent: null, owner, value, createdAt: at, expiresAt: at + maxAge } },
      ]);
    },
    async forget(inquirer, principalId, service) {
      await store.apply([{ do: 'remove', kind: 'last-known', id: idOf(inquirer, principalId, service) }]);
    },
  };
}
