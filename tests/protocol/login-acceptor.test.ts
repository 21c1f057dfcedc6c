// /login as acceptor: credentials, the way to the application, the session's cookie (CAS Protocol §2.2).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';

test('CAS-14 D22 a captured form post mints nothing by itself, whether the first try succeeded or not', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive(NEWS);
  assert.equal((await person.signIn('anna', { password: 'wrong' })).status, 401);
  assert.equal((await person.again()).status, 401);
  const { ticket } = await person.signIn('anna');
  assert.ok(ticket);
  house.clock.pass(10_001);
  const replayed = await person.again();
  assert.equal(replayed.status, 303);
  assert.equal(replayed.ticket, undefined);
  assert.equal(house.rows('session'), 1);
  const form = await person.arrive(NEWS, { renew: 'true' });
  const stolen = await house.person().client.submit(form, 'fm1', { username: 'anna', password: 'Mellon' });
  assert.equal(stolen.location, undefined);
});

test('CAS-14 W2 a form belongs to its browser, lives eight hours, and cannot be forged', async (t) => {
  const house = await openHouse(t);
  const anna = house.person();
  await anna.arrive(NEWS);
  const execution = anna.page().page().form('fm1')?.fields['execution'] ?? '';
  const credentials = { username: 'anna', password: 'Mellon', _eventId: 'submit' };

  const other = house.person();
  await other.arrive(NEWS);
  assert.equal((await other.client.post(other.page().url, { ...credentials, execution })).status, 200);
  const tampered = `${execution.slice(0, -2)}${execution.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const forged of ['', 'x', tampered, execution.slice(1), `${execution}=`]) {
    const answer = await anna.client.post(anna.page().url, { ...credentials, execution: forged });
    assert.equal(answer.status, 200);
    assert.equal(answer.page().form('fm1')?.fields['username'], '');
  }
  house.clock.pass(8 * 3_600_000);
  assert.equal((await anna.client.post(anna.page().url, { ...credentials, execution })).location, undefined);
  assert.equal(house.rows('session'), 0);
  assert.ok((await anna.enter('anna', NEWS)).ticket);
});

test('CAS-15 wrong credentials: the form again with a message, the application kept, no session', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive(NEWS);
  const wrong = await person.signIn('anna', { password: 'wrong' });
  const unknown = await person.signIn('nobody');
  for (const answer of [wrong, unknown]) {
    assert.equal(answer.status, 401);
    assert.equal(answer.location, undefined);
    assert.equal(await person.cookie('TGC'), undefined);
  }
  // One text for both, or the door is a list of names.
  const errors = (html: string): string => html.replaceAll(/(?:value|src|href)="[^"]*"/g, '');
  assert.equal(errors(wrong.body), errors(unknown.body));
  assert.equal((await person.signIn('anna', { password: '' })).status, 200);
  assert.equal(await person.redeem((await person.signIn('anna')).ticket, NEWS), 'anna');
});

test('CAS-15 W6 too many failures: 423 and when to try again', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  for (let failure = 0; failure < 5; failure += 1) {
    await person.arrive(NEWS);
    assert.equal((await person.signIn('anna', { password: 'wrong' })).status, 401);
  }
  await person.arrive(NEWS);
  const throttled = await person.signIn('anna');
  assert.equal(throttled.status, 423);
  assert.match(throttled.headers.get('retry-after') ?? '', /^\d+$/);
  house.clock.pass(60_000);
  await person.arrive(NEWS);
  assert.ok((await person.signIn('anna')).ticket);
});

test('CAS-16 success ends with a GET on the application that carries the ticket, and nothing of the credentials', async (t) => {
  const person = (await openHouse(t)).person();
  const answer = await person.enter('anna', NEWS);
  assert.equal(answer.status, 302);
  assert.match(answer.headers.get('location') ?? '', /^http:\/\/news\.test\/read\?ticket=ST-[A-Za-z0-9]+$/);
});

test('CAS-17 the ticket is put into the query before a fragment; every other byte stays', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const into = async (service: string): Promise<string> =>
    ((await person.arrive(service)).headers.get('location') ?? '').replace(/ST-\w+/, 'ST');
  assert.equal(await into('http://news.test/x?y=1%202#z'), 'http://news.test/x?y=1%202&ticket=ST#z');
  assert.equal(await into('http://news.test/x#z'), 'http://news.test/x?ticket=ST#z');
  assert.equal(await into('http://news.test/x?'), 'http://news.test/x?ticket=ST');
  assert.equal(await into('http://news.test/x?a=%e4'), 'http://news.test/x?a=%e4&ticket=ST');
  assert.equal(await into('http://news.test/x?ticket=old&a'), 'http://news.test/x?a&ticket=ST');
  assert.equal(await into('http://news.test/ü'), 'http://news.test/%C3%BC?ticket=ST');
});

test('CAS-17 W2 a service that arrives unencoded and with a trailing & is taken as it is', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.client.get(`/login?service=${NEWS}&`);
  const form = await person.client.get(`/login?service=${NEWS}?x&`);
  const answer = await person.client.submit(form, 'fm1', { username: 'anna', password: 'Mellon' });
  assert.equal(await person.redeem(answer.ticket, `${NEWS}?x`), 'anna');
});

test('CAS-17 a definition with a redirectUrl has the ticket brought there', async (t) => {
  const house = await openHouse(t, {
    services: {
      'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*', {
        redirectUrl: 'http://entry.test/in',
      }),
    },
  });
  const person = house.person();
  const answer = await person.enter('anna', NEWS);
  assert.match(answer.location ?? '', /^http:\/\/entry\.test\/in\?ticket=ST-/);
  assert.equal(await person.redeem(answer.ticket, NEWS), 'anna');
});

test('CAS-18 success without service: a page and a session', async (t) => {
  const person = (await openHouse(t)).person();
  const answer = await person.enter('anna');
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.page().all('h2'), ['Log In Successful']);
  assert.match((await person.cookie('TGC')) ?? '', /^TGT-/);
});

test('CAS-19 pages and answers with tickets are kept by nobody', async (t) => {
  const person = (await openHouse(t)).person();
  const answers = [
    await person.arrive(NEWS),
    await person.signIn('anna'),
    await person.arrive(),
    await person.arrive(NEWS),
  ];
  answers.push(await person.validate('ST-1', NEWS), await person.logout());
  for (const { headers, url } of answers) {
    assert.match(headers.get('cache-control') ?? '', /no-store/, url);
    assert.equal(headers.get('pragma'), 'no-cache');
    assert.ok(Date.parse(headers.get('expires') ?? '') < Date.now());
  }
});

test('CAS-21 D15 the cookies: path, Secure, HttpOnly, Lax, for the browser session, unguessable', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this.' } } });
  const person = house.person();
  const form = await person.arrive(NEWS);
  await person.signIn('anna');
  const arrived = await person.proceed();
  const cookies = [...form.setCookies, ...arrived.setCookies];
  assert.deepEqual(cookies.map((cookie) => cookie.replace(/=.*/s, '')).toSorted(), [
    'CASINTERRUPT',
    'CASLOGIN',
    'TGC',
  ]);
  for (const cookie of cookies) {
    assert.match(cookie, /; Path=\/cas(;|$)/i);
    assert.match(cookie, /; Secure/i);
    assert.match(cookie, /; HttpOnly/i);
    assert.match(cookie, /; SameSite=Lax/i);
    assert.doesNotMatch(cookie, /Max-Age|Expires|Domain/i);
  }
  assert.match((await person.cookie('TGC')) ?? '', /^TGT-[A-Za-z0-9]{43}$/);
});

test('CAS-21 another user agent with the same TGC is a stranger; two of them are none', async (t) => {
  const house = await openHouse(t);
  const anna = house.person();
  await anna.enter('anna');
  const value = (await anna.cookie('TGC')) ?? '';
  const get = async (cookie: string, userAgent: string): Promise<number> =>
    (await house.person({ userAgent, headers: { cookie } }).arrive(CANTEEN)).status;
  assert.equal(await get(`TGC=${value}`, 'Test Browser/1.0'), 302);
  assert.equal(await get(`TGC=${value}`, 'Another/2.0'), 200);
  assert.equal(await get(`TGC=${value}; TGC=${value}`, 'Test Browser/1.0'), 200);
  assert.equal(await get(`TGC=${value.slice(0, -1)}`, 'Test Browser/1.0'), 200);
});
