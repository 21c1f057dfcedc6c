// Tickets as they travel and as they end (CAS Protocol §3), over HTTP and on the durable store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('CAS-25 CAS-26 CAS-27 CAS-28 service tickets: prefix, alphabet, length, no trace of the application, no two alike', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const tickets = await Promise.all(
    Array.from({ length: 50 }, async () => (await person.client.loginForm(NEWS)).ticket ?? ''),
  );
  for (const ticket of tickets) assert.match(ticket, /^ST-[A-Za-z0-9]{28}$/);
  assert.equal(new Set(tickets).size, 50);
  assert.ok(tickets.every((ticket) => ticket.length <= 32));
});

test('CAS-28 W7 the store holds no ticket, no execution, no password, and nobody by name', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'A secret notice.' } } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const execution = person.page().page().form('fm1')?.fields['execution'] ?? '';
  const { ticket = '' } = await person.proceed();
  const tgc = (await person.cookie('TGC')) ?? '';
  const browser = (await person.cookie('CASLOGIN')) ?? '';
  const kept = house.withDatabase((database) => {
    const rows = database.prepare('SELECT id, parent, owner, value FROM ticket_rows').all();
    return rows
      .map((row) =>
        Object.values(row)
          .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : String(cell)))
          .join(),
      )
      .join();
  });
  assert.ok(kept.length > 1000);
  for (const secret of [execution, ticket, tgc, browser, 'Mellon', 'anna', 'secret notice', 'news.test']) {
    assert.equal(kept.includes(secret), false, secret);
    if (!['anna', 'news.test'].includes(secret))
      assert.equal(house.logged().includes(secret), false, `${secret} in the log`);
  }
});

test('CAS-29 CAS-32 CAS-43 a ticket is good for one attempt, whether it succeeded or failed', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, NEWS), 'anna');
  assert.equal(await person.redeem(ticket, NEWS), 'INVALID_TICKET');
  const second = (await person.arrive(NEWS)).ticket;
  assert.equal(await person.redeem(second, CANTEEN), 'INVALID_SERVICE');
  assert.equal(await person.redeem(second, NEWS), 'INVALID_TICKET');
});

test('CAS-30 of 50 parallel validations exactly one succeeds', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  const paths = ['/serviceValidate', '/p3/serviceValidate', '/validate'];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => person.redeem(ticket, NEWS, { path: paths[index % 3] ?? '' })),
  );
  assert.equal(answers.filter((answer) => answer === 'anna').length, 1);
  assert.equal(answers.filter((answer) => answer === 'INVALID_TICKET').length, 49);
});

test('CAS-31 a ticket that nobody validates expires after ten seconds', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const { ticket } = await person.enter('anna', NEWS);
  house.clock.pass(9_999);
  assert.equal(await person.redeem(ticket, NEWS), 'anna');
  const second = (await person.arrive(NEWS)).ticket;
  house.clock.pass(10_000);
  assert.equal(await person.redeem(second, NEWS), 'INVALID_TICKET');
});

test('CAS-33 a session ends by idleness, and each ticket begins the idle time anew', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna', NEWS);
  house.clock.pass(2 * HOUR - 1);
  assert.ok((await person.arrive(NEWS)).ticket);
  house.clock.pass(2 * HOUR - 1);
  assert.ok((await person.arrive(NEWS)).ticket);
  house.clock.pass(2 * HOUR);
  assert.equal((await person.arrive(NEWS)).status, 200);
});

test('CAS-33 a session ends at its hard age however busy it is', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna', NEWS);
  for (let hour = 1; hour < 8; hour += 1) {
    house.clock.pass(HOUR);
    assert.ok((await person.arrive(NEWS)).ticket, `hour ${hour}`);
  }
  house.clock.pass(HOUR);
  assert.equal((await person.arrive(NEWS)).ticket, undefined);
});

test('CAS-33 CAS-72 a service ticket dies with its session', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  await person.logout();
  assert.equal(await person.redeem(ticket, NEWS), 'INVALID_TICKET');
});

test('CAS-34 one session issues many tickets', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna', NEWS);
  for (const service of [NEWS, CANTEEN, NEWS, CANTEEN]) {
    assert.equal(await person.redeem((await person.arrive(service)).ticket, service), 'anna');
  }
});

test('D38 a hard timeout ends a session at its age, whatever the primary limits say', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.ticket.tgt.hard-timeout.time-to-kill-in-seconds': 'PT10H' },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  house.clock.pass(10 * HOUR - 1);
  assert.ok((await person.arrive(NEWS)).ticket);
  house.clock.pass(1);
  assert.equal((await person.arrive(NEWS)).ticket, undefined);
});

test('D38 a timeout ends a session by idleness alone, and is stronger than a hard timeout', async (t) => {
  const house = await openHouse(t, {
    settings: {
      'cas.ticket.tgt.timeout.max-time-to-live-in-seconds': 3600,
      'cas.ticket.tgt.hard-timeout.time-to-kill-in-seconds': 60,
    },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  for (let hour = 0; hour < 12; hour += 1) {
    house.clock.pass(HOUR - MINUTE);
    assert.ok((await person.arrive(NEWS)).ticket, `hour ${hour}`);
  }
  house.clock.pass(HOUR);
  assert.equal((await person.arrive(NEWS)).ticket, undefined);
});
