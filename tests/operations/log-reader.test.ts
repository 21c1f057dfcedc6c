// Whoever reads the log stops reading, or goes away. Nobody's login may wait for that: audit lines may wait, people
// may not, and nothing that must be audited may happen unseen.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, openSync, closeSync, createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../protocol/support/eventually.ts';
import { newPerson, type Person } from '../protocol/support/person.ts';
import { healthOf, houseFolder, NEWS } from './house.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

interface Unread {
  readonly url: string;
  readonly child: ChildProcess;
  /** Reads everything there is, from now on. */
  read(): void;
  text(): string;
  person(): Person;
}

/** A server whose standard error is a pipe that nobody reads yet. */
async function startUnread(t: TestContext, stderr: 'pipe' | number = 'pipe'): Promise<Unread> {
  const folder = houseFolder(t);
  const child = spawn(process.execPath, [LAUNCHER, 'serve', '--config', folder.path, '--server.port=0'], {
    stdio: ['ignore', 'pipe', stderr],
  });
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  assert.ok(child.stdout);
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url = /^Vestibule is ready at (\S+)$/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  let text = '';
  return {
    url,
    child,
    read: () => void child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part)),
    text: () => text,
    person: () => newPerson(url),
  };
}

/** Sends requests that are audited at length until one is refused; answers how many were served. */
async function fillUp({ url }: Pick<Unread, 'url'>): Promise<number> {
  const query = new URLSearchParams({ ticket: 'ST-1-x', service: `http://news.test/${'a'.repeat(2000)}` });
  for (let served = 0; served < 20_000; served += 1) {
    const answer = await fetch(`${url}/p3/serviceValidate?${query.toString()}`);
    if ((await answer.text()).includes('INTERNAL_ERROR')) return served;
  }
  return assert.fail('nothing was ever refused');
}

function lines(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('D24 logins go on while nobody reads the log; then 503 and DOWN; when it is read again, all is there', async (t) => {
  const server = await startUnread(t);
  const anna = server.person();
  assert.equal(await anna.redeem((await anna.enter('anna', NEWS)).ticket, NEWS), 'anna');
  const bert = server.person();
  await bert.arrive(NEWS);

  const served = await fillUp(server);
  assert.ok(served > 200, `refused after ${served}`);
  const refused = await bert.signIn('bert');
  assert.deepEqual([refused.status, refused.ticket, await bert.cookie('TGC')], [503, undefined, undefined]);
  assert.match(refused.body, /Not available at the moment/);
  assert.equal((await anna.arrive(NEWS)).status, 503);
  const told = await healthOf(server.url);
  assert.deepEqual([told.status, told.word, told.parts['log and audit']?.status], [503, 'DOWN', 'DOWN']);
  assert.equal((await healthOf(server.url, '/readiness')).status, 503);
  assert.equal((await healthOf(server.url, '/liveness')).status, 200);

  server.read();
  await eventually(async () => (await healthOf(server.url)).word === 'UP');
  assert.equal(await bert.redeem((await bert.enter('bert', NEWS)).ticket, NEWS), 'bert');
  await eventually(async () => server.text().includes('"who":"bert"'));
  const audited = lines(server.text()).filter(({ audit }) => audit !== undefined);
  const failures = audited.filter(({ audit }) => audit === 'SERVICE_TICKET_VALIDATE_FAILED');
  assert.equal(failures.length, served, 'every request that was served, and no other, is in the audit, once');
  server.child.kill('SIGTERM');
  const [code] = (await once(server.child, 'exit')) as [number];
  assert.equal(code, 0);
  assert.match(server.text(), /"event":"stopped"/);
});

test('D24 SIGTERM ends a server whose log nobody reads', async (t) => {
  const server = await startUnread(t);
  await fillUp(server);
  server.child.kill('SIGTERM');
  const [code] = (await once(server.child, 'exit')) as [number];
  assert.equal(code, 0);
});

test('D24 a reader that goes away costs nobody a login; a new one gets the lines that waited', async (t) => {
  const folder = houseFolder(t);
  const pipe = join(folder.path, 'log.pipe');
  execFileSync('mkfifo', ['-m', '600', pipe]);
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
  const reader = openSync(pipe, O_RDONLY | O_NONBLOCK);
  const writer = openSync(pipe, O_WRONLY);
  const server = await startUnread(t, writer);
  closeSync(writer);
  closeSync(reader);

  const anna = server.person();
  assert.equal(await anna.redeem((await anna.enter('anna', NEWS)).ticket, NEWS), 'anna');
  await eventually(async () => (await healthOf(server.url)).word === 'WARN');
  const { parts } = await healthOf(server.url);
  assert.match(parts['log and audit']?.detail ?? '', /cannot be written \(EPIPE\)/);
  const served = await fillUp(server);
  assert.equal((await healthOf(server.url)).word, 'DOWN');

  let text = '';
  const back = createReadStream(pipe, { encoding: 'utf8' }).on('data', (part) => (text += String(part)));
  t.after(() => back.destroy());
  await eventually(async () => (await healthOf(server.url)).word === 'UP');
  await eventually(async () => lines(text.slice(0, text.lastIndexOf('\n'))).length > served);
  const audited = lines(text.slice(0, text.lastIndexOf('\n'))).map(({ audit }) => audit);
  assert.ok(audited.includes('TICKET_GRANTING_TICKET_CREATED'));
  assert.equal(audited.filter((audit) => audit === 'SERVICE_TICKET_VALIDATE_FAILED').length, served);
  rmSync(pipe);
});
