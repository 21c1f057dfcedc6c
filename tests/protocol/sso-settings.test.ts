// `cas.sso.*`, each with its effect. `sso-enabled` with interrupts: interrupt-session.test.ts; `renew`: login-requestor.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse, type HouseOptions } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';
import { refusal } from './support/start-up.ts';

const REQUIRED = 'cas.sso.services.required-service-pattern';
const PORTAL = 'http://portal.test/';
const SERVICES = {
  'Portal-3.json': serviceFile(3, 'Portal', '^http://portal\\.test/.*'),
  'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
  'Canteen-2.json': serviceFile(2, 'Canteen', '^http://canteen\\.test/.*'),
};
const portalFirst: HouseOptions = { services: SERVICES, settings: { [REQUIRED]: 'PORTAL\\.test' } };
const isLoginForm = (answer: Answer): boolean => answer.page().form('fm1')?.fields['username'] !== undefined;

function assertAnotherFirst(answer: Answer): void {
  assert.equal(answer.status, 403);
  assert.deepEqual(answer.page().all('h2'), ['Application Not Authorized to Use CAS']);
  assert.match(answer.body, /Another application has to be entered before this one/);
}

async function signIn(person: Person, service: string): Promise<Answer> {
  assert.ok(isLoginForm(await person.arrive(service)));
  return person.signIn('anna');
}

test('cas.sso.sso-enabled=false: a ticket, no session, and credentials at the next application', async (t) => {
  const person = (await openHouse(t, { settings: { 'cas.sso.sso-enabled': false } })).person();
  assert.equal(await person.redeem((await signIn(person, NEWS)).ticket, NEWS), 'anna');
  assert.equal(await person.cookie('TGC'), undefined);
  assert.ok(isLoginForm(await person.arrive(CANTEEN)));
});

test('cas.sso.renew-authn-enabled=false leaves renew unheeded', async (t) => {
  for (const enabled of [true, false]) {
    const person = (await openHouse(t, { settings: { 'cas.sso.renew-authn-enabled': enabled } })).person();
    await signIn(person, NEWS);
    assert.equal((await person.arrive(CANTEEN, { renew: 'true' })).ticket === undefined, enabled);
  }
});

test('cas.sso.create-sso-cookie-on-renew-authn=false: a renewed login gets a ticket and no session', async (t) => {
  for (const create of [true, false]) {
    const settings = { 'cas.sso.create-sso-cookie-on-renew-authn': create };
    const house = await openHouse(t, { settings });
    const person = house.person();
    assert.ok((await person.enter('anna', NEWS, { renew: 'true' })).ticket);
    assert.equal((await person.cookie('TGC')) !== undefined, create);
    assert.equal(house.rows('session'), create ? 1 : 0);
    // A session that was there before stays as it was (D5).
    const other = house.person();
    await other.enter('anna', NEWS);
    const before = await other.cookie('TGC');
    assert.ok((await other.enter('anna', NEWS, { renew: 'true' })).ticket);
    assert.equal(await other.cookie('TGC'), before);
    assert.ok((await other.arrive(CANTEEN)).ticket);
  }
});

test('cas.sso.services.allow-missing-service-parameter=false, also by its earlier names: no login without application', async (t) => {
  for (const name of [
    'cas.sso.services.allow-missing-service-parameter',
    'cas.sso.allow-missing-service-parameter',
    'cas.sso.missing-service',
  ]) {
    const person = (await openHouse(t, { settings: { [name]: false } })).person();
    const answer = await person.arrive();
    assert.equal(answer.status, 403);
    assert.match(answer.body, /Signing in is possible here only on the way to an application/);
    assert.ok((await signIn(person, NEWS)).ticket);
  }
  assert.ok(isLoginForm(await (await openHouse(t)).person().arrive()));
});

test(`${REQUIRED}: another application first, before credentials are asked for; afterwards all are open`, async (t) => {
  const house = await openHouse(t, portalFirst);
  const person = house.person();
  assertAnotherFirst(await person.arrive(NEWS));
  assert.equal(house.rows('session'), 0);
  assert.equal(await person.redeem((await signIn(person, PORTAL)).ticket, PORTAL), 'anna');
  for (const service of [NEWS, CANTEEN])
    assert.equal(await person.redeem((await person.arrive(service)).ticket, service), 'anna');
  await house.restart();
  assert.ok((await person.arrive(NEWS)).ticket);
  await person.logout();
  assertAnotherFirst(await person.arrive(NEWS));
});

test(`${REQUIRED}: a login without application enters none, and a gateway goes back without ticket`, async (t) => {
  const person = (await openHouse(t, portalFirst)).person();
  assert.deepEqual((await person.enter('anna')).page().all('h2'), ['Log In Successful']);
  assertAnotherFirst(await person.arrive(NEWS));
  assert.equal((await person.arrive(NEWS, { gateway: 'true' })).location, NEWS);
  assert.ok((await person.arrive(PORTAL)).ticket);
  assert.ok((await person.arrive(NEWS, { gateway: 'true' })).ticket);
});

test(`${REQUIRED}: renew keeps what the session has done, another person’s session lends nothing`, async (t) => {
  const house = await openHouse(t, portalFirst);
  const person = house.person();
  assertAnotherFirst(await person.enter('anna', NEWS, { renew: 'true' }));
  assert.equal(house.rows('session'), 0);
  await signIn(person, PORTAL);
  assert.ok((await person.enter('anna', NEWS, { renew: 'true' })).ticket);
  assert.ok((await person.arrive(CANTEEN)).ticket);
  assertAnotherFirst(await person.enter('bert', NEWS, { renew: 'true' }));
});

test(`${REQUIRED}: in both trigger modes an interrupt on the way to it does not count as having entered`, async (t) => {
  for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO']) {
    const settings = { ...portalFirst.settings, 'cas.interrupt.core.trigger-mode': mode };
    const person = (
      await openHouse(t, { ...portalFirst, settings, notices: { anna: { message: 'Read this.' } } })
    ).person();
    await signIn(person, PORTAL);
    assertAnotherFirst(await person.arrive(NEWS));
    await person.arrive(PORTAL);
    if (mode === 'AFTER_AUTHENTICATION') await person.signIn('anna');
    assert.ok((await person.proceed()).ticket);
    assert.ok((await person.arrive(NEWS)).ticket, mode);
  }
});

test(`${REQUIRED}: a pattern that Java knows and we cannot run stops start-up`, async (t) => {
  assert.match(await refusal(t, { [REQUIRED]: '(a)\\1' }), /required-service-pattern: position/);
});
