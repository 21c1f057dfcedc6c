// What every tracking engine must do, as tests that any engine can run: ours do, and one of an operator's can.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Clock } from '../ports.ts';
import type { Tracking, TrackingRequest } from '../tracking/tracking.ts';

/** A browser that keeps the tracking cookie between its requests, as far as the engine sends one. */
export interface TestBrowser {
  /** Cookie values, as the next request presents them. */
  presented: readonly string[];
  /** What the engine sent, in order; null is an expired cookie. */
  readonly sent: (string | null)[];
  request(principalId: string, facts?: Partial<TrackingRequest>): TrackingRequest;
}

export function testBrowser(): TestBrowser {
  const browser: TestBrowser = {
    presented: [],
    sent: [],
    request: (principalId, facts = {}) => ({
      principalId,
      presented: browser.presented,
      clientAddress: '192.0.2.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      present(value) {
        browser.sent.push(value);
        browser.presented = value === null ? [] : [value];
      },
      ...facts,
    }),
  };
  return browser;
}

/** A fingerprint as the gate makes them. */
export function testFingerprint(of: string | number): string {
  return createHash('sha256').update(String(of)).digest('base64url');
}

/** `createTracking` answers an engine that remembers nothing yet. 32 acknowledgements of a person must fit. */
export function describeTracking(name: string, createTracking: (clock: Clock) => Promise<Tracking>): void {
  let now = Date.UTC(2030, 0, 1);
  const clock: Clock = { now: () => now };
  const notice = testFingerprint('notice');
  const other = testFingerprint('other');

  describe(`tracking engine ${name}`, () => {
    test('knows nothing before anything was acknowledged', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      assert.equal((await tracking.recall(browser.request('casuser'))).has(notice), false);
      assert.deepEqual(browser.sent, []);
    });

    test('INT-42 what a person acknowledged is remembered for that person', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      await tracking.remember(browser.request('casuser'), notice);
      assert.equal((await tracking.recall(browser.request('casuser'))).has(notice), true);
    });

    test('INT-43 another payload is not taken for an acknowledged one', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      await tracking.remember(browser.request('casuser'), notice);
      assert.equal((await tracking.recall(browser.request('casuser'))).has(other), false);
    });

    test('INT-44 D15 one person’s acknowledgement does nothing for another in the same browser', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      await tracking.remember(browser.request('a'), notice);
      for (const id of ['b', 'A', 'a ', ' a', '', `a${notice}`, 'а']) {
        assert.equal((await tracking.recall(browser.request(id))).has(notice), false, id);
      }
      await tracking.remember(browser.request('b'), other);
      assert.equal((await tracking.recall(browser.request('a'))).has(notice), true);
      assert.equal((await tracking.recall(browser.request('b'))).has(other), true);
    });

    test('D14 acknowledgements add up, so that alternating payloads are not asked again', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      for (const fingerprint of [notice, other, notice]) {
        await tracking.remember(browser.request('casuser'), fingerprint);
      }
      const known = await tracking.recall(browser.request('casuser'));
      assert.deepEqual([known.has(notice), known.has(other)], [true, true]);
    });

    test('D15 32 are kept; the 33rd takes the place of the oldest', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      for (let i = 0; i < 32; i += 1) {
        now += 1000;
        await tracking.remember(browser.request('casuser'), testFingerprint(i));
      }
      const full = await tracking.recall(browser.request('casuser'));
      for (let i = 0; i < 32; i += 1) assert.equal(full.has(testFingerprint(i)), true, `number ${i}`);
      now += 1000;
      await tracking.remember(browser.request('casuser'), testFingerprint(32));
      const known = await tracking.recall(browser.request('casuser'));
      assert.equal(known.has(testFingerprint(0)), false);
      for (let i = 1; i <= 32; i += 1) assert.equal(known.has(testFingerprint(i)), true, `number ${i}`);
    });

    test('D15 acknowledging again makes an old one new, and takes no second place', async () => {
      const tracking = await createTracking(clock);
      const browser = testBrowser();
      for (const i of [...Array(32).keys(), 0, 32]) {
        now += 1000;
        await tracking.remember(browser.request('casuser'), testFingerprint(i));
      }
      const known = await tracking.recall(browser.request('casuser'));
      assert.equal(known.has(testFingerprint(0)), true);
      assert.equal(known.has(testFingerprint(1)), false);
      for (let i = 2; i <= 32; i += 1) assert.equal(known.has(testFingerprint(i)), true, `number ${i}`);
    });

    test('INT-87 a cookie that makes no sense is no error', async () => {
      const tracking = await createTracking(clock);
      // As the principal id too, so that each begins with nothing.
      for (const value of ['', '=', 'true', 'eyJ2IjoxfQ', 'a.b.c.d.e', '%00', 'é'.repeat(5000)]) {
        const browser = testBrowser();
        browser.presented = [value];
        assert.equal((await tracking.recall(browser.request(value))).has(notice), false);
        await tracking.remember(browser.request(value), notice);
        assert.equal((await tracking.recall(browser.request(value))).has(notice), true);
      }
    });
  });
}
