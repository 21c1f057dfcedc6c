// How the tracking cookie is protected, by the settings of `cas.interrupt.cookie.crypto.*`, with keys of the operator or
// one that was generated (D15, INT-98). The same settings of `cas.tgc.*` are accepted without effect.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeKey } from '../../packages/server/src/command/keys.ts';
import { NEWS, openHouse, type House } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';
import { refusal } from './support/start-up.ts';

const CRYPTO = 'cas.interrupt.cookie.crypto';
const NOTICE = { message: 'Read this.' };
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

async function acknowledge(person: Person): Promise<string> {
  assert.ok(isInterrupt(await person.enter('anna', NEWS)));
  assert.ok((await person.proceed()).ticket);
  return (await person.cookie('CASINTERRUPT')) ?? '';
}

/** Credentials anew, with the cookies that the browser holds. */
const asksAgain = async (person: Person): Promise<boolean> =>
  isInterrupt(await person.enter('anna', NEWS, { renew: 'true' }));

/** A part of a compact JWS or JWE, or a whole unprotected value. */
const decoded = (text = ''): string => Buffer.from(text, 'base64url').toString();
const headerOf = (token: string): { alg: string; enc?: string } => JSON.parse(decoded(token.split('.')[0]));

const key = (size: number): string => {
  const made = makeKey({ size });
  assert.ok(made.ok);
  return (JSON.parse(made.output) as { k: string }).k;
};
const keys = (encryption: string, signing: string): Record<string, string> => ({
  [`${CRYPTO}.encryption.key`]: encryption,
  [`${CRYPTO}.signing.key`]: signing,
});

test('D15 strategy-type, alg and key sizes stand in the cookie, which counts again after a restart', async (t) => {
  // Settings, size of the encryption key, content encryption of the JWE, what is outside.
  for (const [settings, size, enc, outside] of [
    [{}, 512, 'A256CBC-HS512', 'JWS'],
    [{ 'strategy-type': 'ENCRYPT_AND_SIGN' }, 512, 'A256CBC-HS512', 'JWS'],
    [{ 'strategy-type': 'SIGN_AND_ENCRYPT' }, 512, 'A256CBC-HS512', 'JWE'],
    [{ 'encryption.key-size': 256 }, 256, 'A128CBC-HS256', 'JWS'],
    [
      { 'encryption.key-size': 256, alg: 'A256GCM', 'strategy-type': 'SIGN_AND_ENCRYPT' },
      256,
      'A256GCM',
      'JWE',
    ],
  ] as const) {
    const crypto = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [`${CRYPTO}.${name}`, value]),
    );
    const given = { ...crypto, ...keys(key(size), key(512)) };
    const house = await openHouse(t, { settings: given, notices: { anna: NOTICE } });
    const person = house.person();
    const value = await acknowledge(person);
    const outer = headerOf(value);
    assert.equal(value.split('.').length, outside === 'JWS' ? 3 : 5);
    if (outside === 'JWS') {
      assert.equal(outer.alg, 'HS512');
      const inner = decoded(value.split('.')[1] ?? '');
      assert.deepEqual([headerOf(inner).alg, headerOf(inner).enc], ['dir', enc]);
    } else {
      assert.deepEqual([outer.alg, outer.enc], ['dir', enc]);
    }
    await house.restart();
    assert.equal(await asksAgain(person), false);
    await house.restart(keys(key(size), key(512)));
    assert.equal(await asksAgain(person), true, 'under other keys it counts as absent');
    for (const name of ['encryption', 'signing'] as const)
      assert.equal(house.logged().includes(given[`${CRYPTO}.${name}.key`] ?? '?'), false);
  }
});

test('D15 a key as the generator of the reference prints it fits unchanged', async (t) => {
  // An octet key with "kty" and "k" of 512 bits (RFC 7515, A.1).
  const jwk = {
    kty: 'oct',
    k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  };
  const house = await openHouse(t, { settings: keys(jwk.k, jwk.k), notices: { anna: NOTICE } });
  const person = house.person();
  assert.equal((await acknowledge(person)).split('.').length, 3);
  assert.equal(await asksAgain(person), false);
});

