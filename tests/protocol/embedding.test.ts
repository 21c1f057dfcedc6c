// What an embedding program brings by code: inquirers and a tracking engine of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tracking } from '@vestibule/interrupt';
import { NEWS, openHouse } from './support/house.ts';

test('D14 a tracking engine brought by code is the one that is asked and told', async (t) => {
  const acknowledged = new Map<string, Set<string>>();
  const tracking: Tracking = {
    kind: 'custom',
    recall: async ({ principalId }) => acknowledged.get(principalId) ?? new Set(),
    remember: async ({ principalId }, fingerprint) => {
      acknowledged.set(principalId, new Set([...(acknowledged.get(principalId) ?? []), fingerprint]));
    },
  };
  const house = await openHouse(t, { tracking, notices: { anna: { message: 'Read this.' } } });
  const first = house.person();
  await first.enter('anna', NEWS);
  await first.proceed();
  assert.equal(acknowledged.get('anna')?.size, 1);
  assert.equal(await first.cookie('CASINTERRUPT'), undefined);
  // Another browser of hers: no page any more.
  const second = house.person();
  assert.ok((await second.enter('anna', NEWS)).ticket);
});
