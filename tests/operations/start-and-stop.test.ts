// What the log says of a start and a stop, and that neither waits without an end.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import packageJson from '../../packages/server/package.json' with { type: 'json' };
import { eventually } from '../protocol/support/eventually.ts';
import { newPerson } from '../protocol/support/person.ts';
import { startServer } from '../support/server.ts';
import { houseFolder, NEWS } from './house.ts';

interface Line {
  readonly event?: string;
  readonly audit?: string;
  readonly [name: string]: unknown;
}

const lines = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

test('W3 start and stop are logged with version, configuration directory and public address', async (t) => {
  const folder = houseFolder(t, { 'cas.server.name': 'https://sso.example.org' });
  const server = await startServer({ folder });
  const { url } = server;
  const anna = newPerson(url);
  await anna.enter('anna', NEWS);
  await server.stop();
  const said = lines(server.stderr());
  const { version } = packageJson;
  const configuration = folder.path;
  const of = (event: string): Line => said.find((line) => line.event === event) ?? {};
  assert.partialDeepStrictEqual(of('starting'), { version, configuration });
  assert.partialDeepStrictEqual(of('started'), {
    version,
    configuration,
    listening: url,
    publicAddress: 'https://sso.example.org/cas',
  });
  assert.partialDeepStrictEqual(of('stopping'), { version, signal: 'SIGTERM' });
  assert.partialDeepStrictEqual(of('stopped'), { version, configuration });
  assert.deepEqual(
    said.filter((line) => typeof line.event !== 'string' && typeof line.audit !== 'string'),
    [],
    'every line says what it is',
  );
});

test('W3 SIGTERM while an inquiry hangs: the request has its time, then the server ends with 0', async (t) => {
  const endpoint = createServer();
  let asked = false;
  endpoint.on('request', () => (asked = true));
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });
  const { port } = endpoint.address() as AddressInfo;
  const folder = houseFolder(t, {
    'cas.interrupt.rest.url': `http://127.0.0.1:${port}/`,
    'cas.interrupt.rest.timeout': 'PT10M',
    'cas.server.shutdown-timeout': 'PT1S',
  });
  const server = await startServer({ folder });
  const anna = newPerson(server.url);
  await anna.arrive(NEWS);
  const cut = assert.rejects(anna.signIn('anna'), 'nobody is let in');
  await eventually(async () => asked);
  await server.stop();
  await cut;
  assert.ok(lines(server.stderr()).some(({ event }) => event === 'stop-cut-short'));
});
