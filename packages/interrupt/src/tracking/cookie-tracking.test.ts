import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PatternTest } from '../service-policy.ts';
import { describeTracking, testBrowser, testFingerprint } from '../testing/tracking-contract.ts';
import { COOKIE_VALUE_LIMIT, createCookieTracking, type CookieTracking } from './cookie-tracking.ts';
import { createJoseProtection } from './protection/jose.ts';
import { plainProtection } from './protection/plain.ts';
import type { Protection } from './protection/protection.ts';
import { createSealedProtection } from './protection/sealed.ts';
import type { TrackingRequest } from './tracking.ts';

const clock = { now: () => Date.UTC(2030, 0, 1) };
const notice = testFingerprint('notice');
const sealed = createSealedProtection(randomBytes(32), randomBytes);

async function jose(strategy: 'ENCRYPT_AND_SIGN' | 'SIGN_AND_ENCRYPT'): Promise<Protection> {
  const key = (): string => randomBytes(64).toString('base64url');
  const made = await createJoseProtection({
    strategy,
    encryption: { key: key(), keySize: 512 },
    signing: { key: key(), keySize: 512 },
    alg: null,
  });
  if (made.kind === 'refused') assert.fail(made.faults[0]?.message);
  return made.protection;
}

const protections: readonly (readonly [string, Protection])[] = [
  ['sealed', sealed],
  ['ENCRYPT_AND_SIGN', await jose('ENCRYPT_AND_SIGN')],
  ['SIGN_AND_ENCRYPT', await jose('SIGN_AND_ENCRYPT')],
  ['plain', plainProtection],
];

for (const [name, protection] of protections) {
  describeTracking(`cookie, ${name}`, async (ticking) =>
    createCookieTracking({ protection, pinToSession: true, allowedAddresses: null, clock: ticking }),
  );
}

interface Pinning {
  readonly pinToSession?: boolean;
  readonly allowedAddresses?: PatternTest | null;
  readonly protection?: Protection;
}

function engine({
  pinToSession = true,
  allowedAddresses = null,
  protection = sealed,
}: Pinning = {}): CookieTracking {
  return createCookieTracking({ protection, pinToSession, allowedAddresses, clock });
}

/** Whether what was acknowledged under the first facts counts under the second. */
async function holds(tracking: CookieTracking, then: Facts, now: Facts): Promise<boolean> {
  const browser = testBrowser();
  await tracking.remember(browser.request('casuser', then), notice);
  return (await tracking.recall(browser.request('casuser', now))).has(notice);
}
type Facts = Partial<Pick<TrackingRequest, 'clientAddress' | 'userAgent'>>;

test('INT-84 forgetting expires the cookie, and what it held is gone', async () => {
  const browser = testBrowser();
  await engine().remember(browser.request('casuser'), notice);
  engine().forget(browser.request('casuser'));
  assert.equal(browser.sent.at(-1), null);
  assert.equal((await engine().recall(browser.request('casuser'))).has(notice), false);
});

test('INT-85 a pinned cookie counts only from its address and its User-Agent', async () => {
  assert.equal(await holds(engine(), {}, {}), true);
  assert.equal(await holds(engine(), {}, { clientAddress: '192.0.2.8' }), false);
  assert.equal(await holds(engine(), {}, { userAgent: 'curl/8' }), false);
  assert.equal(await holds(engine(), {}, { userAgent: null }), false);
  assert.equal(await holds(engine(), { userAgent: null }, {}), false);
});

test('INT-85 without pinning it counts from everywhere; a pinning server takes no unpinned one', async () => {
  const loose = engine({ pinToSession: false });
  assert.equal(await holds(loose, {}, { clientAddress: '::1', userAgent: null }), true);
  const browser = testBrowser();
  await loose.remember(browser.request('casuser'), notice);
  assert.equal((await engine().recall(browser.request('casuser'))).has(notice), false);
});

test('INT-86 another address that the pattern allows is accepted, but not another User-Agent', async () => {
  const allowedAddresses: PatternTest = {
    source: '10\\..+',
    test: (input) => (input.startsWith('10.') ? 'match' : input.length > 4096 ? 'too-long' : 'no-match'),
  };
  const tracking = engine({ allowedAddresses });
  assert.equal(await holds(tracking, {}, { clientAddress: '10.0.0.1' }), true);
  assert.equal(await holds(tracking, {}, { clientAddress: '11.0.0.1' }), false);
  assert.equal(await holds(tracking, {}, { clientAddress: '9'.repeat(5000) }), false);
  assert.equal(await holds(tracking, {}, { clientAddress: '10.0.0.1', userAgent: 'curl/8' }), false);
});

