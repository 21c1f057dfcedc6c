// What applications hear that redeem a ticket: codes, formats, bytes (CAS Protocol §2.4, §2.5).
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from './support/eventually.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';

interface Failed {
  readonly serviceResponse: { readonly authenticationFailure: { readonly description: string } };
}

const XMLNS = 'xmlns:cas="http://www.yale.edu/tp/cas"';

test('CAS-40 /validate answers yes LF name LF, or no LF LF, as plain text and nothing else', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const query = `?service=${encodeURIComponent(NEWS)}&ticket=${ticket}`;
  const yes = await person.client.get(`/validate${query}`);
  assert.equal(yes.status, 200);
  assert.equal(yes.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.equal(yes.body, 'yes\nanna\n');
  for (const address of [
    `/validate${query}`,
    '/validate',
    `/validate?ticket=${ticket}`,
    '/validate?ticket=a&ticket=b',
  ]) {
    const no = await person.client.get(address);
    assert.equal(no.status, 200);
    assert.equal(no.body, 'no\n\n');
  }
});

test('CAS-41 a proxy ticket is told apart, and fails where only service tickets are validated', async (t) => {
  const person = (await openHouse(t)).person();
  const answer = await person.validate('PT-1', NEWS, { format: 'XML' });
  assert.match(answer.body, /code="INVALID_TICKET">A proxy ticket was presented/);
  assert.equal((await person.validate('PT-1', NEWS, { path: '/validate', format: 'XML' })).body, 'no\n\n');
});

test('CAS-68 /proxyValidate validates ordinary service tickets, and takes a proxy ticket for one', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  for (const path of ['/proxyValidate', '/p3/proxyValidate']) {
    const { ticket = '' } = await person.arrive(NEWS);
    assert.match(
      (await person.validate(ticket, NEWS, { path, format: 'XML' })).body,
      /<cas:user>anna<\/cas:user>/,
    );
    assert.equal(await person.redeem(ticket, NEWS, { path }), 'INVALID_TICKET');
    assert.equal(
      await person.redeem((await person.arrive(NEWS)).ticket, CANTEEN, { path }),
      'INVALID_SERVICE',
    );
    const answer = await person.validate('PT-1', NEWS, { path });
    assert.match(answer.body, /"INVALID_TICKET","description":"Ticket 'PT-1' not recognized"/);
  }
});

test('CAS-42 another application: INVALID_SERVICE, the ticket is burnt, the original one is not told', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const answer = await person.validate(ticket, CANTEEN);
  assert.match(answer.body, /"code":"INVALID_SERVICE"/);
  assert.equal(answer.body.includes('news.test'), false);
  assert.equal(await person.redeem(ticket, NEWS), 'INVALID_TICKET');
});

test('CAS-43 CAS-44 unknown tickets and missing parameters have their codes', async (t) => {
  const { client } = (await openHouse(t)).person();
  const service = `service=${encodeURIComponent(NEWS)}`;
  const code = async (query: string): Promise<string | undefined> =>
    /code="(\w+)">[^<]+</.exec((await client.get(`/p3/serviceValidate${query}`)).body)?.[1];
  assert.equal(await code(`?${service}&ticket=ST-unknown`), 'INVALID_TICKET');
  for (const query of ['', `?${service}`, '?ticket=ST-1', `?${service}&ticket=`, '?service=&ticket=ST-1']) {
    assert.equal(await code(query), 'INVALID_REQUEST', query);
  }
  const text = async (query: string): Promise<string> =>
    (JSON.parse((await client.get(`/serviceValidate?format=JSON${query}`)).body) as Failed).serviceResponse
      .authenticationFailure.description;
  const both = "The parameters 'service' and 'ticket' are both required; ";
  assert.equal(await text(''), `${both}both are missing.`);
  assert.equal(await text(`&${service}`), `${both}'ticket' is missing.`);
  assert.equal(await text('&ticket=ST-1'), `${both}'service' is missing.`);
});

test('CAS-45 renew is met by a ticket from credentials and by no other', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, NEWS, { renew: true }), 'anna');
  const fromSession = (await person.arrive(NEWS)).ticket;
  assert.equal(await person.redeem(fromSession, NEWS, { renew: true }), 'INVALID_TICKET');
});

test('CAS-46 renew of one request never leaks into another at the same time', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const tickets = await Promise.all(
    Array.from({ length: 60 }, async () => (await person.client.loginForm(NEWS)).ticket),
  );
  const answers = await Promise.all(
    tickets.map((ticket, index) => person.redeem(ticket, NEWS, { renew: index % 2 === 0 })),
  );
  answers.forEach((answer, index) => assert.equal(answer, index % 2 === 0 ? 'INVALID_TICKET' : 'anna'));
});

test('CAS-47 an application that was withdrawn meanwhile, or never was, is UNAUTHORIZED_SERVICE', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  assert.equal(await person.redeem('ST-1', 'http://evil.test/'), 'UNAUTHORIZED_SERVICE');
  const { ticket } = await person.enter('anna', NEWS);
  rmSync(join(house.folder.path, 'services', 'News-1.json'));
  await eventually(async () => (await house.person().arrive(NEWS)).status === 403);
  assert.equal(await person.redeem(ticket, NEWS), 'UNAUTHORIZED_SERVICE');
  assert.equal(await person.redeem(ticket, CANTEEN), 'INVALID_TICKET');
});

test('CAS-47 a ticket that is redeemed for an unknown application is burnt', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, 'http://evil.test/'), 'UNAUTHORIZED_SERVICE');
  assert.equal(await person.redeem(ticket, NEWS), 'INVALID_TICKET');
});

