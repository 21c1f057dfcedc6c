import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryAcknowledgements } from '../testing/memory-acknowledgements.ts';
import { describeTracking, testBrowser, testFingerprint } from '../testing/tracking-contract.ts';
import { createStoreTracking } from './store-tracking.ts';

describeTracking('store', async (clock) => createStoreTracking({ rows: memoryAcknowledgements(), clock }));

test('D14 a store follows the person to another browser, and sends no cookie', async () => {
  const tracking = createStoreTracking({ rows: memoryAcknowledgements(), clock: { now: () => 7 } });
  const [one, other] = [testBrowser(), testBrowser()];
  await tracking.remember(one.request('casuser'), testFingerprint('notice'));
  const known = await tracking.recall(other.request('casuser', { userAgent: null, clientAddress: '::1' }));
  assert.equal(known.has(testFingerprint('notice')), true);
  assert.deepEqual([...one.sent, ...other.sent], []);
});

test('W2 a store is told when, and how many to keep', async () => {
  const rows = memoryAcknowledgements();
  const tracking = createStoreTracking({ rows, clock: { now: () => 7 }, maxPerPrincipal: 2 });
  for (const i of [1, 2, 3]) await tracking.remember(testBrowser().request('casuser'), testFingerprint(i));
  assert.deepEqual(await rows.list('casuser'), [
    { fingerprint: testFingerprint(2), at: 7 },
    { fingerprint: testFingerprint(3), at: 7 },
  ]);
});
