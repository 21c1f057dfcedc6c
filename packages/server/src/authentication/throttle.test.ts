import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSqliteStore } from '../sso/stores/sqlite-store.ts';
import { createMemoryStore } from '../sso/stores/memory-store.ts';
import type { Row, TicketStore } from '../sso/stores/ticket-store.ts';
import {
  createLoginThrottle,
  THROTTLE_DEFAULTS,
  type LoginThrottle,
  type ThrottleSettings,
} from './throttle.ts';

const START = Date.parse('2026-06-15T12:00:00Z');
const CASUSER = { address: '192.0.2.1', username: 'casuser' };

/** The memory store, with what it was asked counted and what it was given kept. */
function watchedStore() {
  const store = createMemoryStore();
  const rows: Row[] = [];
  const calls = { reads: 0, writes: 0 };
  const watched: TicketStore = {
    ...store,
    owned: (kind, owner, now) => {
      calls.reads += 1;
      return store.owned(kind, owner, now);
    },
    insert: (row, now) => {
      calls.writes += 1;
      rows.push(row);
      return store.insert(row, now);
    },
  };
  return { store: watched, rows, calls };
}

function bench(settings: ThrottleSettings = { threshold: 5, rangeSeconds: 60 }) {
  const time = { now: START };
  const { store, rows, calls } = watchedStore();
  const key = Buffer.alloc(32, 7);
  const clock = { now: () => time.now };
  const open = () => createLoginThrottle({ settings, store, clock, random: randomBytes, key });
  return { time, store, rows, calls, open, throttle: open() };
}

async function attempt(throttle: LoginThrottle, who: typeof CASUSER, succeeds: boolean) {
  const answer = await throttle.guard(
    who,
    async () => succeeds,
    (result) => !result,
  );
  return answer.kind === 'throttled' ? answer.retryAfterSeconds : 'checked';
}

async function attempts(throttle: LoginThrottle, count: number, who: typeof CASUSER, succeeds: boolean) {
  const answers: (number | 'checked')[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await attempt(throttle, who, succeeds));
  return answers;
}

test('W6 the sixth failure of a name at an address waits for the first to leave the window', async () => {
  const { throttle, time } = bench();
  for (let index = 0; index < 5; index += 1) {
    assert.equal(await attempt(throttle, CASUSER, false), 'checked');
    time.now += 1000;
  }
  assert.equal(await attempt(throttle, CASUSER, true), 55);
  time.now += 54_999;
  assert.equal(await attempt(throttle, CASUSER, true), 1);
  time.now += 1;
  assert.equal(await attempt(throttle, CASUSER, true), 'checked');
});

test('W6 being turned away does not make the wait longer', async () => {
  const { throttle, time } = bench();
  await attempts(throttle, 5, CASUSER, false);
  for (let second = 0; second < 60; second += 1) {
    assert.equal(await attempt(throttle, CASUSER, false), 60 - second);
    time.now += 1000;
  }
  assert.equal(await attempt(throttle, CASUSER, true), 'checked');
});

test('W6 another name at the address, and the name at another address, are free', async () => {
  const { throttle } = bench();
  await attempts(throttle, 5, CASUSER, false);
  assert.equal(await attempt(throttle, { ...CASUSER, username: 'other' }, true), 'checked');
  assert.equal(await attempt(throttle, { ...CASUSER, address: '192.0.2.2' }, true), 'checked');
});

test('W6 an address has four times the failures of a name, over all names', async () => {
  const { throttle } = bench();
  for (let index = 0; index < 20; index += 1) {
    assert.equal(await attempt(throttle, { ...CASUSER, username: `user${index}` }, false), 'checked');
  }
  assert.equal(await attempt(throttle, { ...CASUSER, username: 'user99' }, true), 60);
});

test('W6 the addresses of one IPv6 /64 count as one, and so do spellings of a name', async () => {
  const { throttle } = bench();
  const spellings = ['casuser', 'CASUSER', ' casuser', 'Casuser ', 'ｃasuser'];
  for (const [index, username] of spellings.entries()) {
    await attempt(throttle, { address: `2001:db8::${index}`, username }, false);
  }
  assert.equal(await attempt(throttle, { address: '2001:db8::ffff', username: 'casuser' }, true), 60);
});

test('W6 a success forgets nothing, so an own account buys no further guesses', async () => {
  const { throttle } = bench();
  for (let index = 0; index < 20; index += 1) {
    await attempt(throttle, { ...CASUSER, username: `victim${index}` }, false);
    if (index < 19) assert.equal(await attempt(throttle, { ...CASUSER, username: 'own' }, true), 'checked');
  }
  assert.equal(await attempt(throttle, { ...CASUSER, username: 'own' }, true), 60);
});

test('W6 a login that succeeds costs one read and no write', async () => {
  const { throttle, calls } = bench();
  assert.deepEqual(await attempts(throttle, 100, CASUSER, true), Array(100).fill('checked'));
  assert.deepEqual(calls, { reads: 100, writes: 0 });
});

test('W6 failures outlive a restart of the server', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-throttle-'));
  context.after(() => rmSync(directory, { recursive: true }));
  const parts = {
    settings: THROTTLE_DEFAULTS,
    clock: { now: () => START },
    random: randomBytes,
    key: Buffer.alloc(32, 7),
  };
  const running = async (use: (throttle: LoginThrottle) => Promise<void>) => {
    const opened = openSqliteStore(join(directory, 'tickets.db'));
    assert.equal(opened.kind, 'ready');
    await use(createLoginThrottle({ ...parts, store: opened.store }));
    await opened.store.close();
  };
  await running(async (throttle) => {
    const burst = await Promise.all(Array.from({ length: 9 }, () => attempt(throttle, CASUSER, false)));
    assert.equal(burst.filter((answer) => answer === 'checked').length, 5);
  });
  await running(async (throttle) => assert.equal(await attempt(throttle, CASUSER, true), 60));
});