test('CAS-48 CAS-49 a fault of the server is INTERNAL_ERROR with status 200, in every format', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  house.withDatabase((database) => database.exec('ALTER TABLE ticket_rows RENAME TO gone'));
  const xml = await person.validate(ticket, NEWS, { format: 'XML' });
  assert.equal(xml.status, 200);
  assert.match(xml.body, /^<cas:serviceResponse [^>]*>\s*<[^<]*code="INTERNAL_ERROR">[^<]+</);
  assert.equal(await person.redeem(ticket, NEWS), 'INTERNAL_ERROR');
  assert.equal((await person.validate(ticket, NEWS, { path: '/validate', format: 'XML' })).body, 'no\n\n');
  assert.equal(house.logged().includes(ticket), false);
  house.withDatabase((database) => database.exec('ALTER TABLE gone RENAME TO ticket_rows'));
});

test('CAS-49 protocol failures are answered with status 200 and nothing to keep', async (t) => {
  const { client } = (await openHouse(t)).person();
  for (const path of [
    '/validate',
    '/serviceValidate',
    '/p3/serviceValidate',
    '/p3/serviceValidate?format=JSON',
  ]) {
    assert.equal((await client.get(path)).status, 200);
    assert.equal((await client.post(path, {})).status, 200);
  }
});

test('CAS-50 CAS-51 CAS-52 the XML, to the byte', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const success = await person.validate(ticket, NEWS, { format: 'XML' });
  assert.equal(success.headers.get('content-type'), 'application/xml; charset=utf-8');
  // One element a line (D36), and each text on its element's.
  const lines = success.body.split('\n');
  assert.deepEqual(lines.slice(0, 4), [
    `<cas:serviceResponse ${XMLNS}>`,
    '    <cas:authenticationSuccess>',
    '        <cas:user>anna</cas:user>',
    '        <cas:attributes>',
  ]);
  const inside = lines.slice(4, -3);
  assert.ok(inside.length > 3);
  for (const line of inside) assert.match(line, /^ {12}<cas:(\w+)>[^<>]*<\/cas:\1>$/);
  assert.deepEqual(lines.slice(-3), [
    '        </cas:attributes>',
    '    </cas:authenticationSuccess>',
    '</cas:serviceResponse>',
  ]);
  const failure = await person.validate('ST-1', NEWS, { format: 'XML' });
  const text = `<cas:authenticationFailure code="INVALID_TICKET">Ticket 'ST-1' not recognized</cas:authenticationFailure>`;
  assert.equal(failure.body, `<cas:serviceResponse ${XMLNS}>\n    ${text}\n</cas:serviceResponse>`);
});

test('CAS-52 markup from the request is not told back', async (t) => {
  const person = (await openHouse(t)).person();
  for (const format of ['XML', 'JSON', '<script>']) {
    for (const path of ['/serviceValidate', '/validate']) {
      const answer = await person.validate('<script>alert(1)</script>', '<script>', { path, format });
      assert.doesNotMatch(answer.body, /<script|&lt;|alert/i);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
  }
});

test('CAS-53 the format in any case; an unknown one has an error code', async (t) => {
  const person = (await openHouse(t)).person();
  const type = async (format: string): Promise<string | null> =>
    (await person.validate('ST-1', NEWS, { format })).headers.get('content-type');
  assert.equal(await type('json'), 'application/json; charset=utf-8');
  assert.equal(await type('Json'), 'application/json; charset=utf-8');
  assert.equal(await type('xml'), 'application/xml; charset=utf-8');
  assert.match((await person.validate('ST-1', NEWS, { format: 'YAML' })).body, /code="INVALID_REQUEST"/);
});

test('CAS-54 JSON has exactly the members of the protocol', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const success = JSON.parse((await person.validate(ticket, NEWS)).body) as Record<
    string,
    Record<string, object>
  >;
  assert.deepEqual(Object.keys(success), ['serviceResponse']);
  assert.deepEqual(Object.keys(success['serviceResponse'] ?? {}), ['authenticationSuccess']);
  assert.deepEqual(Object.keys(success['serviceResponse']?.['authenticationSuccess'] ?? {}), [
    'user',
    'attributes',
  ]);
  const failure = JSON.parse((await person.validate(ticket, NEWS)).body) as object;
  assert.deepEqual(failure, {
    serviceResponse: {
      authenticationFailure: { code: 'INVALID_TICKET', description: `Ticket '${ticket}' not recognized` },
    },
  });
});

test('CAS-54 CAS-40 /validate answers JSON too where it is asked for', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, NEWS, { path: '/validate' }), 'anna');
});

test('CAS-63 CAS-64 a pgtUrl that no policy allows: no success, and the ticket is burnt', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const query = new URLSearchParams({ service: NEWS, ticket, pgtUrl: 'https://news.test/callback' });
  assert.match(
    (await person.client.get(`/serviceValidate?${query.toString()}`)).body,
    /code="INVALID_PROXY_CALLBACK"/,
  );
  assert.equal(await person.redeem(ticket, NEWS), 'INVALID_TICKET');
});

test('CAS-48 a body that cannot be read is answered with a code too, never with a page', async (t) => {
  const house = await openHouse(t);
  for (const type of ['application/octet-stream', 'application/json']) {
    const answer = await fetch(`${house.base}/serviceValidate`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{',
    });
    assert.equal(answer.status, 200);
    assert.match(
      await answer.text(),
      /^<cas:serviceResponse [^>]*>\s*<cas:authenticationFailure code="INVALID_REQUEST">/,
    );
  }
});
