// The data directory while the server runs: one server at a time, and whatever happens to the directory is noticed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../protocol/support/eventually.ts';
import { newPerson } from '../protocol/support/person.ts';
import { startChild, type Child } from '../support/child.ts';
import { startServer } from '../support/server.ts';
import { healthOf, houseFolder, NEWS, startHouse } from './house.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

const vestibule = (...parameters: string[]) =>
  spawnSync(process.execPath, [LAUNCHER, ...parameters], { encoding: 'utf8' });

/** A second server on that configuration, at an address of its own. */
const serve = (folder: string): Child =>
  startChild(process.execPath, [LAUNCHER, 'serve', '--config', folder, '--server.port=0']);

for (const [what, harm] of [
  ['deleted', (data: string) => rmSync(data, { recursive: true })],
  [
    'replaced by another',
    (data: string) => {
      renameSync(data, `${data}.old`);
      mkdirSync(data, { mode: 0o700 });
    },
  ],
  ['without its file of tickets', (data: string) => rmSync(join(data, 'tickets.sqlite'))],
  ['without its write-ahead log', (data: string) => rmSync(join(data, 'tickets.sqlite-wal'))],
  ['without its lock', (data: string) => rmSync(join(data, 'lock.db'))],
] as const) {
  test(`D31 a data directory ${what} is noticed: DOWN, and nobody is let in on what would be lost`, async (t) => {
    const { server, folder } = await startHouse(t);
    const anna = newPerson(server.url);
    await anna.arrive(NEWS);
    harm(join(folder.path, 'data'));

    const told = await healthOf(server.url);
    assert.deepEqual([told.status, told.word, told.parts['data directory']?.status], [503, 'DOWN', 'DOWN']);
    assert.match(told.parts['data directory']?.detail ?? '', /restart the server/);
    assert.equal((await healthOf(server.url, '/readiness')).status, 503);
    assert.equal((await healthOf(server.url, '/liveness')).status, 200);
    const refused = await anna.signIn('anna');
    assert.deepEqual([refused.status, refused.ticket], [503, undefined]);
    assert.equal(server.stderr().split('"event":"data-directory-lost"').length, 2, 'said once');
  });
}

test('D31 a data directory that comes back, as after a mount, is taken up again', async (t) => {
  const { server, folder } = await startHouse(t);
  const data = join(folder.path, 'data');
  renameSync(data, `${data}.away`);
  assert.equal((await healthOf(server.url)).word, 'DOWN');
  renameSync(`${data}.away`, data);
  assert.equal((await healthOf(server.url)).word, 'UP');
  const anna = newPerson(server.url);
  assert.equal(await anna.redeem((await anna.enter('anna', NEWS)).ticket, NEWS), 'anna');
});

test('D31 nobody has to ask: a directory that is gone is logged by itself', async (t) => {
  const { server, folder } = await startHouse(t);
  rmSync(join(folder.path, 'data'), { recursive: true });
  await eventually(async () => server.stderr().includes('"event":"data-directory-lost"'));
});

test('D31 wrong permissions, and keys that are gone, are a WARN that says what to do', async (t) => {
  const { server, folder } = await startHouse(t);
  const data = join(folder.path, 'data');
  for (const [mode, remedy] of [
    [0o755, /chmod 700/],
    [0o500, /chmod 700/],
  ] as const) {
    chmodSync(data, mode);
    const { status, word, parts } = await healthOf(server.url);
    assert.deepEqual([status, word], [200, 'WARN'], mode.toString(8));
    assert.match(parts['data directory']?.detail ?? '', remedy);
  }
  chmodSync(data, 0o700);
  assert.equal((await healthOf(server.url)).word, 'UP');
  rmSync(join(data, 'keys.json'));
  const { word, parts } = await healthOf(server.url);
  assert.equal(word, 'WARN');
  assert.match(parts['data directory']?.detail ?? '', /keys\.json is gone: restore it from a backup/);
});

test('D31 a second server on one data directory waits, and starts when the first one ends', async (t) => {
  const { server, folder } = await startHouse(t);
  const second = serve(folder.path);
  t.after(() => second.end('SIGTERM'));
  await eventually(async () => second.stderr().includes('"event":"data-directory-in-use"'));
  assert.equal(second.stdout(), '');
  assert.equal((await healthOf(server.url)).word, 'UP', 'the first one is not disturbed');
  await server.stop();
  await second.line(/^Vestibule is ready at/);
});

test('D31 a second server that has waited as long as a shutdown may take refuses to start', async (t) => {
  const { server, folder } = await startHouse(t, { 'cas.server.shutdown-timeout': 'PT1S' });
  const second = serve(folder.path);
  const { code } = await second.ended;
  assert.equal(code, 1, second.stderr());
  assert.equal(second.stdout(), '');
  assert.match(
    second.stderr(),
    /cas\.server\.data-directory: \S+\/data belongs to another server that is running/,
  );
  assert.equal((await healthOf(server.url)).word, 'UP');
});

test('D31 SIGTERM ends a server that waits for the data directory at once', async (t) => {
  const { folder } = await startHouse(t);
  const second = serve(folder.path);
  await eventually(async () => second.stderr().includes('"event":"data-directory-in-use"'));
  await second.end('SIGTERM');
  assert.equal(second.stdout(), '');
});

test('D31 after kill -9 the data directory is free', async (t) => {
  const folder = houseFolder(t);
  const first = await startServer({ folder });
  await first.kill9();
  const second = await startServer({ folder });
  await second.stop();
  assert.doesNotMatch(second.stderr(), /data-directory-in-use/);
});

test('D31 check, explain and keys do not need the data directory to be free', async (t) => {
  const { folder } = await startHouse(t);
  for (const command of [
    ['check', '--config', folder.path],
    ['explain', '--config', folder.path, '--user', 'anna'],
    ['keys'],
  ]) {
    const { status, stderr } = vestibule(...command);
    assert.equal(status, 0, `${command.join(' ')}: ${stderr}`);
  }
});
