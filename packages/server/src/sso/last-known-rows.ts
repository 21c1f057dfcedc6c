// The last good answers of inquirers, for the failure mode LAST_KNOWN (D9).
import { createHash } from 'node:crypto';
import {
  responseFromJson,
  responseToJson,
  type KnownAnswer,
  type LastKnownAnswers,
} from '@vestibule/interrupt';
import type { RowsOptions } from './acknowledgement-rows.ts';
import { ownerOf } from './owner.ts';

interface Kept {
  readonly inquirer: string;
  readonly service: string;
  readonly response: unknown;
  readonly at: number;
}

export function createLastKnownRows({ store, rows, clock }: RowsOptions): LastKnownAnswers {
  return {
    async list(inquirer, principalId) {
      const found = await store.owned('last-known', ownerOf(principalId), clock.now());
      return found
        .map((row) => rows.open(row) as Kept | null)
        .filter((kept) => kept?.inquirer === inquirer)
        .map((kept) => (kept === null ? null : known(kept)))
        .filter((answer) => answer !== null);
    },
    async keep(inquirer, principalId, { service, response, at }, maxAge) {
      const id = createHash('sha256')
        .update(JSON.stringify([inquirer, principalId, service]))
        .digest('base64url');
      const kept: Kept = {
        inquirer,
        service,
        response: response === null ? null : responseToJson(response),
        at,
      };
      const value = rows.seal('last-known', id, kept);
      const owner = ownerOf(principalId);
      await store.apply([
        {
          do: 'put',
          row: { kind: 'last-known', id, parent: null, owner, value, createdAt: at, expiresAt: at + maxAge },
        },
      ]);
    },
  };
}

/** Null when the payload in it cannot be read. */
function known({ service, response: json, at }: Kept): KnownAnswer | null {
  if (json === null) return { service, response: null, at };
  const response = responseFromJson(json);
  return response === null ? null : { service, response, at };
}
