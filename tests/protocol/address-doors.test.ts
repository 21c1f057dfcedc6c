// What an address that is malformed, or another definition's, is answered at every door, and what leaves them (D25).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { eventually } from './support/eventually.ts';
import { NEWS, openHouse } from './support/house.ts';

const ordered = (order: number, more: object = {}): object => ({ evaluationOrder: order, ...more });
const NO_INTERRUPT = { webflowInterruptPolicy: { enabled: false } };

test('D25 a ticket is redeemed under the definition that the gate was asked about, and no other', async (t) => {
  const house = await openHouse(t, {
    services: {
      'Query-1.json': serviceFile(1, 'Query', '^https://app\\.example\\.edu/x%20y$', ordered(1)),
      'App-2.json': serviceFile(2, 'App', '^https://app\\.example\\.edu/.*', ordered(2, NO_INTERRUPT)),
    },
    notices: { anna: { message: 'Come and see us.', block: true } },
  });
  const person = house.person();
  // The same address once every escape is decoded, and yet another definition's.
  const { ticket } = await person.enter('anna', 'https://app.example.edu/x%2520y');
  assert.equal(await person.redeem(ticket, 'https://app.example.edu/x%20y'), 'INVALID_SERVICE');
  const again = (await person.arrive('https://app.example.edu/X%2FY')).ticket;
  assert.equal(await person.redeem(again, 'https://app.example.edu/x/y'), 'anna');
});

test('D25 another definition’s address is INVALID_SERVICE, the ticket burnt, both ids audited, and counted', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.monitor.endpoints.endpoint.health.access': 'PERMIT' },
    services: {
      'Upper-1.json': serviceFile(1, 'Upper', 'https://app.example.edu/Pay', {
        ...ordered(1),
        matchingStrategy: {
          '@class': 'org.apereo.cas.services.LiteralRegisteredServiceMatchingStrategy',
        },
      }),
      'App-2.json': serviceFile(2, 'App', '^https://app\\.example\\.edu/.*', ordered(2)),
    },
  });
  const person = house.person();
  const { ticket } = await person.enter('anna', 'https://app.example.edu/pay');
  assert.equal(await person.redeem(ticket, 'https://app.example.edu/Pay'), 'INVALID_SERVICE');
  assert.equal(await person.redeem(ticket, 'https://app.example.edu/pay'), 'INVALID_TICKET');
  const line = house.audit.find(({ audit }) => audit === 'SERVICE_TICKET_VALIDATE_FAILED');
  assert.match(
    line?.what ?? '',
    /^INVALID_SERVICE ST-sha256:\w+ \(made for definition 2, presented for 1\)$/,
  );
  const health = await person.client.get('/actuator/health');
  assert.match(health.body, /1 tickets refused because another definition decides/);
});

test('D25 a malformed address: 400 at the login, INVALID_SERVICE and a burnt ticket at validation', async (t) => {
  const house = await openHouse(t, {
    services: { 'Everything-1.json': serviceFile(1, 'Everything', '^https://.*') },
  });
  const person = house.person();
  for (const service of [
    'https:/x',
    'https://a%62c/',
    'javascript:alert(1)',
    'https://a/\r\nx',
    'https://a/secret/..;jsessionid=1/free',
    `https://a/${'x'.repeat(4096)}`,
  ]) {
    const answer = await person.arrive(service);
    assert.equal(answer.status, 400, service);
    assert.equal(answer.page().form('fm1'), undefined);
    const { ticket = '' } = await house.person().enter('bert', 'https://app.example/');
    for (const path of ['/p3/serviceValidate', '/serviceValidate']) {
      const refused = await person.validate(ticket, service, { path });
      assert.equal(refused.status, 200);
      assert.match(refused.body, /"INVALID_SERVICE"/, service);
    }
    assert.equal(await person.redeem(ticket, 'https://app.example/'), 'INVALID_TICKET');
  }
});

