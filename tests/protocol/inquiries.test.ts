// How often inquirers are asked, in which order, and what their failure means (D2, D3, D9).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBulletin } from './support/bulletin.ts';
import { eventually } from './support/eventually.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`INT-97 D2 ${mode}: one inquiry for each request for entry, with a service or without`, async (t) => {
    const house = await openHouse(t, { settings });
    const { asked } = house.bulletin;
    const person = house.person();
    await person.enter('anna', NEWS);
    assert.deepEqual(asked, [{ who: 'anna', where: NEWS }]);
    await person.arrive(CANTEEN);
    assert.deepEqual(asked.slice(1), [{ who: 'anna', where: CANTEEN }]);
    await person.arrive();
    assert.equal(asked.length, 2);
    await house.person().enter('bert');
    assert.deepEqual(asked.slice(2), [{ who: 'bert', where: null }]);
  });

  test(`INT-97 D2 ${mode}: one with a page, none more at proceed, link, stay or a repeated post; one at re-entry`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: { message: 'Read this.' } } });
    const { asked } = house.bulletin;
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.again();
    await person.answer({ _eventId: 'stay' });
    await person.proceed();
    await person.again();
    assert.equal(asked.length, 1);
    assert.ok((await person.arrive(NEWS)).ticket);
    assert.equal(asked.length, 2);
  });

  test(`INT-34 D3 ${mode}: a notice hides no block of a later inquirer, and each is asked once`, async (t) => {
    const second = makeBulletin({ anna: { message: 'Not today.', block: true } }, { name: 'second' });
    const house = await openHouse(t, {
      settings,
      notices: { anna: { message: 'Read this.' } },
      inquirers: [second.planned],
    });
    const person = house.person();
    await person.enter('anna', NEWS);
    assert.equal(second.asked.length, 0);
    const blocked = await person.proceed();
    assert.equal(blocked.page().text('interruptMessage'), 'Not today.');
    assert.equal((await person.answer({ _eventId: 'proceed' })).status, 403);
    // The notice is acknowledged, and still hides nothing.
    const again = await person.enter('anna', NEWS, { renew: 'true' });
    assert.equal(again.page().text('interruptMessage'), 'Not today.');
    assert.equal(house.rows('service-ticket'), 0);
    assert.deepEqual([house.bulletin.asked.length, second.asked.length], [2, 2]);
  });

  test(`INT-30 D9 ${mode}: OPEN goes on, and says so at this application alone`, async (t) => {
    const house = await openHouse(t, { settings });
    house.bulletin.fail(true);
    const person = house.person();
    const { ticket = '' } = await person.enter('anna', NEWS);
    assert.match((await person.validate(ticket, NEWS)).body, /"interruptInquiryFailed":\["bulletin"\]/);
    house.bulletin.fail(false);
    const next = (await person.arrive(CANTEEN)).ticket ?? '';
    assert.doesNotMatch((await person.validate(next, CANTEEN)).body, /interruptInquiryFailed/);
    assert.equal(house.audit.filter(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED').length, 1);
  });

  test(`D9 ${mode}: CLOSED shows a page with a throttled retry; nothing is minted until the inquirer answers`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    house.bulletin.fail(true);
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    assert.equal(isInterrupt(page), false);
    assert.equal(page.ticket, undefined);
    assert.equal(house.bulletin.asked.length, 1);
    house.bulletin.fail(false);
    await person.retry();
    assert.equal(house.bulletin.asked.length, 1, 'too early: not asked');
    house.clock.pass(5_000);
    for (const _eventId of ['proceed', 'submit', '', 'redirect', 'stay']) {
      const answer = await person.answer({ _eventId });
      assert.equal(answer.ticket, undefined, _eventId);
      assert.equal(house.bulletin.asked.length, 1, `${_eventId} is no retry`);
    }
    house.clock.pass(5_000);
    const arrived = await person.retry();
    assert.equal(await person.redeem(arrived.ticket, NEWS), 'anna');
    assert.equal(house.bulletin.asked.length, 2);
    assert.equal(house.rows('session'), 1);
  });

  test(`D9 ${mode}: CLOSED makes no session and no ticket while the inquirer is silent`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    house.bulletin.fail(true);
    const person = house.person();
    await person.enter('anna', NEWS);
    house.clock.pass(5_000);
    await person.retry();
    assert.equal(house.rows('service-ticket'), 0);
    assert.equal(house.rows('session'), 0);
  });
}

test('INT-09 INT-10 INT-11 the JSON strategy in the server, and a file that changes', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.json.location': 'file:interrupts.json' },
    files: {
      'interrupts.json': {
        anna: { message: 'From the file.', data: { field1: ['v1', 'v2'], field2: ['w'] } },
      },
    },
  });
  const page = await house.person().enter('anna', NEWS);
  assert.equal(page.page().text('interruptMessage'), 'From the file.');
  assert.match(page.page().text('field1-value') ?? '', /v1.*v2/);
  assert.ok((await house.person().enter('bert', NEWS)).ticket);
  house.folder.write('interrupts.json', { bert: { message: 'Now you.' } });
  await eventually(async () => isInterrupt(await house.person().enter('bert', NEWS)));
  assert.ok((await house.person().enter('anna', NEWS)).ticket);
});
