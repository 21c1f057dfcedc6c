// /login as requestor: who is asked for credentials, who is sent back, who is refused (CAS Protocol §2.1).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const isLoginForm = (answer: Answer): boolean => answer.page().form('fm1')?.fields['username'] !== undefined;
const heading = (answer: Answer): string => answer.page().all('h2').join('|');

test('CAS-01 every address of the protocol exists under the context path, and names are case-sensitive', async (t) => {
  const house = await openHouse(t);
  const { client } = house.person();
  for (const path of ['/login', '/logout', '/validate', '/serviceValidate', '/p3/serviceValidate']) {
    assert.equal((await client.get(path)).status, 200, path);
  }
  assert.equal((await client.get(house.base)).location, `${house.base}/`);
  assert.equal((await client.get(`${house.base}/`)).location, `${house.base}/login`);
  assert.equal((await client.get('/nowhere')).status, 404);
  assert.equal(isLoginForm(await client.get('/login?SERVICE=http%3A%2F%2Fevil.test%2F')), true);
  assert.match((await client.get('/serviceValidate?TICKET=ST-1&SERVICE=x')).body, /INVALID_REQUEST/);
  for (const method of ['DELETE', 'PUT', 'PATCH']) {
    const answer = await fetch(`${house.base}/login`, { method });
    assert.equal(answer.status, 405, method);
    assert.equal(await answer.text(), '');
  }
});

test('CAS-02 without service and session there is the form', async (t) => {
  const person = (await openHouse(t)).person();
  const form = await person.arrive();
  assert.equal(form.status, 200);
  assert.ok(isLoginForm(form));
});

test('CAS-03 without service and with a session: already logged in, and no ticket', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  const again = await person.arrive();
  assert.equal(again.status, 200);
  assert.equal(heading(again), 'Log In Successful');
  assert.equal(house.rows('service-ticket'), 0);
});

test('CAS-04 the form carries one-time token, event and fields, and posts to the address it was served from', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const first = (await person.arrive(NEWS)).page().form('fm1');
  const second = (await person.arrive(NEWS)).page().form('fm1');
  assert.ok(first?.fields['execution']);
  assert.notEqual(first.fields['execution'], second?.fields['execution']);
  assert.equal(first.fields['_eventId'], 'submit');
  assert.equal(first.action ?? person.page().url, person.page().url);
  assert.equal(await person.redeem((await person.signIn('anna')).ticket, NEWS), 'anna');
});

test('CAS-05 an unknown or disabled application is refused on every way, and nobody is sent there', async (t) => {
  const disabled = {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
    enabled: false,
  };
  const house = await openHouse(t, {
    services: {
      'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
      'Shut-3.json': serviceFile(3, 'Shut', '^http://shut\\.test/.*', { accessStrategy: disabled }),
    },
    settings: { 'cas.logout.follow-service-redirects': true },
  });
  const guest = house.person();
  const anna = house.person();
  await anna.enter('anna');
  for (const person of [guest, anna]) {
    for (const service of ['http://evil.test/', 'http://shut.test/', 'http://news.test.evil.test/']) {
      for (const query of [
        {},
        { gateway: 'true' },
        { renew: 'true' },
        { method: 'POST' },
        { method: 'HEADER' },
      ]) {
        const answer = await person.arrive(service, query);
        assert.equal(answer.status, 403, service);
        assert.equal(answer.location, undefined);
        assert.equal(heading(answer), 'Application Not Authorized to Use CAS');
        assert.equal(isLoginForm(answer), false);
        assert.equal(answer.headers.get('service'), null);
      }
    }
    const left = await person.logout({ service: 'http://evil.test/' });
    assert.equal(left.location, undefined);
    assert.equal(heading(left), 'Application Not Authorized to Use CAS');
  }
  const audited = house.audit.filter(({ audit }) => audit === 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED');
  assert.deepEqual(
    new Set(audited.map(({ what }) => what)),
    new Set(['unknown-service', 'service-disabled']),
  );
});

test('CAS-05 a person without the attributes an application demands: a page that says so, or the address it names', async (t) => {
  const strategy = '@class';
  const demands = (more: object): object => ({
    accessStrategy: {
      [strategy]: 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
      requiredAttributes: { '@class': 'java.util.HashMap', memberOf: ['java.util.HashSet', ['staff']] },
      ...more,
    },
  });
  const house = await openHouse(t, {
    people: { anna: {}, bert: { memberOf: ['staff'] } },
    services: {
      'A-1.json': serviceFile(1, 'A', '^http://news\\.test/.*', demands({})),
      'B-2.json': serviceFile(
        2,
        'B',
        '^http://canteen\\.test/.*',
        demands({ unauthorizedRedirectUrl: 'http://sorry.test/' }),
      ),
    },
  });
  const person = house.person();
  assert.equal((await person.enter('anna', NEWS)).status, 403);
  assert.equal((await person.enter('anna', CANTEEN)).location, 'http://sorry.test/');
  assert.equal(house.rows('service-ticket'), 0);
  const refusals = house.audit.filter(({ audit }) => audit === 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED');
  assert.deepEqual(
    refusals.map(({ who, what }) => [who, what]),
    [
      ['anna', 'missing-privileges'],
      ['anna', 'missing-privileges'],
    ],
  );
  assert.equal(house.bulletin.asked.length, 0, 'nobody is asked about somebody who may not enter');
  assert.ok((await house.person().enter('bert', NEWS)).ticket);
});

test('CAS-05 hostile addresses are refused with a page', async (t) => {
  const house = await openHouse(t, { services: { 'All-1.json': serviceFile(1, 'All', '.*') } });
  const person = house.person();
  for (const service of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.test/',
    '/relative',
    'http:\\\\evil.test',
    'http://news.test@evil.test/',
    'http://news.test/\r\nSet-Cookie: a=b',
    'http://',
    'nonsense',
    `http://news.test/${'ü'.repeat(1000)}`,
  ]) {
    const answer = await person.arrive(service);
    assert.ok([400, 403].includes(answer.status), service);
    assert.equal(answer.location, undefined);
    assert.equal(isLoginForm(answer), false);
  }
});

test('CAS-06 renew asks for credentials whatever session there is, whatever its value', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  for (const renew of ['true', 'false', ''])
    assert.ok(isLoginForm(await person.arrive(NEWS, { renew })), renew);
  assert.equal(await person.redeem((await person.signIn('anna')).ticket, NEWS, { renew: true }), 'anna');
});

