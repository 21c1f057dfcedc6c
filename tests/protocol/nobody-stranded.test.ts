// Nobody is stranded (D22): double click, reload, back, two tabs, a page left open, what ended meanwhile.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from './support/eventually.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';

const NOTICE = { message: 'Read this.', links: { Portal: 'https://portal.test/' } };
const MODES = ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const;

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const isLoginForm = (answer: Answer): boolean => answer.page().form('fm1')?.fields['username'] !== undefined;

/** What a browser does with a 303 to a page of ours. */
async function followed(person: Person, answer: Answer): Promise<Answer> {
  assert.equal(answer.status, 303, answer.location);
  assert.equal(answer.ticket, undefined, 'the replay itself mints nothing (CAS-14)');
  return person.client.get(answer.location ?? '');
}

for (const mode of MODES) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`D22 ${mode}: within ten seconds the same post gets the same answer, the ticket included`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    const samePage = await person.again();
    assert.equal(samePage.body, page.body);
    const first = await person.proceed();
    house.clock.pass(9_999);
    const second = await person.again();
    assert.deepEqual([second.status, second.location], [302, first.location]);
    assert.deepEqual(second.setCookies, first.setCookies);
    assert.equal(house.rows('session'), 1);
    assert.equal(await person.redeem(second.ticket, NEWS), 'anna');
  });

  test(`D22 ${mode}: once the ticket is used, the same post begins the original request again`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    const first = await person.proceed();
    assert.equal(await person.redeem(first.ticket, NEWS), 'anna');
    const arrived = await followed(person, await person.again());
    assert.notEqual(arrived.ticket, first.ticket);
    assert.equal(await person.redeem(arrived.ticket, NEWS), 'anna');
  });

  test(`D22 ${mode}: after ten seconds it begins the original request again`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const form = await person.arrive(NEWS);
    await person.signIn('anna');
    await person.proceed();
    house.clock.pass(10_000);
    assert.ok((await followed(person, await person.again())).ticket);
    // Back to the login form, and submitted once more: its token is spent for as long as it would have lived.
    for (const hours of [0, 1, 6]) {
      house.clock.pass(hours * 3_600_000);
      const sessions = house.audit.filter(({ audit }) => audit === 'AUTHENTICATION_SUCCESS').length;
      const replayed = await person.client.submit(form, 'fm1', { username: 'anna', password: 'Mellon' });
      assert.equal(replayed.ticket, undefined);
      assert.equal(house.audit.filter(({ audit }) => audit === 'AUTHENTICATION_SUCCESS').length, sessions);
    }
  });

  test(`D22 CAS-14 ${mode}: after a logout nothing is minted for somebody who has left`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const form = await person.arrive(NEWS);
    const page = await person.signIn('anna');
    const browser = (await person.cookie('CASLOGIN')) ?? '';
    await person.proceed();
    await person.logout();
    for (const [shown, fields] of [
      [page, {}],
      [form, { username: 'anna', password: 'Mellon' }],
    ] as const) {
      const replayed = await person.client.submit(shown, 'fm1', fields);
      assert.ok(isLoginForm(replayed));
      // Even with the cookie that the browser had then.
      const holder = house.person({ headers: { cookie: `CASLOGIN=${browser}` } });
      const held = await holder.client.submit(shown, 'fm1', fields);
      assert.equal(held.location, undefined);
      assert.ok(isLoginForm(held));
    }
    assert.equal(house.rows('session'), 0);
  });

  test(`D22 ${mode}: a page that is still open at logout is dead`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna');
    house.bulletin.post('anna', NOTICE);
    const page = await person.arrive(NEWS);
    const browser = (await person.cookie('CASLOGIN')) ?? '';
    await person.logout();
    assert.equal(house.rows('transaction'), 0);
    const holder = house.person({ headers: { cookie: `CASLOGIN=${browser}` } });
    assert.ok(isLoginForm(await holder.client.proceed(page)));
  });

  test(`D22 ${mode}: two tabs, a form or a page each, both arrive`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const [one, other] = [await person.client.loginForm(NEWS), await person.client.loginForm(CANTEEN)];
    const credentials = { username: 'anna', password: 'Mellon' };
    const first = await person.client.submit(one, 'fm1', credentials);
    const second = await person.client.submit(other, 'fm1', credentials);
    assert.ok(isInterrupt(first) && isInterrupt(second));
    assert.equal(await person.redeem((await person.client.proceed(first)).ticket, NEWS), 'anna');
    assert.equal(await person.redeem((await person.client.proceed(second)).ticket, CANTEEN), 'anna');
    assert.equal(house.rows('session'), 1);
  });

  test(`D22 ${mode}: a page left open longer than it lives begins again`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    for (const [waited, arrives] of [
      [15 * 60_000 - 1, true],
      [15 * 60_000, false],
    ] as const) {
      const person = house.person();
      await person.enter('anna', NEWS);
      house.clock.pass(waited);
      const answer = await person.proceed();
      assert.equal(answer.ticket !== undefined, arrives);
      if (arrives) continue;
      const again = mode === 'AFTER_SSO' ? await followed(person, answer) : answer;
      assert.ok(mode === 'AFTER_SSO' ? isInterrupt(again) : isLoginForm(again));
    }
  });

  test(`D22 ${mode}: an application withdrawn while the page is open gets nobody`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    rmSync(join(house.folder.path, 'services', 'News-1.json'));
    await eventually(async () => (await house.person().arrive(NEWS)).status === 403);
    const answer = await person.proceed();
    assert.equal(answer.status, 403);
    assert.equal(house.rows('service-ticket'), 0);
  });

  test(`D22 ${mode}: parallel posts of one page have one effect`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    const answers = await Promise.all(Array.from({ length: 20 }, () => person.client.proceed(page)));
    assert.equal(new Set(answers.map(({ ticket }) => ticket)).size, 1);
    assert.equal(house.rows('service-ticket'), 1);
    assert.equal(house.rows('session'), 1);
    assert.equal(house.audit.filter(({ audit }) => audit === 'INTERRUPT_PROCEEDED').length, 1);
  });

  test(`D22 ${mode}: proceed and link posted at once: one of them is carried out`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    const answers = await Promise.all([
      person.client.proceed(page),
      person.client.followLink(page, 'Portal'),
    ]);
    assert.equal(answers.filter(({ status }) => status === 302).length, 1);
    const events = house.audit.filter(({ audit }) =>
      ['INTERRUPT_PROCEEDED', 'INTERRUPT_LINK_FOLLOWED'].includes(audit),
    );
    assert.equal(events.length, 1);
  });
}

