// A disk without room, made by the limit on the size of files (util-linux' prlimit): no write beyond the first 4 KiB of any
// file goes through, and the limit can be taken back while the server runs.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../protocol/support/eventually.ts';
import { healthOf, houseFolder, NEWS, startHouse, type OwnHouse } from './house.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

const fill = ({ server }: OwnHouse): unknown =>
  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=4096:unlimited']);
const makeRoom = ({ server }: OwnHouse): unknown =>
  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited']);

const events = ({ server }: OwnHouse): readonly string[] =>
  [...server.stderr().matchAll(/"event":"([^"]+)"/g)].map(([, event = '']) => event);

test('D31 on a full disk nobody is let in or told so: 503, no cookie, no ticket; with room again all works', async (t) => {
  const house = await startHouse(t);
  const { url } = house.server;
  const anna = house.person();
  const { ticket: before } = await anna.enter('anna', NEWS);
  const bert = house.person();
  await bert.arrive(NEWS);
  assert.equal((await healthOf(url)).word, 'UP');

  fill(house);
  const refused = await bert.signIn('bert');
  assert.equal(refused.status, 503);
  assert.equal(refused.ticket, undefined);
  assert.equal(refused.location, undefined);
  assert.equal(await bert.cookie('TGC'), undefined);
  assert.match(refused.body, /Not available at the moment/);
  assert.doesNotMatch(refused.body, /SQLite|sqlite|disk|at file:/);
  assert.equal((await anna.arrive(NEWS)).status, 503, 'a living session gets no ticket that is not kept');
  assert.equal((await anna.logout()).status, 503, 'nobody is told of having left');
  assert.equal(await anna.redeem(before, NEWS), 'INTERNAL_ERROR');

  const told = await healthOf(url);
  assert.deepEqual([told.status, told.word, told.parts['ticket store']?.status], [503, 'DOWN', 'DOWN']);
  assert.deepEqual(await healthOf(url, '/readiness'), { status: 503, word: 'DOWN', parts: {} });
  assert.deepEqual(await healthOf(url, '/liveness'), { status: 200, word: 'UP', parts: {} });
  assert.equal((await house.person().arrive(NEWS)).status, 200, 'the form needs no store');

  makeRoom(house);
  await eventually(async () => (await healthOf(url)).word === 'UP');
  assert.equal((await healthOf(url, '/readiness')).word, 'UP');
  assert.deepEqual(
    events(house).filter((event) => event.startsWith('store-')),
    ['store-failed', 'store-recovered'],
    'said once each, not once a person',
  );
  const late = house.person();
  assert.equal(await late.redeem((await late.enter('bert', NEWS)).ticket, NEWS), 'bert');
  assert.equal(await anna.redeem((await anna.arrive(NEWS)).ticket, NEWS), 'anna');
});

test('D31 with a disk that is full at the start the server refuses to start, and says which file', (t) => {
  const folder = houseFolder(t);
  const run = spawnSync(
    'prlimit',
    ['--fsize=4096', process.execPath, LAUNCHER, 'serve', '--config', folder.path, '--server.port=0'],
    { encoding: 'utf8' },
  );
  assert.equal(run.status, 1, run.stderr);
  assert.equal(run.stdout, '');
  assert.match(run.stderr, /data\/\S+ cannot be written \(.+\); cas\.server\.data-directory needs room/);
  assert.doesNotMatch(run.stderr, /^ {4}at /m);
});
