// A block however it is spelled (D28), through the real sources: the person sees the block, and no post gets a ticket.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { vestibule } from '../../packages/server/src/command/command-line.fixture.ts';
import { NEWS, openHouse, type House } from './support/house.ts';

async function staysBlocked(house: House, name: string, hint = name): Promise<void> {
  const person = house.person();
  const page = await person.enter(name, NEWS);
  assert.equal(page.ticket, undefined, hint);
  assert.ok(page.page().text('cancel') !== undefined, `${hint}: no block page`);
  const after = await person.answer({ _eventId: 'proceed' });
  assert.equal(after.status, 403, hint);
  assert.equal(after.ticket, undefined, hint);
}

const withFile = (t: TestContext, people: readonly string[], text: string): Promise<House> =>
  openHouse(t, {
    people: Object.fromEntries(people.map((name) => [name, {}])),
    settings: {
      'cas.interrupt.json.location': 'file:interrupts.json',
      'cas.monitor.endpoints.endpoint.health.access': 'PERMIT',
    },
    files: { 'interrupts.json': text },
  });

test('D28 a block of the JSON file holds however it is spelled', async (t) => {
  const house = await withFile(
    t,
    ['anna', 'bert', 'carl', 'dora', 'emil', 'fritz', 'gerd'],
    `{
      "anna": { "message": "Closed", "Block": true },
      "bert": { "message": "Closed", "blocked": true },
      "carl": { "message": "Closed", "block": "enabled" },
      "dora": { "message": "Closed", "block": true },
      "dora": { "message": "Welcome" },
      "emil": { "block": true, "message": "Closed", "block": false },
      "fritz": { "message": "Closed", "block": ["true"] },
      "gerd": { "message": "Hello", "block": true, "interrupt": false }
    }`,
  );
  for (const name of ['anna', 'bert', 'carl', 'dora', 'emil']) await staysBlocked(house, name);
  const list = await house.person().enter('fritz', NEWS);
  assert.ok(list.ticket, 'a list never blocks: a wrong type, which the failure mode OPEN passes over');
  assert.ok((await house.person().enter('gerd', NEWS)).ticket, 'interrupt=false wins');
});

test('D28 a block of an Hjson file holds, also where a text ran on into it', async (t) => {
  const house = await withFile(
    t,
    ['anna', 'bert', 'carl', 'dora'],
    `\uFEFF# people
anna: {
  message: Account closed, block: true
}
bert: { message: "Closed", BLOCK: yes
}
carl: { block: true, message: "Closed", }
carl: { message: Welcome back
}
dora: {
  message: "Hello, block: true"
}
`,
  );
  for (const name of ['anna', 'bert', 'carl']) await staysBlocked(house, name);
  const quoted = await house.person().enter('dora', NEWS);
  assert.ok(quoted.page().text('proceed') !== undefined, 'in quotes it is a text like any other');
  const page = await house.person().enter('anna', NEWS);
  assert.equal(page.page().text('interruptMessage')?.trim(), 'Account closed');
});

test('D28 odd spellings and repeated people are told by the log, by health and by check', async (t) => {
  const house = await withFile(
    t,
    ['anna', 'bert', 'carl'],
    '{\n  "anna": { "message": "m", "blocked": true },\n  "bert": { "mesage": "m", "ssoEnabled": true },\n  "carl": { "message": "1" },\n  "carl": { "message": "2" }\n}',
  );
  const logged = house.logged();
  for (const told of ['"malformedIds":["anna"]', '"misspeltIds":["bert"]', '"repeatedIds":["carl"]'])
    assert.ok(logged.includes(told), `${told} in ${logged}`);
  const health = await house.person().client.get('/actuator/health');
  assert.match(health.body, /1 malformed; 1 with misspelt members; 1 repeated/);
  const { stdout } = vestibule(['check', '--config', house.folder.path]);
  assert.match(stdout, /anna \(.*, line 2\): .*blocks this person: a member is written "blocked"/);
  assert.match(stdout, /bert \(.*, line 3\): "mesage" is no member of an interrupt.*message may be meant/);
  assert.match(stdout, /more than one entry for carl; the one that blocks counts/);
});

test('D28 a block of a REST endpoint and of a script holds however it is spelled', async (t) => {
  const bodies: Readonly<Record<string, string>> = {
    anna: '{"message":"Closed","isBlocked":"yes"}',
    bert: '{"message":"Closed","block":"true", "block":false}',
    carl: 'message: Closed, block: true',
    dora: '{"message":"Closed","block":"enabled"',
  };
  const endpoint = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').searchParams.get('username') ?? '';
    response.setHeader('content-type', 'application/json').end(bodies[name] ?? 'null');
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  t.after(() => endpoint.close());
  const { port } = endpoint.address() as AddressInfo;
  const script = `export default (principal) => ({
    emil: { message: 'Closed', 'b-lock': 'x' },
    fritz: new Map([['message', 'Closed'], ['blok', 1]]),
    gerd: Object.create({}, { message: { value: 'Closed' }, Blocked: { get: () => true } }),
  })[principal.id] ?? null;`;
  const names = [...Object.keys(bodies), 'emil', 'fritz', 'gerd'];
  const house = await openHouse(t, {
    people: Object.fromEntries(names.map((name) => [name, {}])),
    settings: {
      'cas.interrupt.rest.url': `http://127.0.0.1:${port}/check`,
      'cas.interrupt.script.location': 'file:interrupt.mjs',
    },
    files: { 'interrupt.mjs': script },
  });
  for (const name of names) await staysBlocked(house, name);
});
