// What a person may choose beside name and password: to be warned before each application, to make no session on a
// public workstation, to be remembered (CAS-20, CAS-22, CAS-23). As in Apereo CAS 7 the page offers only the
// last, and that when it is enabled; all three count when they are posted, as by an operator's own page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const offered = (form: Answer): readonly (string | undefined)[] =>
  [...form.body.matchAll(/<input type="checkbox"[^>]* name="(\w+)"/g)].map(([, name]) => name);
const warns = (answer: Answer): boolean => answer.body.includes('You asked to be warned');

test('CAS-22 remember-me is offered when it is enabled, and not ticked; the other two are an operator’s to offer', async (t) => {
  const plain = await openHouse(t);
  assert.deepEqual(offered(await plain.person().arrive(NEWS)), []);
  const remembering = await openHouse(t, { settings: { 'cas.ticket.tgt.remember-me.enabled': true } });
  const form = await remembering.person().arrive(NEWS);
  assert.deepEqual(offered(form), ['rememberMe']);
  assert.doesNotMatch(form.body, /\bchecked\b/);
});

test('CAS-22 a ticked remember-me counts only where it is enabled', async (t) => {
  const outlives = async (enabled: boolean): Promise<boolean> => {
    const person = (
      await openHouse(t, { settings: { 'cas.ticket.tgt.remember-me.enabled': enabled } })
    ).person();
    await person.arrive(NEWS);
    const { setCookies } = await person.signIn('anna', { rememberMe: 'true' });
    return setCookies.some((cookie) => /^TGC=.*Max-Age=1209600\b/.test(cookie));
  };
  assert.equal(await outlives(true), true);
  assert.equal(await outlives(false), false);
});

test('CAS-22 D38 only browsers and addresses that are supported are remembered', async (t) => {
  const remembered = async (more: Readonly<Record<string, string>>): Promise<boolean> => {
    const house = await openHouse(t, { settings: { 'cas.ticket.tgt.remember-me.enabled': true, ...more } });
    const person = house.person({ userAgent: 'Office Browser/1.0' });
    await person.arrive(NEWS);
    const { setCookies } = await person.signIn('anna', { rememberMe: 'true' });
    return setCookies.some((cookie) => /^TGC=.*Max-Age=1209600\b/.test(cookie));
  };
  const prefix = 'cas.ticket.tgt.remember-me.supported';
  assert.equal(await remembered({ [`${prefix}-ip-addresses`]: '^127\\.0\\.' }), true);
  assert.equal(await remembered({ [`${prefix}-ip-addresses`]: '^10\\.' }), false);
  assert.equal(await remembered({ [`${prefix}-user-agents`]: '^office' }), true);
  assert.equal(await remembered({ [`${prefix}-user-agents`]: 'Kiosk' }), false);
  assert.equal(
    await remembered({ [`${prefix}-ip-addresses`]: '^127\\.0\\.', [`${prefix}-user-agents`]: 'Kiosk' }),
    false,
  );
});

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`CAS-23 ${mode}: a public workstation gets a ticket and no session, with an interrupt as well`, async (t) => {
    const house = await openHouse(t, { settings, notices: { bert: { message: 'Read this.' } } });
    for (const name of ['anna', 'bert']) {
      const person = house.person();
      await person.arrive(NEWS);
      const answer = await person.signIn(name, { publicWorkstation: 'true' });
      const { ticket } = name === 'bert' ? await person.proceed() : answer;
      assert.equal(await person.redeem(ticket, NEWS), name);
      assert.equal(await person.cookie('TGC'), undefined);
    }
    assert.equal(house.rows('session'), 0);
  });

  test(`CAS-20 ${mode}: the wish to be warned lasts until a login without it, and logging out ends it`, async (t) => {
    const person = (await openHouse(t, { settings })).person();
    await person.arrive(NEWS);
    await person.signIn('anna', { warn: 'true' });
    assert.equal(warns(await person.arrive(CANTEEN)), true);
    // Passed by one answer, for one application.
    assert.equal(await person.redeem((await person.proceed()).ticket, CANTEEN), 'anna');
    assert.equal(warns(await person.arrive(NEWS)), true);

    await person.enter('anna', NEWS, { renew: 'true' });
    assert.equal(await person.redeem((await person.arrive(CANTEEN)).ticket, CANTEEN), 'anna');

    await person.arrive(NEWS, { renew: 'true' });
    await person.signIn('anna', { warn: 'true' });
    assert.ok(await person.cookie('CASPRIVACY'));
    await person.logout();
    assert.equal(await person.cookie('CASPRIVACY'), undefined);
  });
}
