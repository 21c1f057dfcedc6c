// Posts come from pages of ours or from scripts (W2), and nobody who has not signed in leaves anything behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse } from './support/house.ts';

test('W2 a post is refused unless the browser says same-origin or none; without that, Origin must be ours', async (t) => {
  const house = await openHouse(t);
  const own = new URL(house.base).origin;
  const cases: readonly (readonly [Record<string, string>, boolean])[] = [
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': '' }, false],
    [{ 'sec-fetch-site': 'same-origin, cross-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, false],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://evil.test' }, true],
    [{ origin: own }, true],
    [{ origin: 'null' }, false],
    [{ origin: 'http://evil.test' }, false],
    [{ origin: `${own}.evil.test` }, false],
    [{ origin: 'http://127.0.0.1' }, false],
  ];
  for (const [headers, taken] of cases) {
    const person = house.person({ headers });
    await person.arrive(NEWS);
    const answer = await person.signIn('anna');
    assert.equal(answer.ticket !== undefined, taken, JSON.stringify(headers));
    if (taken) continue;
    assert.equal(answer.status, 200);
    assert.equal(await person.cookie('TGC'), undefined);
  }
});

test('W2 the configured name is what Origin must be, whatever host the request names', async (t) => {
  const house = await openHouse(t, { settings: { 'cas.server.name': 'https://sso.example.test' } });
  for (const [origin, taken] of [
    ['https://sso.example.test', true],
    [new URL(house.base).origin, false],
  ] as const) {
    const person = house.person({ headers: { origin } });
    await person.arrive(NEWS);
    assert.equal((await person.signIn('anna')).ticket !== undefined, taken, origin);
  }
});

test('W2 the answer to a page is refused alike: nothing is done, and the page still works', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this.' } } });
  const person = house.person();
  const page = await person.enter('anna', NEWS);
  const execution = page.page().form('fm1')?.fields['execution'] ?? '';
  const foreign = await person.client.post(
    page.url,
    { execution, _eventId: 'proceed' },
    { 'sec-fetch-site': 'cross-site' },
  );
  assert.equal(foreign.ticket, undefined);
  assert.equal(
    house.audit.some(({ audit }) => audit === 'INTERRUPT_PROCEEDED'),
    false,
  );
  assert.equal(await person.redeem((await person.proceed()).ticket, NEWS), 'anna');
});

test('W2 nothing is stored for anybody who has not authenticated', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const before = house.rows();
  await person.arrive();
  await person.arrive(NEWS);
  await person.arrive(NEWS, { renew: 'true' });
  await person.arrive(NEWS, { gateway: 'true' });
  await person.arrive('http://evil.test/');
  await person.client.post('/login', { execution: 'x', _eventId: 'proceed' });
  await person.arrive(NEWS);
  await person.signIn('anna', { password: '' });
  await person.validate('ST-1', NEWS);
  await person.logout();
  assert.equal(house.rows(), before);
  await person.arrive(NEWS);
  await person.signIn('anna', { password: 'wrong' });
  assert.equal(house.rows(), house.rows('login-failure'));
});

test('W2 content that is no form, or too long, is refused with a page and does nothing', async (t) => {
  const house = await openHouse(t);
  for (const [type, body] of [
    ['application/json', '{"username":"anna","password":"Mellon"}'],
    ['text/plain', 'username=anna&password=Mellon'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/json', '{'],
    ['application/x-www-form-urlencoded', `a=${'x'.repeat(50_000)}`],
  ] as const) {
    const answer = await fetch(`${house.base}/login`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    assert.ok(answer.status < 500, `${type} ${answer.status}`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    await answer.text();
  }
  assert.equal(house.rows(), 0);
});

test('D10 an address over 4,096 bytes is refused before anybody is asked', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  const asked = house.bulletin.asked.length;
  const { status } = await person.arrive(`http://news.test/${'ü'.repeat(900)}`);
  assert.equal(status, 400);
  assert.equal(house.bulletin.asked.length, asked);
});
