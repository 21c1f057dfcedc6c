import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { describeLastKnown } from '@vestibule/interrupt/testing';
import { createSealer } from '../sealing/seal.ts';
import { createLastKnownRows } from './last-known-rows.ts';
import { createSealedRows } from './sealed-rows.ts';
import { createMemoryStore } from './stores/memory-store.ts';

const at = Date.UTC(2030, 0, 1);
const sealed = (): ReturnType<typeof createSealedRows> =>
  createSealedRows(createSealer(randomBytes(32), randomBytes));

describeLastKnown(
  'in the ticket store',
  async () => createLastKnownRows({ store: createMemoryStore(), rows: sealed(), clock: { now: () => at } }),
  at,
);

test('D9 an answer is gone after its time, and one that another key sealed is left out', async () => {
  const store = createMemoryStore();
  const clock = { now: (): number => time };
  let time = at;
  const answers = createLastKnownRows({ store, rows: sealed(), clock });
  await answers.keep('rest', 'casuser', { service: '1', response: null, at }, 1000);
  assert.deepEqual(await createLastKnownRows({ store, rows: sealed(), clock }).list('rest', 'casuser'), []);
  time = at + 999;
  assert.equal((await answers.list('rest', 'casuser')).length, 1);
  time = at + 1000;
  assert.equal((await answers.list('rest', 'casuser')).length, 0);
});