test('D25 logout with a malformed address ends the session and leads nowhere', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.logout.follow-service-redirects': true },
    services: { 'Campus-1.json': serviceFile(1, 'Campus', '^https://[^/]+\\.example\\.edu/.*') },
  });
  for (const service of [
    'https://evil.example?.example.edu/',
    'https:\\\\evil.example/',
    'https://%65vil.example/',
  ]) {
    const person = house.person();
    await person.enter('anna', 'https://www.example.edu/');
    const left = await person.logout({ service });
    assert.equal(left.location, undefined, service);
    assert.ok(
      (await person.arrive('https://www.example.edu/')).page().form('fm1'),
      'credentials are asked again',
    );
  }
  const person = house.person();
  const followed = await person.logout({ service: 'https://WWW.example.edu:443/bye;jsessionid=1' });
  assert.equal(followed.location, 'https://www.example.edu/bye;jsessionid=1');
});

test('D25 the answer goes to the address as it came, ;jsessionid kept, and is redeemed without it', async (t) => {
  const person = (await openHouse(t)).person();
  const sent = await person.enter('anna', 'http://news.test/read;jsessionid=ABC.node1?x=1&#here');
  assert.match(
    sent.location ?? '',
    /^http:\/\/news\.test\/read;jsessionid=ABC\.node1\?x=1&ticket=ST-[\w-]+#here$/,
  );
  assert.equal(await person.redeem(sent.ticket, 'http://news.test/read?x=1'), 'anna');
  const passive = await person.arrive('http://news.test/read;jsessionid=ABC', { gateway: 'true' });
  assert.match(passive.location ?? '', /^http:\/\/news\.test\/read;jsessionid=ABC\?ticket=/);
  const header = await person.arrive('http://news.test/read;jsessionid=ABC', { method: 'HEADER' });
  assert.equal(header.headers.get('service'), 'http://news.test/read;jsessionid=ABC');
  const guest = (await openHouse(t)).person();
  const empty = await guest.arrive('http://News.test:80/read;jsessionid=ABC', { gateway: 'true' });
  assert.equal(empty.location, 'http://news.test/read;jsessionid=ABC');
});

test('D25 decoded paths, as mod_auth_cas sends them, are the encoded ones', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  for (const [decoded, encoded] of [
    ['http://news.test/secured/my file.html', 'http://news.test/secured/my%20file.html'],
    ['http://news.test/a\\b', 'http://news.test/a%5Cb'],
    ['http://news.test/50%', 'http://news.test/50%25'],
    ['http://news.test/über uns/', 'http://news.test/%C3%BCber%20uns/'],
  ] as const) {
    const { ticket, location = '' } = await person.arrive(decoded);
    assert.doesNotMatch(location, /[ \\]/);
    assert.equal(await person.redeem(ticket, encoded), 'anna', decoded);
    assert.equal(await person.redeem((await person.arrive(encoded)).ticket, decoded), 'anna', encoded);
  }
});

test('D25 what was answered under one definition counts for no other that came meanwhile', async (t) => {
  const house = await openHouse(t, {
    services: { 'Everything-9.json': serviceFile(9, 'Everything', '^https://.*', ordered(9)) },
    notices: { anna: { message: 'The library moves.' } },
  });
  const person = house.person();
  await person.enter('anna', 'https://payroll.example.edu/');
  assert.equal(person.page().page().text('interruptMessage'), 'The library moves.');
  house.folder.write(
    'services/Payroll-1.json',
    serviceFile(1, 'Payroll', '^https://payroll\\.example\\.edu/.*', ordered(1)),
  );
  const seen = async (): Promise<boolean> =>
    (await house.person().arrive('https://payroll.example.edu/')).body.includes('Payroll');
  await eventually(seen);
  const answer = await person.proceed();
  assert.equal(answer.ticket, undefined);
});

test('D25 the page, the audit and the answer name the limit that an address met', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const long = `http://news.test/${'x'.repeat(4096)}`;
  const page = await person.arrive(long);
  assert.equal(page.status, 400);
  assert.match(page.body, /4,096 bytes at most/);
  assert.equal(house.audit.at(-1)?.what, 'address-too-long: longer than 4096 bytes after percent-encoding');
  await person.arrive('http://news%2etest/');
  assert.equal(house.audit.at(-1)?.what, 'malformed-request: a percent sign in the host');
  assert.equal(house.audit.at(-1)?.service, 'http://news%2etest/');
  const { ticket = '' } = await person.enter('anna', NEWS);
  assert.match((await person.validate(ticket, long)).body, /longer than 4096 bytes/);
  assert.match(house.audit.at(-1)?.what ?? '', /^INVALID_SERVICE ST-sha256:\w+ \(longer than 4096 bytes/);
});
