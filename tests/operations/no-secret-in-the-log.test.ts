// Whatever is typed, sent or given out is planted and looked for in everything that the server wrote: its two streams, and the
// files of its data directory.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { newPerson } from '../protocol/support/person.ts';
import { startServer } from '../support/server.ts';
import { houseFolder, NEWS } from './house.ts';

test('D24 W7 no password, ticket, cookie, form token or endpoint secret in the log, the audit or the data directory', async (t) => {
  const secrets = new Map<string, string>([
    ['the right password', 'Mellon'],
    ['a wrong password', 'Planted-wrong-1'],
    ['a password typed as a name', 'Planted-in-query-2'],
    ['a ticket nobody made', 'ST-Planted-3'],
    ['a token of a form', 'Planted-execution-4'],
    ['a cookie of one’s own', 'Planted-cookie-5'],
    ['the endpoint’s password', 'Planted-endpoint-6'],
    ['an authorization', 'Planted-authorization-7'],
    ['a payload', 'Planted-payload-8'],
    ['a service’s query', 'Planted-service-9'],
  ]);
  const planted = (what: string): string => secrets.get(what) ?? assert.fail(what);
  const endpoint = createServer((request, response) => {
    const username = new URL(request.url ?? '/', 'http://endpoint.test').searchParams.get('username');
    // Bert's answer is broken, and what is broken about it is a secret.
    response.end(
      username === 'bert'
        ? `{ broken ${planted('a payload')}`
        : JSON.stringify({ message: planted('a payload') }),
    );
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  t.after(() => endpoint.close());
  const { port } = endpoint.address() as AddressInfo;
  const folder = houseFolder(t, {
    'cas.interrupt.rest.url': `http://127.0.0.1:${port}/`,
    'cas.interrupt.rest.basic-auth-username': 'vestibule',
    'cas.interrupt.rest.basic-auth-password': planted('the endpoint’s password'),
  });
  const server = await startServer({ folder });
  t.after(() => server.kill9());
  const service = `${NEWS}?token=${planted('a service’s query')}`;

  const anna = newPerson(server.url, {
    headers: { authorization: `Bearer ${planted('an authorization')}` },
  });
  await anna.arrive(service);
  await anna.signIn('anna', { password: planted('a wrong password') });
  await anna.arrive(service, { password: planted('a password typed as a name') });
  await anna.enter('anna', service);
  const { ticket = '' } = await anna.proceed();
  assert.match(ticket, /^ST-/);
  assert.equal(await anna.redeem(ticket, service), 'anna');
  assert.notEqual(await anna.redeem(ticket, service), 'anna');
  await anna.validate(planted('a ticket nobody made'), service);
  await fetch(`${server.url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ execution: planted('a token of a form'), _eventId: 'proceed' }),
  });
  await fetch(`${server.url}/login`, {
    headers: {
      cookie: ['TGC', 'CASINTERRUPT', 'CASLOGIN']
        .map((name) => `${name}=${planted('a cookie of one’s own')}`)
        .join('; '),
    },
  });
  for (const name of ['TGC', 'CASINTERRUPT', 'CASLOGIN']) {
    const value = await anna.cookie(name);
    if (value !== undefined) secrets.set(`the cookie ${name}`, value);
  }
  secrets.set('the ticket', ticket);
  assert.ok(secrets.has('the cookie TGC'));
  await newPerson(server.url).enter('bert', service);
  await fetch(`${server.url}/no/such/page?ticket=${planted('a ticket nobody made')}`);
  await anna.logout();
  await server.stop();

  const data = join(folder.path, 'data');
  const written = new Map([
    ['standard error', server.stderr()],
    ['standard output', server.stdout()],
    ...readdirSync(data).map((name) => [name, readFileSync(join(data, name), 'latin1')] as const),
  ]);
  assert.match(server.stderr(), /"event":"inquiry-failed"/);
  for (const [where, text] of written) {
    for (const [what, secret] of secrets) assert.ok(!text.includes(secret), `${what} stands in ${where}`);
  }
});
