// Leaving (CAS Protocol §2.3).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { NEWS, openHouse } from './support/house.ts';

test('CAS-72 INT-84 logout ends the session, expires every cookie of ours, and the next entry asks for credentials', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this.' } } });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  assert.ok(await person.cookie('CASINTERRUPT'));
  const tgc = (await person.cookie('TGC')) ?? '';
  const left = await person.logout();
  assert.equal(left.status, 200);
  for (const name of ['TGC', 'CASINTERRUPT', 'CASLOGIN', 'CASPRIVACY']) {
    assert.equal(await person.cookie(name), undefined, name);
    const expired = left.setCookies.find((cookie) => cookie.startsWith(`${name}=;`)) ?? '';
    assert.match(expired, /Max-Age=0.*Path=\/cas/i, name);
  }
  assert.equal(house.rows('session'), 0);
  const holder = house.person({ headers: { cookie: `TGC=${tgc}` } });
  assert.equal((await holder.arrive(NEWS)).status, 200);
  assert.deepEqual(
    house.audit.slice(-2).map(({ audit, who }) => [audit, who]),
    [
      ['TICKET_GRANTING_TICKET_DESTROYED', 'anna'],
      ['LOGOUT', 'anna'],
    ],
  );
});

test('CAS-72 the session ends from wherever its ticket is brought, pinned or not', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  const cookie = `TGC=${await person.cookie('TGC')}`;
  await house.person({ userAgent: 'Another/2.0', headers: { cookie } }).logout();
  assert.equal((await person.arrive(NEWS)).ticket, undefined);
});

test('CAS-72 without a session it is a page all the same, and POST works as GET does', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  assert.equal((await person.logout()).status, 200);
  await person.enter('anna');
  assert.equal((await person.client.post('/logout', {})).status, 200);
  assert.equal(house.rows('session'), 0);
});

test('CAS-73 without service a page; url is ignored', async (t) => {
  const person = (await openHouse(t, { settings: { 'cas.logout.follow-service-redirects': true } })).person();
  for (const query of [{}, { url: NEWS }]) {
    const answer = await person.logout(query);
    assert.equal(answer.status, 200);
    assert.equal(answer.location, undefined);
  }
});

test('CAS-74 to the application only when it is registered and following is on', async (t) => {
  for (const follows of [false, true]) {
    const house = await openHouse(t, {
      settings: { 'cas.logout.follow-service-redirects': follows },
      services: {
        'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
        'Shut-2.json': serviceFile(2, 'Shut', '^http://shut\\.test/.*', {
          accessStrategy: {
            '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
            enabled: false,
          },
        }),
      },
    });
    const person = house.person();
    await person.enter('anna');
    const registered = await person.logout({ service: NEWS });
    assert.equal(registered.location, follows ? NEWS : undefined);
    assert.equal(registered.status, follows ? 302 : 200);
    for (const [service, status] of [
      ['http://evil.test/', 403],
      ['http://shut.test/', 403],
      ['javascript:alert(1)', 400],
    ] as const) {
      const refused = await person.logout({ service });
      assert.equal(refused.location, undefined);
      assert.equal(refused.status, status, service);
    }
    const twice = await person.client.get(`/logout?service=${NEWS}&service=http://evil.test/`);
    assert.equal(twice.location, undefined);
  }
});

test('CAS-74 the parameters that name the application are a setting', async (t) => {
  const person = (
    await openHouse(t, {
      settings: { 'cas.logout.follow-service-redirects': true, 'cas.logout.redirect-parameter[0]': 'url' },
    })
  ).person();
  assert.equal((await person.logout({ url: NEWS })).location, NEWS);
  assert.equal((await person.logout({ service: NEWS })).location, undefined);
});

test('D4 D22 a logout with two browser ids closes the open pages of both', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this.' } } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const id = (await person.cookie('CASLOGIN')) ?? '';
  const cookie = `CASLOGIN=${'x'.repeat(28)}; CASLOGIN=${id}`;
  assert.equal((await fetch(`${house.base}/logout`, { headers: { cookie } })).status, 200);
  // One of the two was set from elsewhere and is gone; whoever sits here now finds the page still open.
  assert.equal((await person.proceed()).ticket, undefined);
  assert.equal(house.rows('session'), 0);
});
