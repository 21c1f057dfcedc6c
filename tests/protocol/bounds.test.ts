// What one person can fill: sessions of their own, and bytes by what their browser says of itself (D29).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse, type House } from './support/house.ts';
import type { Person } from './support/person.ts';

const MINUTE = 60_000;

async function signedIn(house: House, name: string): Promise<Person> {
  const person = house.person();
  await person.enter(name);
  house.clock.pass(MINUTE);
  return person;
}

const holds = async (person: Person): Promise<boolean> =>
  !(await person.arrive()).body.includes('id="username"');

test('D29 a person keeps so many sessions; the least recently used ends first, and nobody else is concerned', async (t) => {
  const house = await openHouse(t, { settings: { 'cas.sso.most-sessions-per-person': 3 } });
  const bert = await signedIn(house, 'bert');
  const browsers = [
    await signedIn(house, 'anna'),
    await signedIn(house, 'anna'),
    await signedIn(house, 'anna'),
  ] as const;
  const [first, second, third] = browsers;
  // The oldest is used again, so that it is not the one that goes.
  assert.equal((await first.arrive(NEWS)).status, 302);
  const { ticket } = await second.arrive(CANTEEN);
  assert.ok(ticket);
  house.clock.pass(MINUTE);
  assert.equal((await first.arrive(CANTEEN)).status, 302);
  house.clock.pass(MINUTE);
  const fourth = await signedIn(house, 'anna');
  const living = await Promise.all([first, second, third, fourth, bert].map((person) => holds(person)));
  assert.deepEqual(living, [true, true, false, true, true]);
  const ended = house.audit.filter(({ audit }) => audit === 'TICKET_GRANTING_TICKET_DESTROYED');
  assert.deepEqual(
    ended.map(({ who }) => who),
    ['anna'],
  );
  assert.equal(house.rows('session'), 4);
});

test('D29 what stands on a session that had to go goes with it', async (t) => {
  const house = await openHouse(t, { settings: { 'cas.sso.most-sessions-per-person': 1 } });
  const first = house.person();
  const { ticket } = await first.enter('anna', NEWS);
  await signedIn(house, 'anna');
  assert.equal(await first.redeem(ticket, NEWS), 'INVALID_TICKET');
});

test('D29 a remembered session that is used is not the least recently used one', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.sso.most-sessions-per-person': 2, 'cas.ticket.tgt.remember-me.enabled': true },
  });
  const [used, idle] = [house.person(), house.person()];
  for (const person of [used, idle]) {
    await person.arrive();
    await person.signIn('anna', { rememberMe: 'true' });
    house.clock.pass(MINUTE);
  }
  house.clock.pass(24 * 60 * MINUTE);
  assert.equal((await used.arrive(NEWS)).status, 302);
  house.clock.pass(MINUTE);
  const third = await signedIn(house, 'anna');
  assert.deepEqual(await Promise.all([used, idle, third].map((person) => holds(person))), [
    true,
    false,
    true,
  ]);
});

test('D29 parallel logins of one person leave no more sessions than one after the other', async (t) => {
  const house = await openHouse(t, { settings: { 'cas.sso.most-sessions-per-person': 5 } });
  await Promise.all(Array.from({ length: 20 }, () => house.person().enter('anna')));
  assert.equal(house.rows('session'), 5);
});

test('D29 a User-Agent of 19 KB is kept as a digest and its first 256 characters', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this.' } } });
  const long = `Test/1.0 ${'x'.repeat(19_000)}`;
  const person = house.person({ userAgent: `${long}a` });
  await person.enter('anna', NEWS);
  const { ticket } = await person.proceed();
  const bytes = house.withDatabase((database) =>
    Number(database.prepare('SELECT sum(length(value)) AS n FROM ticket_rows').get()?.['n']),
  );
  assert.ok(bytes < 20_000, `${bytes} bytes are kept`);
  const { body } = await person.validate(ticket ?? '', NEWS);
  const released = /"userAgent":\["([^"]*)"\]/.exec(body)?.[1];
  assert.equal(released, long.slice(0, 256));
  // The digest is of the whole: another one that begins the same does not hold the session.
  const cookie = `TGC=${await person.cookie('TGC')}`;
  const other = (userAgent: string) =>
    fetch(`${house.base}/login?service=${encodeURIComponent(CANTEEN)}`, {
      headers: { cookie, 'user-agent': userAgent },
      redirect: 'manual',
    });
  assert.doesNotMatch(await (await other(`${long}a`)).text(), /id="username"/);
  assert.match(await (await other(`${long}b`)).text(), /id="username"/);
});
