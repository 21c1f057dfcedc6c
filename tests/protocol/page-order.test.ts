// Which page comes first when several are due: the interrupt, warnings of the account, the warning before an
// application (`CASPRIVACY`), and credentials asked for anew (INT-60, W2, CAS-20).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const MODES = ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const;
const NOTICE = { message: 'Read this.' };

/** What kind of page a person sees. */
function kindOf(answer: Answer): string {
  if (answer.ticket !== undefined) return 'ticket';
  const page = answer.page();
  if (page.all('h1').includes('Authentication Interrupt')) return 'interrupt';
  if (page.form('form') !== undefined) return 'account';
  if (answer.body.includes('You asked to be warned')) return 'warn';
  return page.form('fm1')?.fields['username'] === undefined ? `${answer.status}` : 'form';
}

for (const mode of MODES) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`CAS-20 W2 ${mode}: the wish to be warned counts from the next entry on; the interrupt comes first`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.arrive(NEWS);
    assert.equal(kindOf(await person.signIn('anna', { warn: 'true' })), 'interrupt');
    assert.equal(kindOf(await person.proceed()), 'ticket');
    assert.equal(kindOf(await person.arrive(CANTEEN)), 'warn');
    for (const _eventId of ['', 'submit', 'redirect'])
      assert.equal(kindOf(await person.answer({ _eventId, link: 'https://a.test/' })), 'warn', _eventId);
    assert.equal(await person.redeem((await person.proceed()).ticket, CANTEEN), 'anna');

    house.bulletin.post('anna', { message: 'Something new.' });
    assert.equal(kindOf(await person.arrive(NEWS)), 'interrupt');
    assert.equal(kindOf(await person.proceed()), 'warn');
    assert.equal(kindOf(await person.proceed()), 'ticket');
  });

  test(`INT-60 W2 ${mode}: a block keeps everything behind it from being shown`, async (t) => {
    const house = await openHouse(t, {
      settings,
      notices: { anna: { ...NOTICE, block: true } },
      warnings: { anna: ['Your password ends soon.'] },
    });
    const person = house.person();
    await person.arrive(NEWS);
    const first = await person.signIn('anna', { warn: 'true' });
    if (mode === 'AFTER_SSO') assert.equal(kindOf(first), 'account');
    const page = mode === 'AFTER_SSO' ? await person.answer({ _eventId: 'proceed' }) : first;
    assert.equal(kindOf(page), 'interrupt');
    const forged = await person.answer({ _eventId: 'proceed' });
    assert.equal(forged.status, 403);
    assert.equal(house.rows('service-ticket'), 0);
    assert.equal(house.rows('session'), mode === 'AFTER_SSO' ? 1 : 0);
  });

  test(`INT-60 ${mode}: warnings of an account come with credentials only, renew among them`, async (t) => {
    const house = await openHouse(t, {
      settings,
      warnings: { anna: ['Your password ends soon.', 'Tomorrow.'] },
    });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    assert.equal(kindOf(page), 'account');
    assert.match(page.body, /Your password ends soon\.[\s\S]*Tomorrow\./);
    assert.equal(house.rows('session'), 0);
    assert.equal(kindOf(await person.answer({ _eventId: 'other' })), 'account');
    assert.equal(kindOf(await person.answer({ _eventId: 'proceed' })), 'ticket');
    assert.equal(kindOf(await person.arrive(CANTEEN)), 'ticket');
    assert.equal(kindOf(await person.arrive(CANTEEN, { renew: 'true' })), 'form');
    assert.equal(kindOf(await person.signIn('anna')), 'account');
  });
}

test('INT-74 without an interrupt nothing is said about the session: an earlier ssoEnabled=false leaves nothing behind', async (t) => {
  const house = await openHouse(t, { notices: { anna: { ...NOTICE, ssoEnabled: false } } });
  const person = house.person();
  await person.enter('anna', NEWS);
  assert.equal(kindOf(await person.proceed()), 'ticket');
  assert.equal(house.rows('session'), 0);
  house.bulletin.post('anna', null);
  assert.equal(kindOf(await person.enter('anna', NEWS)), 'ticket');
  assert.equal(house.rows('session'), 1);
  assert.equal(kindOf(await person.arrive(CANTEEN)), 'ticket');
});
