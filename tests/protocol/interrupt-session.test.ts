// The interrupt and the single sign-on session: which comes first, which survives what (D5, D16, INT-55 to INT-73).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const AFTER_SSO = { 'cas.interrupt.core.trigger-mode': 'AFTER_SSO' };
const NOTICE = { message: 'Read this.' };
const BLOCK = { message: 'Not today.', block: true };
const MODES = ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const;

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const isLoginForm = (answer: Answer): boolean => answer.page().form('fm1')?.fields['username'] !== undefined;

test('INT-55 AFTER_AUTHENTICATION: no session while the page shows', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  assert.equal(await person.cookie('TGC'), undefined);
  assert.equal(house.rows('session'), 0);
  await person.proceed();
  assert.ok(await person.cookie('TGC'));
});

test('INT-56 AFTER_SSO: the session is there while the page shows', async (t) => {
  const house = await openHouse(t, { settings: AFTER_SSO, notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const before = await person.cookie('TGC');
  assert.ok(before);
  assert.equal(house.rows('session'), 1);
  await person.proceed();
  assert.equal(await person.cookie('TGC'), before);
  assert.equal(house.rows('session'), 1);
});

for (const mode of MODES) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`${mode}: proceed without a service is a page that says so, with a session`, async (t) => {
    const person = (await openHouse(t, { settings, notices: { anna: NOTICE } })).person();
    assert.ok(isInterrupt(await person.enter('anna')));
    const done = await person.proceed();
    assert.deepEqual(done.page().all('h2'), ['Log In Successful']);
    assert.ok(await person.cookie('TGC'));
  });

  test(`INT-46 D16 ${mode}: finalizedInterrupt is released at this entry and the next, and skips nothing by itself`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    const { ticket = '' } = await person.proceed();
    assert.match((await person.validate(ticket, NEWS)).body, /"finalizedInterrupt":\[true\]/);
    const next = (await person.arrive(CANTEEN)).ticket ?? '';
    assert.match((await person.validate(next, CANTEEN)).body, /"finalizedInterrupt":\[true\]/);
    house.bulletin.post('anna', { message: 'Another one.' });
    assert.ok(isInterrupt(await person.arrive(NEWS)));
    const quiet = house.person();
    const { ticket: plain = '' } = await quiet.enter('bert', NEWS);
    assert.doesNotMatch((await quiet.validate(plain, NEWS)).body, /finalizedInterrupt/);
  });

  test(`D16 ${mode}: finalised at re-entry it marks the session that is there, and its date stays`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna');
    house.clock.pass(60_000);
    house.bulletin.post('anna', NOTICE);
    await person.arrive(NEWS);
    const { ticket = '' } = await person.proceed();
    const told = (await person.validate(ticket, NEWS)).body;
    assert.match(told, /"finalizedInterrupt":\[true\]/);
    assert.match(told, /"authenticationDate":\["2030-01-07T08:00:00.000Z"\]/);
    const next = (await person.arrive(CANTEEN)).ticket ?? '';
    assert.match((await person.validate(next, CANTEEN)).body, /finalizedInterrupt/);
  });

  test(`D5 ${mode}: a session that existed before survives a block`, async (t) => {
    for (const ends of [false, true]) {
      const house = await openHouse(t, {
        settings: { ...settings, 'cas.interrupt.core.end-session-on-block': ends },
      });
      const person = house.person();
      await person.enter('anna', NEWS);
      house.bulletin.post('anna', BLOCK);
      assert.ok(isInterrupt(await person.arrive(NEWS)));
      assert.equal((await person.answer({ _eventId: 'proceed' })).status, 403);
      house.bulletin.post('anna', null);
      assert.ok((await person.arrive(NEWS)).ticket, `at re-entry, ends=${ends}`);
      house.bulletin.post('anna', BLOCK);
      assert.ok(isInterrupt(await person.enter('anna', NEWS, { renew: 'true' })));
      house.bulletin.post('anna', null);
      assert.ok((await person.arrive(NEWS)).ticket, `at renew, ends=${ends}`);
    }
  });

  test(`D5 ${mode}: credentials of another person over a session end it, whatever the new login gets`, async (t) => {
    for (const fields of [{}, { publicWorkstation: 'true' }] as Record<string, string>[]) {
      const house = await openHouse(t, { settings });
      const person = house.person();
      await person.enter('anna', NEWS);
      const before = await person.cookie('TGC');
      await person.arrive(CANTEEN, { renew: 'true' });
      const { ticket } = await person.signIn('bert', fields);
      assert.equal(await person.redeem(ticket, CANTEEN), 'bert');
      assert.notEqual(await person.cookie('TGC'), before);
      assert.equal(house.rows('session'), fields['publicWorkstation'] === undefined ? 1 : 0);
      assert.ok(
        house.audit.some(({ audit, who }) => audit === 'TICKET_GRANTING_TICKET_DESTROYED' && who === 'anna'),
      );
    }
  });

  test(`D5 D14 ${mode}: the new person's acknowledgement is kept although another's session ended`, async (t) => {
    const house = await openHouse(t, { settings, notices: { bert: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    assert.ok(isInterrupt(await person.enter('bert', NEWS, { renew: 'true' })));
    assert.equal(await person.redeem((await person.proceed()).ticket, NEWS), 'bert');
    assert.ok((await person.arrive(CANTEEN)).ticket);
  });

  test(`D5 ${mode}: credentials of the same person go on with the session, under the same ticket`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna', NEWS);
    const before = await person.cookie('TGC');
    house.clock.pass(3_600_000);
    const { ticket = '' } = await person.enter('anna', NEWS, { renew: 'true' });
    assert.equal(await person.cookie('TGC'), before);
    assert.equal(house.rows('session'), 1);
    assert.match((await person.validate(ticket, NEWS)).body, /2030-01-07T09:00:00.000Z/);
  });

  test(`INT-60 W2 ${mode}: warnings of an account come after or before the page as the mode says`, async (t) => {
    const house = await openHouse(t, {
      settings,
      notices: { anna: NOTICE },
      warnings: { anna: ['Your password ends soon.'] },
    });
    const person = house.person();
    const order = [await person.enter('anna', NEWS)];
    const sessions = [house.rows('session')];
    const answer = async (): Promise<void> => {
      const form = order.at(-1)?.page().form('form') === undefined ? 'fm1' : 'form';
      order.push(await person.client.submit(order.at(-1) as Answer, form));
      sessions.push(house.rows('session'));
    };
    await answer();
    await answer();
    const titles = order.slice(0, 2).map((page) => page.page().all('h1').at(-1));
    const warning = 'Authentication Succeeded with Warnings';
    const interrupt = 'Authentication Interrupt';
    assert.deepEqual(titles, mode === 'AFTER_SSO' ? [warning, interrupt] : [interrupt, warning]);
    assert.deepEqual(sessions, mode === 'AFTER_SSO' ? [0, 1, 1] : [0, 0, 1]);
    assert.equal(await person.redeem(order.at(-1)?.ticket, NEWS), 'anna');
  });

  test(`cas.sso.sso-enabled=false ${mode}: a ticket, never a session`, async (t) => {
    const house = await openHouse(t, {
      settings: { ...settings, 'cas.sso.sso-enabled': false },
      notices: { anna: NOTICE },
    });
    const person = house.person();
    await person.enter('anna', NEWS);
    const { ticket } = await person.proceed();
    assert.equal(await person.redeem(ticket, NEWS), 'anna');
    assert.equal(house.rows('session'), 0);
    assert.equal(await person.cookie('TGC'), undefined);
    assert.ok(isLoginForm(await person.arrive(NEWS)));
  });
}

test('INT-72 ssoEnabled=false in AFTER_AUTHENTICATION: a ticket, no session, and the old one of the same person goes on', async (t) => {
  const house = await openHouse(t, { notices: { bert: { ...NOTICE, ssoEnabled: false } } });
  const person = house.person();
  await person.enter('bert', NEWS);
  const first = await person.proceed();
  assert.equal(await person.redeem(first.ticket, NEWS), 'bert');
  assert.equal(await person.cookie('TGC'), undefined);
  // INT-89, D14: acknowledged, so no page; but its consequence stays.
  const second = await person.enter('bert', NEWS);
  assert.equal(await person.redeem(second.ticket, NEWS), 'bert');
  assert.equal(await person.cookie('TGC'), undefined);
  assert.equal(house.rows('session'), 0);
});

test('D5 INT-72 ssoEnabled=false over another person’s session ends that one', async (t) => {
  const house = await openHouse(t, { notices: { bert: { ...NOTICE, ssoEnabled: false } } });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.enter('bert', NEWS, { renew: 'true' });
  assert.equal(house.rows('session'), 1);
  assert.ok((await person.proceed()).ticket);
  assert.equal(house.rows('session'), 0);
  assert.equal(await person.cookie('TGC'), undefined);
});

test('INT-73 ssoEnabled=false in AFTER_SSO: the session stays', async (t) => {
  const house = await openHouse(t, {
    settings: AFTER_SSO,
    notices: { anna: { ...NOTICE, ssoEnabled: false } },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  assert.ok((await person.arrive(CANTEEN)).ticket);
});

test('D5 AFTER_SSO: a block leaves the session the login made, unless it is to end it', async (t) => {
  for (const ends of [false, true]) {
    const house = await openHouse(t, {
      settings: { ...AFTER_SSO, 'cas.interrupt.core.end-session-on-block': ends },
      notices: { anna: BLOCK },
    });
    const person = house.person();
    assert.ok(isInterrupt(await person.enter('anna', NEWS)));
    assert.equal(house.rows('session'), ends ? 0 : 1);
    assert.equal((await person.cookie('TGC')) === undefined, ends);
    const whats = ['TICKET_GRANTING_TICKET_CREATED', 'TICKET_GRANTING_TICKET_DESTROYED'].map(
      (action) => house.audit.find(({ audit }) => audit === action)?.what,
    );
    assert.match(whats[0] ?? '', /^TGT-sha256:[0-9a-f]{12}$/);
    assert.equal(whats[1], ends ? whats[0] : undefined);
    assert.equal(house.rows('service-ticket'), 0);
  }
});

test('D17 INT-40 D7 INT-41 forced: the page at every entry, unless the application says FALSE', async (t) => {
  const policy = (forceExecution: string): object => ({
    webflowInterruptPolicy: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
      forceExecution,
    },
  });
  for (const global of [true, false]) {
    const house = await openHouse(t, {
      settings: { 'cas.interrupt.core.force-execution': global },
      notices: { anna: NOTICE },
      services: {
        'Forced-1.json': serviceFile(1, 'Forced', '^http://forced\\.test/.*', policy('TRUE')),
        'Spared-2.json': serviceFile(2, 'Spared', '^http://spared\\.test/.*', policy('FALSE')),
        'Plain-3.json': serviceFile(3, 'Plain', '^http://plain\\.test/.*'),
      },
    });
    const person = house.person();
    await person.enter('anna', 'http://plain.test/');
    await person.proceed();
    for (const [service, page] of [
      ['http://forced.test/', true],
      ['http://spared.test/', false],
      ['http://plain.test/', global],
    ] as const) {
      assert.equal(isInterrupt(await person.arrive(service)), page, `${service} ${global}`);
      if (page) assert.equal(await person.redeem((await person.proceed()).ticket, service), 'anna');
    }
  }
});

test('INT-37 INT-47 INT-48 INT-54 no notice, or a policy that switches interrupts off: ticket and session at once', async (t) => {
  const off = {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
    enabled: false,
  };
  const skip = {
    skipInterrupt: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty',
      values: ['java.util.HashSet', ['true']],
    },
  };
  const house = await openHouse(t, {
    notices: { anna: BLOCK },
    services: {
      'Off-1.json': serviceFile(1, 'Off', '^http://off\\.test/.*', { webflowInterruptPolicy: off }),
      'Both-2.json': serviceFile(2, 'Both', '^http://both\\.test/.*', {
        webflowInterruptPolicy: { ...off, forceExecution: 'TRUE' },
      }),
      'Skip-3.json': serviceFile(3, 'Skip', '^http://skip\\.test/.*', { properties: skip }),
    },
  });
  for (const service of ['http://off.test/', 'http://both.test/', 'http://skip.test/']) {
    const person = house.person();
    const { ticket } = await person.enter('anna', service);
    assert.equal(await person.redeem(ticket, service), 'anna', service);
    assert.ok(await person.cookie('TGC'));
  }
  assert.equal(house.bulletin.asked.length, 0);
  const quiet = house.person();
  assert.ok((await quiet.enter('bert', 'http://off.test/')).ticket);
});