test('CAS-06 cas.sso.renew-authn-enabled=false leaves renew unheeded', async (t) => {
  const person = (await openHouse(t, { settings: { 'cas.sso.renew-authn-enabled': false } })).person();
  await person.enter('anna');
  assert.ok((await person.arrive(NEWS, { renew: 'true' })).ticket);
});

test('CAS-07 renew wins over gateway', async (t) => {
  const person = (await openHouse(t)).person();
  assert.ok(isLoginForm(await person.arrive(NEWS, { renew: 'true', gateway: 'true' })));
  await person.enter('anna');
  assert.ok(isLoginForm(await person.arrive(NEWS, { renew: 'true', gateway: 'true' })));
});

test('CAS-08 gateway with a session: a valid ticket, no form', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const answer = await person.arrive(NEWS, { gateway: 'true' });
  assert.equal(answer.status, 302);
  assert.equal(await person.redeem(answer.ticket, NEWS), 'anna');
});

test('CAS-09 gateway without a session: back without a ticket', async (t) => {
  const person = (await openHouse(t)).person();
  const answer = await person.arrive(`${NEWS}?a=1%202#z`, { gateway: 'true' });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get('location'), `${NEWS}?a=1%202#z`);
  assert.deepEqual(answer.setCookies, []);
});

test('CAS-10 gateway without service, and a blank one, are as absent', async (t) => {
  const person = (await openHouse(t)).person();
  assert.ok(isLoginForm(await person.arrive(undefined, { gateway: 'true' })));
  assert.ok(isLoginForm(await person.arrive(NEWS, { gateway: '' })));
});

test('CAS-12 a protocol parameter that is said twice is refused', async (t) => {
  const house = await openHouse(t);
  const { client } = house.person();
  const one = encodeURIComponent(NEWS);
  const other = encodeURIComponent(CANTEEN);
  for (const query of [
    `service=${one}&service=${other}`,
    `service=${one}&service=${one}`,
    `service=${one}&renew=true&renew=true`,
    `service=${one}&gateway=a&gateway=b`,
    `service=${one}&method=GET&method=POST`,
    `ticket=a&ticket=b`,
    `TARGET=a&TARGET=b`,
  ]) {
    const answer = await client.get(`/login?${query}`);
    assert.equal(answer.status, 400, query);
    assert.equal(isLoginForm(answer), false);
  }
  for (const query of [`service=${one}&service=${one}&ticket=x`, `service=${one}&ticket=a&ticket=b`]) {
    assert.match((await client.get(`/serviceValidate?${query}`)).body, /code="INVALID_REQUEST"/);
  }
});

test('CAS-12 D1 the same service in address and body is no repetition; another one is refused', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive(NEWS);
  assert.ok((await person.signIn('anna', { service: NEWS })).ticket);
  const other = house.person();
  await other.arrive(NEWS);
  const refused = await other.signIn('anna', { service: CANTEEN });
  assert.equal(refused.status, 400);
  assert.equal(refused.location, undefined);
  const ticket = (await person.arrive(NEWS)).ticket ?? '';
  const query = new URLSearchParams({ service: NEWS, ticket, format: 'JSON' });
  const posted = await person.client.post(`/serviceValidate?${query.toString()}`, { service: NEWS, ticket });
  assert.match(posted.body, /authenticationSuccess/);
});

test('CAS-13 D4 credentials in the address are refused or unseen, never used', async (t) => {
  const house = await openHouse(t);
  const { client } = house.person();
  const answer = await client.get(`/login?service=${encodeURIComponent(NEWS)}&username=anna&password=Mellon`);
  assert.equal(answer.status, 400);
  const person = house.person();
  await person.arrive(NEWS);
  const execution = person.page().page().form('fm1')?.fields['execution'] ?? '';
  const posted = await person.client.post(`/login?username=anna&password=Mellon`, {
    execution,
    _eventId: 'submit',
  });
  assert.equal(posted.location, undefined);
  const named = await person.client.post(`/login?username=anna`, {
    execution,
    _eventId: 'submit',
    password: 'Mellon',
  });
  assert.equal(named.location, undefined);
  const inAddress = new URLSearchParams({ execution, _eventId: 'submit' });
  const moved = await person.client.post(`/login?${inAddress.toString()}`, {
    username: 'anna',
    password: 'Mellon',
  });
  assert.equal(moved.location, undefined);
  assert.equal(house.audit.filter(({ audit }) => audit === 'AUTHENTICATION_SUCCESS').length, 0);
  assert.equal(house.logged().includes('Mellon'), false);
});