test('D22 the session ended while the page was open: the request begins again', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  house.bulletin.post('anna', NOTICE);
  await person.arrive(NEWS);
  const tgc = `TGC=${await person.cookie('TGC')}`;
  await house.person({ headers: { cookie: tgc } }).logout();
  const answer = await person.proceed();
  assert.ok(isLoginForm(answer));
  assert.equal(house.rows('service-ticket') + house.rows('session'), 0);
});

test('D22 another person’s session stands in the browser when a page is answered', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  house.bulletin.post('anna', NOTICE);
  const page = await person.arrive(NEWS);
  await person.enter('bert', CANTEEN, { renew: 'true' });
  const answer = await person.client.proceed(page);
  assert.equal(answer.ticket, undefined);
  assert.equal(await person.redeem((await followed(person, answer)).ticket, NEWS), 'bert');
});

test('D22 an unreadable execution leads to the form with the application kept', async (t) => {
  const person = (await openHouse(t)).person();
  for (const execution of ['', 'e1s1', 'x'.repeat(5000), '<script>']) {
    const answer = await person.client.post(`/login?service=${encodeURIComponent(NEWS)}`, {
      execution,
      _eventId: 'proceed',
    });
    assert.equal(answer.status, 200);
    assert.ok(isLoginForm(answer));
    const form = await person.client.submit(answer, 'fm1', { username: 'anna', password: 'Mellon' });
    assert.equal(await person.redeem(form.ticket, NEWS), 'anna');
    await person.logout();
  }
});

test('W2 a form posted to a bare /login names the application itself, and begins again as such', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const answer = await person.client.post('/login', {
    service: NEWS,
    username: 'anna',
    password: 'Mellon',
    execution: 'old',
  });
  assert.ok(isLoginForm(answer));
  const arrived = await person.client.submit(answer, 'fm1', { username: 'anna', password: 'Mellon' });
  assert.equal(await person.redeem(arrived.ticket, NEWS), 'anna');
});

test('W2 D22 at most 32 open pages of a person; the oldest goes first', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  house.bulletin.post('anna', NOTICE);
  const oldest = await person.arrive(NEWS);
  for (let index = 0; index < 32; index += 1) {
    house.clock.pass(1);
    await person.arrive(NEWS);
  }
  assert.equal(house.rows('transaction'), 32);
  assert.equal((await person.client.proceed(oldest)).status, 303);
  assert.ok((await person.proceed()).ticket);
});

test('W7 D22 answers and spent forms are erased when their time is over; a spent form keeps no answer', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const sizes = house.withDatabase((database) =>
    database
      .prepare(
        'SELECT length(value) AS size, expires_at - created_at AS life FROM ticket_rows WHERE kind = 4',
      )
      .all(),
  );
  const long = sizes.filter(({ life }) => Number(life) > 10_000);
  assert.equal(sizes.length, 2);
  assert.equal(long.length, 1);
  assert.ok(Number(long[0]?.['size']) < 300);
});
