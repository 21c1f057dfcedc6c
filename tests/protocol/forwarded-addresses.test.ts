// Behind a proxy: who a request is from is what a trusted proxy says, and nobody else (D29).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse } from './support/house.ts';

const BEHIND = { 'cas.server.trusted-proxies[0]': '127.0.0.1' };
const from = (forwarded: string) => ({ headers: { 'x-forwarded-for': forwarded } });

test('D29 W6 a new port for every try does not turn the throttle off', async (t) => {
  const house = await openHouse(t, { settings: BEHIND });
  for (const spell of [
    (port: number) => `203.0.113.7:${port}`,
    (port: number) => `[2001:db8::7]:${port}`,
    (port: number) => `[2001:db8:0:8::8%25eth${port}]`,
    (port: number) => `what-ever-${port}`,
  ]) {
    const statuses: number[] = [];
    for (let port = 4001; port < 4008; port += 1) {
      const person = house.person(from(spell(port)));
      await person.arrive();
      statuses.push((await person.signIn('anna', { password: 'wrong' })).status);
    }
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 423, 423], spell(0));
  }
});

test('D29 a pinned session holds whatever port the proxy saw', async (t) => {
  const house = await openHouse(t, { settings: BEHIND });
  const person = house.person(from('203.0.113.7:4001'));
  await person.enter('anna');
  const cookie = await person.cookie('TGC');
  assert.ok(cookie);
  for (const [forwarded, status] of [
    ['203.0.113.7:4999', 302],
    ['203.0.113.7', 302],
    ['::ffff:203.0.113.7', 302],
    ['198.51.100.1, 203.0.113.7:80', 302],
    ['203.0.113.8', 200],
    ['203.0.113.7, 203.0.113.8:4001', 200],
    ['203.0.113.7.evil.example', 200],
  ] as const) {
    const headers = {
      'user-agent': 'Test Browser/1.0',
      cookie: `TGC=${cookie}`,
      'x-forwarded-for': forwarded,
    };
    const address = `${house.base}/login?service=${encodeURIComponent(NEWS)}`;
    const answer = await fetch(address, { headers, redirect: 'manual' });
    assert.equal(answer.status, status, forwarded);
  }
});

test('D29 without a trusted proxy no header chooses an address', async (t) => {
  const house = await openHouse(t);
  const statuses: number[] = [];
  for (let last = 1; last < 8; last += 1) {
    const headers = {
      'x-forwarded-for': `203.0.113.${last}`,
      'x-real-ip': `203.0.113.${last}`,
      forwarded: `for=203.0.113.${last}`,
    };
    const person = house.person({ headers });
    await person.arrive();
    statuses.push((await person.signIn('anna', { password: 'wrong' })).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 423, 423]);
});

test('D29 of a trusted proxy X-Forwarded-For is read, and no other header', async (t) => {
  const house = await openHouse(t, { settings: BEHIND });
  const person = house.person({ headers: { 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9' } });
  const answer = await person.enter('anna', NEWS);
  const released = await person.validate(answer.ticket ?? '', NEWS);
  assert.match(released.body, /"clientIpAddress":\["127\.0\.0\.1"\]/);
  const named = house.person(from('[2001:DB8:0::9]:443'));
  const entered = await named.enter('anna', NEWS);
  assert.match(
    (await named.validate(entered.ticket ?? '', NEWS)).body,
    /"clientIpAddress":\["2001:db8::9"\]/,
  );
});