test('INT-99 D15 an @ in the User-Agent does no harm, and a missing User-Agent is no error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.string({ unit: 'binary' })),
      fc.string(),
      async (userAgent, clientAddress) => {
        assert.equal(await holds(engine(), { userAgent, clientAddress }, { userAgent, clientAddress }), true);
      },
    ),
  );
  const odd = 'Mail@gent/1.0 (ops@example.org)';
  assert.equal(await holds(engine(), { userAgent: odd }, { userAgent: odd }), true);
  assert.equal(await holds(engine(), { userAgent: null }, { userAgent: null }), true);
});

test('INT-87 a tampered value counts as absent: any letter changed, cut off or added', async () => {
  for (const [name, protection] of protections.slice(0, 3)) {
    const tracking = engine({ protection });
    const browser = testBrowser();
    await tracking.remember(browser.request('casuser'), notice);
    const value = browser.presented[0] ?? '';
    const changed = (at: number): string =>
      value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
    const places = Array.from({ length: 40 }, (_, i) => Math.floor((i * value.length) / 40));
    for (const other of [
      ...places.map((at) => changed(at)),
      value.slice(1),
      value.slice(0, -1),
      `${value}A`,
    ]) {
      browser.presented = [other];
      assert.equal((await tracking.recall(browser.request('casuser'))).has(notice), false, name);
    }
  }
});

test('INT-87 a protection that throws is a cookie that is absent', async () => {
  const protection: Protection = {
    protect: (plain) => plain,
    unprotect() {
      throw new Error('no');
    },
  };
  assert.equal(await holds(engine({ protection }), {}, {}), false);
});

test('D15 two cookies of one name count as none and are expired', async () => {
  const browser = testBrowser();
  await engine().remember(browser.request('casuser'), notice);
  const [value = ''] = browser.presented;
  browser.presented = [value, value];
  assert.equal((await engine().recall(browser.request('casuser'))).has(notice), false);
  assert.equal(browser.sent.at(-1), null);
  browser.presented = ['planted', value];
  await engine().remember(browser.request('casuser'), testFingerprint('other'));
  const known = await engine().recall(browser.request('casuser'));
  assert.deepEqual([known.has(notice), known.has(testFingerprint('other'))], [false, true]);
});

test('D15 a full cookie stays under 3,800 bytes, whoever the people and whatever their browsers', async () => {
  const facts = fc.record({
    principalId: fc.string({ maxLength: 2000 }),
    clientAddress: fc.string({ maxLength: 2000 }),
    userAgent: fc.option(fc.string({ maxLength: 5000 })),
    fingerprints: fc.array(fc.string({ minLength: 1, maxLength: 100 }), { minLength: 32, maxLength: 40 }),
  });
  for (const [name, protection] of protections) {
    const tracking = engine({ protection });
    await fc.assert(
      fc.asyncProperty(facts, async ({ principalId, fingerprints, ...rest }) => {
        const browser = testBrowser();
        for (const fingerprint of fingerprints) {
          await tracking.remember(browser.request(principalId, rest), fingerprint);
        }
        for (const value of browser.sent) {
          assert.match(value ?? '', /^[A-Za-z0-9._-]+$/, name);
          assert.ok(Buffer.byteLength(value ?? '') < COOKIE_VALUE_LIMIT, name);
        }
      }),
      { numRuns: 5 },
    );
  }
});

test('D15 a wasteful protection loses the oldest, and one that never fits loses the cookie', async () => {
  const wasteful = (factor: number): Protection => ({
    protect: (plain) => plain.padEnd(plain.length * factor, ' '),
    unprotect: (value) => value.trimEnd(),
  });
  const tracking = engine({ protection: wasteful(5) });
  const browser = testBrowser();
  for (let i = 0; i < 32; i += 1) await tracking.remember(browser.request('casuser'), testFingerprint(i));
  assert.ok(browser.sent.every((value) => value !== null && Buffer.byteLength(value) < COOKIE_VALUE_LIMIT));
  const known = await tracking.recall(browser.request('casuser'));
  assert.deepEqual([known.has(testFingerprint(0)), known.has(testFingerprint(31))], [false, true]);

  const hopeless = testBrowser();
  await engine({ protection: wasteful(100) }).remember(hopeless.request('casuser'), notice);
  assert.deepEqual(hopeless.sent, [null]);
});

test('D15 the cookie holds no name, no address and no payload', async () => {
  const browser = testBrowser();
  await engine({ protection: plainProtection }).remember(browser.request('casuser'), notice);
  const content = Buffer.from(browser.presented[0] ?? '', 'base64url').toString();
  for (const told of ['casuser', '192.0.2.7', 'Mozilla', notice]) assert.ok(!content.includes(told), told);
});
