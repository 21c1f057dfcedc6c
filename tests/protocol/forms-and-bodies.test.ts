// Forms of both kinds, and bodies that are too large (D36): every door, and an answer that arrives every time.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import { NEWS, openHouse, type House } from './support/house.ts';
import type { Person } from './support/person.ts';

/** Posts fields as `multipart/form-data`, with the cookies of the person's browser. */
async function postMultipart(person: Person, address: string, fields: FormData): Promise<Response> {
  const url = `${person.client.base}${address}`;
  const cookie = await person.client.jar.getCookieString(url);
  return fetch(url, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
    headers: { cookie, 'user-agent': 'Test Browser/1.0' },
  });
}

function formData(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

test('D36 a login posted as multipart/form-data is read, and so is the answer to its page', async (t) => {
  const house = await openHouse(t, { notices: { anna: { message: 'Read this' } } });
  const person = house.person();
  const form = await person.arrive(NEWS);
  const execution = form.page().form('fm1')?.fields['execution'] ?? '';
  const address = `/login?service=${encodeURIComponent(NEWS)}`;
  const fields = { execution, _eventId: 'submit', username: 'anna', password: 'Mellon' };
  const page = await postMultipart(person, address, formData(fields));
  const next = /name="execution" value="([^"]+)"/u.exec(await page.text())?.[1] ?? '';
  assert.notEqual(next, execution);
  const done = await postMultipart(person, address, formData({ execution: next, _eventId: 'proceed' }));
  assert.equal(done.status, 302);
  const ticket = new URL(done.headers.get('location') ?? '').searchParams.get('ticket') ?? '';
  const validation = await postMultipart(
    person,
    '/p3/serviceValidate',
    formData({ service: NEWS, ticket, format: 'JSON' }),
  );
  assert.match(await validation.text(), /"user":"anna"/u);
});

test('D36 a file in such a form is no field, and one that cannot be read is a clear refusal', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  const form = await person.arrive(NEWS);
  const execution = form.page().form('fm1')?.fields['execution'] ?? '';
  const fields = formData({ execution, _eventId: 'submit', username: 'anna' });
  fields.append('password', new Blob(['Mellon']), 'password.txt');
  const answer = await postMultipart(person, '/login', fields);
  assert.match(await answer.text(), /Password is a required field/u);
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    const broken = await fetch(`${house.base}/login`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '--y\r\nnothing',
    });
    assert.equal(broken.status, 400, type);
    assert.match(await broken.text(), /cannot be answered/u);
  }
});

/** The status of a post of so many bytes, sent as clients do that do not listen while they send. */
function statusOf(
  house: House,
  path: string,
  options: { bytes: number; chunked: boolean; type?: string; method?: string },
): Promise<number> {
  const { bytes, chunked, type = 'application/x-www-form-urlencoded', method = 'POST' } = options;
  return new Promise((resolve, reject) => {
    const sending = httpRequest(`${house.base}${path}`, {
      method,
      agent: false,
      headers: { 'content-type': type, ...(chunked ? {} : { 'content-length': String(bytes) }) },
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    const piece = Buffer.alloc(64 * 1024, 'a');
    let sent = 0;
    const more = (): void => {
      while (sent < bytes) {
        const next = piece.subarray(0, Math.min(piece.length, bytes - sent));
        sent += next.length;
        if (!sending.write(next)) {
          sending.once('drain', more);
          return;
        }
      }
      sending.end();
    };
    more();
  });
}

test('D36 a body of 5 MB gets its answer every time, at every door, in one piece or in many', async (t) => {
  const house = await openHouse(t);
  const bytes = 5 * 1024 * 1024;
  for (const [path, status] of [
    ['/login', 413],
    [`/login?service=${encodeURIComponent(NEWS)}`, 413],
    ['/logout', 413],
    ['/p3/serviceValidate', 200],
    ['/nowhere', 413],
  ] as const) {
    for (const chunked of [false, true]) {
      const tries = Array.from({ length: 8 }, () => statusOf(house, path, { bytes, chunked }));
      assert.deepEqual(new Set(await Promise.all(tries)), new Set([status]), `${path} chunked=${chunked}`);
    }
  }
  assert.equal(
    await statusOf(house, '/login', { bytes, chunked: false, type: 'multipart/form-data; boundary=x' }),
    413,
  );
  assert.equal(await statusOf(house, '/login', { bytes, chunked: false, type: 'application/json' }), 413);
  assert.equal(await statusOf(house, '/login', { bytes, chunked: false, method: 'PUT' }), 413);
});

test('D36 the warning before an application can be switched off on its page', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.arrive('http://canteen.test/menu');
  await person.signIn('anna', { warn: 'true' });
  assert.match((await person.arrive(NEWS)).body, /name="ignorewarn"/u);
  assert.ok((await person.proceed()).ticket);
  assert.match((await person.arrive(NEWS)).body, /name="ignorewarn"/u, 'not ticked: asked again');
  const answer = await person.answer({ _eventId: 'proceed', ignorewarn: 'true' });
  assert.ok(answer.ticket);
  assert.equal(await person.cookie('CASPRIVACY'), undefined);
  assert.ok((await person.arrive(NEWS)).ticket);
});

test('D36 the logged-in page shows who one is and what is known, folded away', async (t) => {
  const house = await openHouse(t, {
    people: { anna: { mail: ['anna@example.org'], memberOf: ['staff', 'library'] } },
    settings: { 'cas.authn.attribute-repository.stub.attributes.office': '<b>1</b>' },
  });
  const person = house.person();
  for (const answer of [await person.enter('anna'), await person.arrive()]) {
    assert.equal(answer.page().text('principalId'), 'anna');
    const table = answer.page().text('attributesTable') ?? '';
    for (const word of ['mail', 'anna@example.org', 'memberOf', 'staff', 'library', '<b>1</b>', 'username'])
      assert.ok(table.includes(word), word);
    assert.match(answer.body, /<details id="attributes">\s*<summary>/u);
  }
});

test('D18 D36 names with a space and links called Cancel or Logout have their id on the interrupt page', async (t) => {
  const notice = {
    message: 'Read this',
    data: { 'Full name': ['Anna Example'], field1: ['v'] },
    links: { Cancel: 'https://a.example/', 'Log out': 'https://b.example/', Proceed: 'https://c.example/' },
  };
  const house = await openHouse(t, { notices: { anna: notice, bert: { ...notice, block: true } } });
  const ordinary = (await house.person().enter('anna', NEWS)).page();
  assert.equal(ordinary.text('Full name'), 'Full name');
  assert.equal(ordinary.text('Full name-value'), 'Anna Example');
  assert.equal(ordinary.text('Fullname-value'), 'Anna Example');
  assert.equal(ordinary.text('field1-value'), 'v');
  assert.deepEqual([ordinary.text('cancel'), ordinary.text('logout')], ['Cancel', 'Log out']);
  const blocked = await house.person().enter('bert', NEWS);
  assert.equal(blocked.page().text('proceed'), 'Proceed', 'there is no other #proceed on a block');
  assert.match(blocked.body, /<a id="cancel"/u, 'the page keeps its own');
});
