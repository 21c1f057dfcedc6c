// A login whose check could not be made leaves nothing behind, a block ends what was never cleared, and reloading is
// no faster than the button (D32).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';

const NOTICE = { message: 'Read this' };
const BLOCK = { message: 'Account closed', block: true };
const AFTER_SSO = { 'cas.interrupt.core.trigger-mode': 'AFTER_SSO' };
const ENDS = { ...AFTER_SSO, 'cas.interrupt.core.end-session-on-block': true };

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO']) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`D32 ${mode}: a login whose check could not be made leaves no session and no cookie`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    house.bulletin.fail(true);
    const person = house.person();
    for (const service of [NEWS, undefined]) {
      const page = await person.enter('anna', service);
      assert.ok(page.page().form('formretry'), service);
      assert.equal(house.rows('session'), 0);
      assert.equal(await person.cookie('TGC'), undefined);
    }
    house.clock.pass(5_000);
    await person.retry();
    await person.answer({ _eventId: 'proceed' });
    assert.equal(house.rows('session'), 0);
    house.bulletin.fail(false);
    house.clock.pass(5_000);
    const done = await person.retry();
    assert.deepEqual(done.page().all('h2'), ['Log In Successful']);
    assert.equal(house.rows('session'), 1);
    assert.ok((await person.arrive(NEWS)).ticket, 'the same login made its session');
  });

  test(`D32 ${mode}: reloads, other tabs and other browsers ask no faster than the button`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    const person = house.person();
    await person.enter('anna');
    house.bulletin.fail(true);
    const before = house.bulletin.asked.length;
    const asked = (): number => house.bulletin.asked.length - before;
    for (let reload = 0; reload < 5; reload += 1) {
      const page = await person.arrive(NEWS);
      assert.ok(page.page().form('formretry'));
      assert.ok((await person.retry()).page().form('formretry'));
    }
    assert.ok((await house.person().enter('anna', NEWS)).page().form('formretry'));
    assert.equal((await person.arrive(NEWS, { gateway: 'true' })).ticket, undefined);
    assert.equal(asked(), 1);
    await person.arrive(CANTEEN);
    assert.equal(asked(), 2, 'another application has a check of its own');
    await house.person().enter('bert', NEWS);
    assert.equal(asked(), 3, 'another person too');
    await person.arrive(NEWS);
    house.bulletin.fail(false);
    assert.ok((await person.retry()).page().form('formretry'), 'too early');
    for (const _eventId of ['proceed', 'submit', '']) {
      house.clock.pass(5_000);
      assert.equal((await person.answer({ _eventId })).ticket, undefined, `${_eventId} is no retry`);
    }
    assert.equal(await person.redeem((await person.retry()).ticket, NEWS), 'anna');
    assert.equal(asked(), 4);
  });

  test(`D32 D5 ${mode}: a session that had been cleared outlives a check that cannot be made`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    const person = house.person();
    assert.ok((await person.enter('anna', NEWS)).ticket);
    house.bulletin.fail(true);
    await person.arrive(CANTEEN);
    await person.enter('anna', CANTEEN, { renew: 'true' });
    house.bulletin.fail(false);
    house.clock.pass(5_000);
    assert.ok((await person.arrive(NEWS)).ticket);
  });
}

test('D32 a block met from a second tab ends a session that was never cleared', async (t) => {
  for (const gateway of [undefined, 'true']) {
    const house = await openHouse(t, { settings: ENDS, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    assert.equal(house.rows('session'), 1);
    house.bulletin.post('anna', BLOCK);
    const met = await person.arrive(CANTEEN, gateway === undefined ? {} : { gateway });
    assert.equal(met.ticket, undefined);
    assert.equal(house.rows('session'), 0);
    assert.equal(await person.cookie('TGC'), undefined);
    house.bulletin.post('anna', null);
    assert.ok((await person.arrive(CANTEEN)).page().form('fm1')?.fields['_eventId'] === 'submit');
  }
});

test('D32 a notice that turns into a block while its page is open ends the session too', async (t) => {
  const house = await openHouse(t, { settings: ENDS, notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  house.bulletin.post('anna', BLOCK);
  house.clock.pass(60_001);
  assert.equal((await person.proceed()).ticket, undefined);
  assert.equal(house.rows('session'), 0);
});

test('D32 D5 the first leave clears a session: a later block lets it live', async (t) => {
  const house = await openHouse(t, { settings: ENDS, notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  assert.ok((await person.proceed()).ticket);
  house.bulletin.post('anna', BLOCK);
  assert.equal((await person.arrive(CANTEEN)).ticket, undefined);
  assert.equal(house.rows('session'), 1);
});

test('D32 a repeated post never shows a ticket that was used, whatever the method', async (t) => {
  for (const method of ['GET', 'POST', 'HEADER']) {
    const house = await openHouse(t);
    const person = house.person();
    const answer = await person.enter('anna', NEWS, { method });
    const ticketIn = ({ ticket, headers, body }: typeof answer): string | undefined =>
      ticket ?? headers.get('ticket') ?? /name="ticket" value="([^"]+)"/.exec(body)?.[1];
    const ticket = ticketIn(answer) ?? '';
    assert.match(ticket, /^ST-/, method);
    assert.equal(ticketIn(await person.again()), ticket, `${method}: nobody has used it`);
    assert.equal(await person.redeem(ticket, NEWS), 'anna');
    const again = await person.again();
    assert.ok(!`${again.body}${JSON.stringify([...again.headers])}`.includes(ticket), method);
    assert.equal(again.status, 303, `${method}: the request begins again`);
  }
});

test('D32 AFTER_SSO: while nobody is asked again, a login and a retry make no session', async (t) => {
  const house = await openHouse(t, { settings: AFTER_SSO, failureMode: 'CLOSED' });
  const made = (): number =>
    house.audit.filter(({ audit }) => audit === 'TICKET_GRANTING_TICKET_CREATED').length;
  house.bulletin.fail(true);
  await house.person().enter('anna', NEWS);
  const before = made();
  const person = house.person();
  assert.ok((await person.enter('anna', NEWS)).page().form('formretry'));
  assert.ok((await person.retry()).page().form('formretry'), 'too early');
  assert.equal(made(), before);
  house.bulletin.fail(false);
  house.clock.pass(5_000);
  assert.ok((await person.retry()).ticket);
  assert.equal(made(), before + 1);
});