test('W7 what is kept of a failure holds neither name nor address', async () => {
  const { throttle, rows } = bench();
  await attempts(throttle, 5, CASUSER, false);
  assert.equal(rows.length, 5);
  const kept = JSON.stringify(rows.map((row) => ({ ...row, value: Buffer.from(row.value).toString() })));
  assert.doesNotMatch(kept, /casuser|192\.0\.2/);
});

test('W6 -1 turns it off', async () => {
  for (const settings of [
    { threshold: -1, rangeSeconds: 60 },
    { threshold: 5, rangeSeconds: -1 },
  ]) {
    const { throttle, calls } = bench(settings);
    assert.deepEqual(await attempts(throttle, 30, CASUSER, false), Array(30).fill('checked'));
    assert.deepEqual(calls, { reads: 0, writes: 0 });
  }
});

test('W6 a burst of a hundred wrong passwords gets five checks', async () => {
  const { throttle } = bench();
  const answers = await Promise.all(Array.from({ length: 100 }, () => attempt(throttle, CASUSER, false)));
  assert.equal(answers.filter((answer) => answer === 'checked').length, 5);
});

test('W6 a burst over a hundred names gets twenty checks', async () => {
  const { throttle } = bench();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      attempt(throttle, { ...CASUSER, username: `user${index}` }, false),
    ),
  );
  assert.equal(answers.filter((answer) => answer === 'checked').length, 20);
});

test('W6 a hundred people who sign in from one address at once all get in', async () => {
  const { throttle } = bench();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      attempt(throttle, { ...CASUSER, username: `user${index}` }, true),
    ),
  );
  assert.deepEqual(answers, Array(100).fill('checked'));
});

test('W6 a check that throws counts as a failure and leaves nothing under way', async () => {
  const { throttle } = bench();
  for (let index = 0; index < 5; index += 1) {
    const check = () => Promise.reject(new Error('defect'));
    await assert.rejects(
      throttle.guard(CASUSER, check, () => false),
      /defect/,
    );
  }
  assert.equal(await attempt(throttle, CASUSER, true), 60);
});

test('W6 a store that cannot answer lets nobody through and leaves nothing under way', async () => {
  const { store, open } = bench();
  const owned = store.owned.bind(store);
  const throttle = open();
  store.owned = () => Promise.reject(new Error('store is gone'));
  for (let index = 0; index < 6; index += 1) await assert.rejects(attempt(throttle, CASUSER, true), /gone/);
  store.owned = owned;
  assert.equal(await attempt(throttle, CASUSER, true), 'checked');
});

test('W6 whatever the interleaving, no window holds more failing checks than allowed', async () => {
  const plan = fc.array(
    fc.record({
      name: fc.nat({ max: 9 }),
      succeeds: fc.boolean(),
      /** Milliseconds that pass before the try. */
      pause: fc.constantFrom(0, 0, 0, 1, 400, 1500),
      /** Whether the next try waits for this one. */
      awaited: fc.boolean(),
    }),
    { maxLength: 80 },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plan, async (scheduler, tries) => {
      const settings = { threshold: 2, rangeSeconds: 2 };
      const { throttle, time } = bench(settings);
      const begun: { name: string; at: number }[] = [];
      const pending: Promise<unknown>[] = [];
      for (const { name, succeeds, pause, awaited } of tries) {
        time.now += pause;
        const who = { address: '192.0.2.1', username: `user${name}` };
        const check = async () => {
          if (!succeeds) begun.push({ name: who.username, at: time.now });
          await scheduler.schedule(Promise.resolve());
          return succeeds;
        };
        pending.push(throttle.guard(who, check, (result) => !result));
        if (awaited) await scheduler.waitIdle();
      }
      await scheduler.waitFor(Promise.all(pending));

      for (const { at } of begun) {
        const window = begun.filter(
          (other) => other.at >= at && other.at < at + settings.rangeSeconds * 1000,
        );
        assert.ok(window.length <= settings.threshold * 4, 'too many checks of the address');
        for (const { name } of window) {
          const ofName = window.filter((other) => other.name === name);
          assert.ok(ofName.length <= settings.threshold, 'too many checks of a name');
        }
      }
      // Nothing is left behind: after the window everybody is let in again.
      time.now += settings.rangeSeconds * 1000;
      assert.equal(await attempt(throttle, { ...CASUSER, username: 'user0' }, true), 'checked');
    }),
    { numRuns: 200 },
  );
});

test('D26 more tries than may wait are turned away unlooked at, and have not failed', async () => {
  const { throttle, calls } = bench();
  const end = Promise.withResolvers<boolean>();
  const ask = (username: string) =>
    throttle.guard(
      { address: '192.0.2.1', username },
      () => end.promise,
      (result) => !result,
    );
  // Twenty are looked at, a thousand wait for them.
  const asked = Array.from({ length: 1100 }, (_, index) => ask(`user${index}`));
  const busy = asked.slice(1000);
  for (const answer of await Promise.all(busy))
    assert.deepEqual(answer, { kind: 'busy', retryAfterSeconds: 1 });
  const elsewhere = await attempt(throttle, { address: '192.0.2.2', username: 'user0' }, true);
  assert.equal(elsewhere, 'checked');
  end.resolve(true);
  for (const { kind } of await Promise.all(asked.slice(0, 1000))) assert.equal(kind, 'allowed');
  assert.equal(calls.writes, 0);
});
