// A page that was kept open (D39): what is older than a minute is asked for again before an answer to it counts.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { House, HouseOptions } from './support/house.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import { eventually } from './support/eventually.ts';
import { makeBulletin } from './support/bulletin.ts';
import type { Answer } from './support/person.ts';

const NOTICE = { message: 'Read this', links: { Library: 'https://library.example.edu/' } };
const OTHER = { message: 'Read this, too' };
const BLOCK = { message: 'Account closed', block: true };

const isBlock = (answer: Answer): boolean =>
  answer.ticket === undefined &&
  answer.page().form('fm1') === undefined &&
  answer.page().text('cancel') !== undefined;
const message = (answer: Answer): string | undefined => answer.page().text('interruptMessage');
const hasChanged = (answer: Answer): boolean => answer.page().text('changed') !== undefined;

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO']) {
  describe(`a page kept open, ${mode}`, () => {
    const open = (t: TestContext, options: HouseOptions = {}): Promise<House> =>
      openHouse(t, {
        notices: { anna: NOTICE },
        ...options,
        settings: { 'cas.interrupt.core.trigger-mode': mode, ...options.settings },
      });

    test(`D39 ${mode}: within a minute nobody is asked again; later once, and the same payload goes on`, async (t) => {
      const house = await open(t);
      for (const [waited, inquiries] of [
        [60_000, 1],
        [60_001, 2],
        [600_000, 2],
      ] as const) {
        const person = house.person();
        const before = house.bulletin.asked.length;
        await person.enter('anna', NEWS);
        house.clock.pass(waited);
        const answer = await person.proceed();
        assert.equal(await person.redeem(answer.ticket, NEWS), 'anna');
        assert.equal(house.bulletin.asked.length - before, inquiries, `${waited} ms`);
      }
    });

    test(`D39 ${mode}: a block that came meanwhile is met, by proceed and by a link`, async (t) => {
      const house = await open(t);
      for (const act of ['proceed', 'follow'] as const) {
        house.bulletin.post('anna', NOTICE);
        const person = house.person();
        await person.enter('anna', NEWS);
        house.bulletin.post('anna', BLOCK);
        house.clock.pass(60_001);
        const met = act === 'proceed' ? await person.proceed() : await person.follow('Library');
        assert.ok(isBlock(met), act);
        assert.equal(hasChanged(met), false);
        const forged = await person.answer({ _eventId: 'proceed' });
        assert.deepEqual([forged.status, forged.ticket], [403, undefined]);
      }
    });

    test(`D39 ${mode}: a changed notice is shown; the answer to the old one counts for the old one`, async (t) => {
      const house = await open(t);
      const person = house.person();
      await person.enter('anna', NEWS);
      house.bulletin.post('anna', OTHER);
      house.clock.pass(60_001);
      const page = await person.proceed();
      assert.equal(message(page), 'Read this, too');
      assert.match(page.page().text('changed') ?? '', /^This text has changed/);
      const answer = await person.proceed();
      assert.equal(await person.redeem(answer.ticket, NEWS), 'anna');
      // Both are remembered: neither is shown again to this browser.
      for (const notice of [NOTICE, OTHER]) {
        house.bulletin.post('anna', notice);
        assert.ok((await person.enter('anna', CANTEEN, { renew: 'true' })).ticket, notice.message);
      }
    });

    test(`D39 ${mode}: an interrupt that is no more goes on`, async (t) => {
      const house = await open(t);
      for (const act of ['proceed', 'follow'] as const) {
        house.bulletin.post('anna', { ...NOTICE, message: act });
        const person = house.person();
        await person.enter('anna', NEWS);
        house.bulletin.post('anna', null);
        house.clock.pass(60_001);
        const answer = act === 'proceed' ? await person.proceed() : await person.follow('Library');
        if (act === 'proceed') assert.ok(answer.ticket);
        else assert.equal(answer.location, 'https://library.example.edu/');
      }
    });

    test(`D39 ${mode}: an inquirer before the one that has the page is asked again too`, async (t) => {
      const second = makeBulletin({ anna: OTHER }, { name: 'second' });
      const house = await open(t, { notices: {}, inquirers: [second.planned] });
      const person = house.person();
      assert.equal(message(await person.enter('anna', NEWS)), 'Read this, too');
      house.bulletin.post('anna', BLOCK);
      house.clock.pass(60_001);
      assert.ok(isBlock(await person.proceed()));
    });

    test(`D39 ${mode}: the warnings of an account kept open let nobody past a block`, async (t) => {
      const house = await open(t, { notices: {}, warnings: { anna: ['Your password expires soon.'] } });
      const person = house.person();
      const page = await person.enter('anna', NEWS);
      assert.match(page.body, /Your password expires soon/);
      house.bulletin.post('anna', BLOCK);
      house.clock.pass(60_001);
      assert.ok(isBlock(await person.answer({ _eventId: 'proceed' })));
    });

    test(`D39 ${mode}: a forced page is not shown twice in one entry, however long it was open`, async (t) => {
      const house = await open(t, { settings: { 'cas.interrupt.core.force-execution': true } });
      const person = house.person();
      await person.enter('anna', NEWS);
      house.clock.pass(600_000);
      assert.ok((await person.proceed()).ticket);
    });
  });
}

test('D39 the warning before an application kept open lets nobody past a block', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive(CANTEEN);
  assert.ok((await person.signIn('anna', { warn: 'true' })).ticket);
  const warning = await person.arrive(NEWS);
  assert.match(warning.body, /asked to be warned/);
  house.bulletin.post('anna', BLOCK);
  house.clock.pass(60_001);
  assert.ok(isBlock(await person.proceed()));
});

test('D39 D9 a check that fails when it is asked again counts as its failure mode says', async (t) => {
  for (const failureMode of ['OPEN', 'CLOSED'] as const) {
    const house = await openHouse(t, { notices: { anna: NOTICE }, failureMode });
    const person = house.person();
    await person.enter('anna', NEWS);
    house.bulletin.fail(true);
    house.clock.pass(60_001);
    const answer = await person.proceed();
    if (failureMode === 'OPEN') {
      const { body } = await person.validate(answer.ticket ?? '', NEWS);
      assert.match(body, /interruptInquiryFailed/);
      continue;
    }
    assert.equal(answer.ticket, undefined);
    assert.ok(answer.page().form('formretry'));
    house.bulletin.fail(false);
    house.clock.pass(5_000);
    assert.ok((await person.retry()).ticket, 'the notice was answered before the check failed');
  }
});

test('D39 D7 a policy that no longer exempts is looked at again', async (t) => {
  const policy = (enabled: boolean): object => ({
    '@class': 'org.apereo.cas.services.CasRegisteredService',
    serviceId: '^http://news\\.test/.*',
    name: 'News',
    id: 1,
    webflowInterruptPolicy: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
      enabled,
    },
  });
  const house = await openHouse(t, {
    notices: { anna: BLOCK },
    warnings: { anna: ['Your password expires soon.'] },
    services: { 'News-1.json': policy(false) },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  house.folder.write('services/News-1.json', policy(true));
  await eventually(async () => {
    const other = house.person();
    return isBlock(await other.enter('anna', NEWS));
  });
  house.clock.pass(60_001);
  assert.ok(isBlock(await person.answer({ _eventId: 'proceed' })));
});
