// A login form that is refused says why, and `#loginErrorsPanel` is there exactly when something went wrong (D36).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { eventually } from './support/eventually.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const said = (answer: Answer): string => answer.page().text('loginNotice') ?? '';
const panel = (answer: Answer): boolean => answer.page().text('loginErrorsPanel') !== undefined;
const isForm = (answer: Answer): boolean => answer.page().form('fm1')?.fields['_eventId'] === 'submit';
const marked = (answer: Answer, id: string): boolean =>
  new RegExp(`<input id="${id}"[^>]*aria-invalid="true"`, 'u').test(answer.body);

test('D36 W2 a form that was open too long comes back with its reason, and works', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive(NEWS);
  house.clock.pass(8 * 3_600_000);
  const refused = await person.signIn('anna');
  assert.ok(isForm(refused) && panel(refused));
  assert.match(said(refused), /open for too long/);
  assert.equal(await person.redeem((await person.signIn('anna')).ticket, NEWS), 'anna');
});

test('D36 W2 a form without the cookie that was set with it comes back with its reason', async (t) => {
  const person = (await openHouse(t)).person();
  await person.arrive(NEWS);
  await person.client.jar.removeAllCookies();
  const refused = await person.signIn('anna');
  assert.ok(isForm(refused) && panel(refused));
  assert.match(said(refused), /cookie/);
  assert.ok((await person.signIn('anna')).ticket);
});

test('D36 W2 a form from another origin comes back with its reason, and without what it brought', async (t) => {
  const house = await openHouse(t);
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    const person = house.person({ headers });
    await person.arrive(NEWS);
    const refused = await person.signIn('anna');
    assert.ok(isForm(refused) && panel(refused));
    assert.match(said(refused), /sent from somewhere else/);
    assert.ok(!refused.body.includes('value="anna"'));
  }
});

test('D36 W2 credentials without an execution, and a page that is no more, say why', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this' } } });
  const person = house.person();
  await person.arrive(NEWS);
  const without = await person.client.post(`/login?service=${encodeURIComponent(NEWS)}`, {
    username: 'anna',
    password: 'Mellon',
  });
  assert.ok(isForm(without) && panel(without));
  assert.match(said(without), /sent from somewhere else/);
  await person.enter('anna', NEWS);
  house.clock.pass(15 * 60_000 + 1);
  const late = await person.proceed();
  assert.ok(isForm(late));
  assert.match(said(late), /open for too long/);
});

test('W2 an application that sends people here with a post is told nothing, and no panel is on a fresh form', async (t) => {
  const person = (await openHouse(t)).person();
  const posted = await person.client.post('/login', { service: NEWS });
  assert.ok(isForm(posted));
  for (const form of [posted, await person.arrive(NEWS)]) {
    assert.equal(said(form), '');
    assert.equal(panel(form), false);
  }
});

test('D36 renew over a session says why the password is asked for again; without one it does not', async (t) => {
  const person = (await openHouse(t)).person();
  const first = await person.arrive(NEWS, { renew: 'true' });
  assert.deepEqual([said(first), panel(first)], ['', false]);
  await person.signIn('anna');
  const again = await person.arrive(NEWS, { renew: 'true' });
  assert.match(said(again), /enter your password again/);
  assert.equal(panel(again), false, 'nothing has gone wrong');
});

test('D22 whoever finds somebody else signed in, where the password is asked for, is told so', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.core.trigger-mode': 'AFTER_SSO' },
    notices: { anna: { message: 'Read this' } },
  });
  const person = house.person();
  const page = await person.enter('anna', NEWS, { renew: 'true' });
  await person.enter('bert', CANTEEN, { renew: 'true' });
  const refused = await person.client.proceed(page);
  assert.ok(isForm(refused) && panel(refused));
  assert.match(said(refused), /somebody else/);
});

test('D36 the panel is there for a wrong password, and for what is missing; only the missing field is marked', async (t) => {
  const person = (await openHouse(t)).person();
  for (const [fields, marks] of [
    [{ username: 'anna', password: 'wrong' }, [true, true]],
    [{ username: 'anna', password: '' }, [false, true]],
    [{ username: '', password: 'Mellon' }, [true, false]],
    [{ username: '', password: '' }, [true, true]],
  ] as const) {
    await person.arrive(NEWS);
    const answer = await person.signIn('anna', fields);
    assert.ok(panel(answer));
    assert.deepEqual([marked(answer, 'username'), marked(answer, 'password')], marks, JSON.stringify(fields));
  }
});

const ALONE = 'http://alone.test/';
const services = {
  'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
  'Alone-2.json': serviceFile(2, 'Alone', '^http://alone\\.test/.*', {
    accessStrategy: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
      enabled: true,
      ssoEnabled: false,
    },
  }),
};

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO']) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`D36 ${mode}: ssoEnabled=false asks for credentials at each entry, and makes a session like any login`, async (t) => {
    const house = await openHouse(t, { settings, services });
    const person = house.person();
    assert.equal(await person.redeem((await person.enter('anna', ALONE)).ticket, ALONE), 'anna');
    assert.ok(await person.cookie('TGC'), 'the session is made');
    assert.ok((await person.arrive(NEWS)).ticket, 'and serves other applications');
    const again = await person.arrive(ALONE);
    assert.ok(isForm(again));
    assert.match(said(again), /enter your password again/);
    assert.ok((await person.signIn('anna')).ticket);
    assert.equal(house.rows('session'), 1, 'it goes on');
    const passive = await person.arrive(ALONE, { gateway: 'true' });
    assert.deepEqual([passive.status, passive.location], [302, ALONE]);
    await person.arrive(ALONE);
    assert.ok((await person.signIn('bert')).ticket);
    assert.equal(await person.redeem((await person.arrive(NEWS)).ticket, NEWS), 'bert');
  });

  test(`D36 ${mode}: the interrupt of such an entry counts as the entry`, async (t) => {
    const house = await openHouse(t, { settings, services, notices: { anna: { message: 'Read this' } } });
    const person = house.person();
    await person.enter('anna', ALONE);
    assert.equal(await person.redeem((await person.proceed()).ticket, ALONE), 'anna');
  });
}

test('D36 an application that comes to ask for credentials while a page is open gets them', async (t) => {
  const house = await openHouse(t, { notices: { anna: null } });
  const person = house.person();
  await person.enter('anna', NEWS);
  house.bulletin.post('anna', { message: 'Read this' });
  await person.arrive(NEWS);
  house.folder.write('services/News-1.json', {
    ...services['Alone-2.json'],
    serviceId: '^http://news\\.test/.*',
    name: 'News',
    id: 1,
  });
  await eventually(async () => {
    const other = house.person();
    await other.enter('bert', CANTEEN);
    return (await other.arrive(NEWS)).ticket === undefined;
  });
  const answer = await person.proceed();
  assert.equal(answer.ticket, undefined);
  assert.ok(isForm(answer));
});