test('D15 keys that do not fit stop start-up with the setting and without the key', async (t) => {
  const good = key(512);
  for (const [settings, told] of [
    [keys(key(256), good), /encryption\.key: a key of 256 bits, but encryption\.key-size says 512/],
    [
      { ...keys(good, good), [`${CRYPTO}.encryption.key-size`]: 256 },
      /encryption\.key: a key of 512 bits, but/,
    ],
    [{ ...keys(good, good), [`${CRYPTO}.encryption.key-size`]: 200 }, /encryption\.key-size: 200 is no size/],
    [keys(good, 'short'), /signing\.key: too short/],
    [
      { ...keys(good, key(256)), [`${CRYPTO}.signing.key-size`]: 256 },
      /signing\.key-size: HS512 takes at least 512/,
    ],
    [keys(good, 'file:/etc/cas/key.pem'), /signing\.key: RSA keys are not supported/],
    [keys('not base64!', good), /encryption\.key: not base64url/],
    [{ ...keys(good, good), [`${CRYPTO}.alg`]: 'AES' }, /alg: not a content encryption/],
    [{ ...keys(good, good), [`${CRYPTO}.alg`]: 'A128GCM' }, /alg: A128GCM takes a key of 128 bits/],
    [{ ...keys(good, good), [`${CRYPTO}.strategy-type`]: 'SIGN' }, /strategy-type/],
    [{ [`${CRYPTO}.encryption.key`]: good }, /signing\.key, which is missing/],
    [{ [`${CRYPTO}.signing.key`]: good }, /encryption\.key, which is missing/],
  ] as const) {
    const faults = await refusal(t, settings);
    assert.match(faults, told);
    assert.equal(faults.includes(good), false);
  }
});

test('INT-98 D15 crypto.enabled=false: readable and accepted; with keys configured refused', async (t) => {
  const off = { [`${CRYPTO}.enabled`]: false };
  const house = await openHouse(t, { settings: off, notices: { anna: NOTICE } });
  const person = house.person();
  const value = await acknowledge(person);
  const content = JSON.parse(decoded(value)) as { v: number };
  assert.equal(content.v, 1);
  assert.equal(await asksAgain(person), false);
  assert.equal(count(house, 'tracking-key-generated'), 0);
  await house.restart({ [`${CRYPTO}.enabled`]: true });
  assert.equal(await asksAgain(person), true, 'what nobody protected is not believed');
  for (const which of ['encryption', 'signing'])
    assert.match(await refusal(t, { ...off, [`${CRYPTO}.${which}.key`]: key(512) }), /INT-98/);
});

test('D15 without keys one is made, kept over a restart, and told of once a start without being shown', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await acknowledge(person);
  assert.equal(count(house, 'tracking-key-generated'), 1);
  await house.restart();
  assert.equal(await asksAgain(person), false);
  assert.equal(count(house, 'tracking-key-generated'), 2);
  const kept = readFileSync(join(house.folder.path, 'data', 'keys.json'), 'utf8');
  const secrets = kept.match(/[\w-]{22,}/g) ?? [];
  assert.ok(secrets.length > 0);
  for (const secret of secrets) assert.equal(house.logged().includes(secret), false);
  const another = await openHouse(t, { notices: { anna: NOTICE } });
  const stranger = another.person();
  const value = (await person.cookie('CASINTERRUPT')) ?? '';
  await stranger.client.jar.setCookie(
    `CASINTERRUPT=${value}; Secure; Path=/cas`,
    another.base.replace('http:', 'https:'),
  );
  assert.ok(isInterrupt(await stranger.enter('anna', NEWS)), 'another data directory has another key');
});

test('D15 with configured keys, or STORE, no key is made and nothing is told', async (t) => {
  for (const settings of [keys(key(512), key(512)), { 'cas.interrupt.tracking.type': 'STORE' }])
    assert.equal(count(await openHouse(t, { settings }), 'tracking-key-generated'), 0);
});

test('D15 cas.tgc.crypto.* of an Apereo configuration is accepted and changes nothing', async (t) => {
  const settings = {
    'cas.tgc.crypto.enabled': true,
    'cas.tgc.crypto.encryption.key': key(512),
    'cas.tgc.crypto.signing.key': key(512),
    'cas.tgc.crypto.strategy-type': 'SIGN_AND_ENCRYPT',
    'cas.tgc.crypto.alg': 'A256CBC-HS512',
    'cas.tgc.crypto.encryption.key-size': 512,
    'cas.tgc.crypto.signing.key-size': 512,
  };
  const house = await openHouse(t, { settings });
  const person = house.person();
  assert.ok((await person.enter('anna', NEWS)).ticket);
  assert.match((await person.cookie('TGC')) ?? '', /^TGT-/);
  await house.restart({ 'cas.tgc.crypto.enabled': false });
  assert.ok((await person.arrive(NEWS)).ticket);
});

const count = (house: House, event: string): number => house.logged().split(`"event":"${event}"`).length - 1;
