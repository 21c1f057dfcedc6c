import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import type { Logger } from '@vestibule/interrupt';
import { startCleaner, systemInterval, type Interval } from './cleaner.ts';
import { createMemoryStore } from './memory-store.ts';
import type { TicketStore } from './ticket-store.ts';

function bench(store: TicketStore) {
  let tick = (): void => assert.fail('not started');
  let milliseconds = 0;
  let stopped = false;
  const interval: Interval = (run, every) => {
    tick = run;
    milliseconds = every;
    return { stop: () => (stopped = true) };
  };
  const lines: string[] = [];
  const say = (_fields: object, message: string): void => void lines.push(message);
  const logger: Logger = { debug: say, info: say, warn: say, error: say };
  const clock = { now: () => 500 };
  const cleaner = startCleaner({ store, clock, interval, logger });
  return { cleaner, tick: () => tick(), lines, every: () => milliseconds, stopped: () => stopped };
}

test('W7 expired rows are erased every minute', async () => {
  const store = createMemoryStore();
  const row = { kind: 'session', parent: null, owner: null, value: Buffer.from('v'), createdAt: 1 } as const;
  await store.apply([
    { do: 'put', row: { ...row, id: 'dead', expiresAt: 500 } },
    { do: 'put', row: { ...row, id: 'live', expiresAt: 501 } },
  ]);
  const { cleaner, tick, every, stopped } = bench(store);
  assert.equal(every(), 60_000);
  tick();
  await cleaner.close();
  assert.ok(stopped());
  assert.equal(await store.get('session', 'dead', 0), null);
  assert.notEqual(await store.get('session', 'live', 0), null);
});

test('a slow round is not joined by a second, and close waits for it', async () => {
  let rounds = 0;
  let finish = (): void => undefined;
  const slow = {
    ...createMemoryStore(),
    removeExpired: () =>
      new Promise<number>((resolve) => {
        rounds += 1;
        finish = () => resolve(1);
      }),
  };
  const { cleaner, tick } = bench(slow);
  tick();
  tick();
  assert.equal(rounds, 1);
  let closed = false;
  const closing = cleaner.close().then(() => (closed = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(closed, false);
  finish();
  await closing;
});

test('a round that fails is said, and the next one runs', async () => {
  let rounds = 0;
  const failing: TicketStore = {
    ...createMemoryStore(),
    removeExpired() {
      rounds += 1;
      throw new Error('disk');
    },
  };
  const { cleaner, tick, lines } = bench(failing);
  tick();
  await new Promise((resolve) => setImmediate(resolve));
  tick();
  await cleaner.close();
  assert.equal(rounds, 2);
  assert.deepEqual(lines, ['expired rows could not be erased', 'expired rows could not be erased']);
});

test('the real interval stops', () => {
  systemInterval(() => assert.fail('ran'), 1).stop();
});
