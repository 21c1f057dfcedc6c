// Tracking engines of an operator's own: what is refused, and that a fault lets nobody past (D14).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { silentLogger, type Logger } from '../ports.ts';
import { memoryAcknowledgements } from '../testing/memory-acknowledgements.ts';
import { describeTracking, testBrowser } from '../testing/tracking-contract.ts';
import {
  customTracking,
  loadTrackingModule,
  type CustomTracking,
  type LoadedTracking,
} from './custom-tracking.ts';
import { createStoreTracking } from './store-tracking.ts';

describeTracking('handed over by code', async (clock) =>
  customTracking(createStoreTracking({ rows: memoryAcknowledgements(), clock }), { logger: silentLogger }),
);

async function load(context: TestContext, text: string): Promise<LoadedTracking> {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-tracking-'));
  context.after(() => rmSync(directory, { recursive: true }));
  const module = join(directory, 'tracking.mjs');
  writeFileSync(module, text);
  return loadTrackingModule({ module, logger: silentLogger, clock: { now: () => 7 } });
}

test('D14 a module is an engine or makes one', async (context) => {
  const request = testBrowser().request('casuser');
  const object = await load(context, 'export default { recall: () => new Set(["f"]), remember() {} };');
  assert.ok(object.ok);
  assert.equal(object.tracking.kind, 'custom');
  assert.equal((await object.tracking.recall(request)).has('f'), true);
  const made = await load(
    context,
    `export default ({ clock }) => ({
       at: null, recall() { return new Set([this.at]); }, remember(_, fingerprint) { this.at = fingerprint + clock.now(); },
     });`,
  );
  assert.ok(made.ok);
  await made.tracking.remember(request, 'f');
  assert.equal((await made.tracking.recall(request)).has('f7'), true);
});

test('D14 a module that makes no engine is refused with what it lacks', async (context) => {
  const half = await load(context, 'export default { recall: () => new Set() };');
  assert.ok(!half.ok);
  assert.match(half.detail, /tracking\.mjs makes no tracking engine: it has no function "remember"/);
  const none = await load(context, 'export default () => ({});');
  assert.ok(!none.ok);
  assert.match(none.detail, /no function "recall", "remember"/);
  const broken = await load(context, `throw new Error('no disk');`);
  assert.ok(!broken.ok);
  assert.match(broken.detail, /cannot be loaded: Error: no disk/);
});

test('INT-87 D14 an engine that fails, hangs or answers nonsense has acknowledged nothing', async () => {
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, error: (_, message) => void lines.push(message) };
  const request = testBrowser().request('casuser');
  const recalls: (() => unknown)[] = [
    () => assert.fail('no disk'),
    () => Promise.reject(new Error('no disk')),
    () => new Promise(() => undefined),
    () => null,
    () => ['fingerprint'],
    () => ({ has: () => 'yes' }),
    () => ({ has: () => assert.fail('no disk') }),
    () => ({ has: () => Promise.resolve(true) }),
  ];
  for (const recall of recalls) {
    const own = { recall, remember: () => undefined } as unknown as CustomTracking;
    const known = await customTracking(own, { logger, timeout: 20 }).recall(request);
    assert.equal(known.has('fingerprint'), false);
  }
  assert.equal(lines.length, 5);
});

test('D14 an engine that cannot remember keeps nobody from going on', async () => {
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, error: (_, message) => void lines.push(message) };
  for (const remember of [
    () => Promise.reject(new Error('full')),
    () => new Promise<void>(() => undefined),
  ]) {
    const tracking = customTracking({ recall: () => new Set(), remember }, { logger, timeout: 20 });
    await tracking.remember(testBrowser().request('casuser'), 'f');
  }
  assert.equal(lines.length, 2);
});
