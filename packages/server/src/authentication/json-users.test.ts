import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { silentLogger, type Logger } from '@vestibule/interrupt';
import { openJsonUsers, type JsonUsers } from './json-users.ts';

const NOON = Date.parse('2026-06-15T12:00:00Z');

async function fileWith(context: TestContext, contents: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'vestibule-users-'));
  context.after(() => rm(directory, { recursive: true }));
  const location = join(directory, 'users.json');
  await writeFile(location, contents);
  return location;
}

function open(location: string, { now = NOON, type = 'NONE', logger = silentLogger, watched = false } = {}) {
  const clock = { now: () => now };
  return openJsonUsers({ name: 'JSON', location, encoder: { type }, clock, logger, watched });
}

async function opened(location: string, options: Parameters<typeof open>[1] = {}): Promise<JsonUsers> {
  const outcome = await open(location, options);
  assert.equal(outcome.kind, 'ok', 'faults' in outcome ? outcome.faults.join('\n') : '');
  return outcome.handler;
}

function account(members: object): string {
  return JSON.stringify({ casuser: { password: 'Mellon', ...members } });
}

test('W6 each status is told, and only after the right password', async (context) => {
  const statuses = {
    LOCKED: 'locked',
    DISABLED: 'disabled',
    EXPIRED: 'expired',
    MUST_CHANGE_PASSWORD: 'must-change',
  };
  for (const [written, status] of Object.entries(statuses)) {
    const users = await opened(await fileWith(context, account({ status: written })));
    const right = await users.authenticate({ username: 'casuser', password: 'Mellon' });
    assert.deepEqual(right, { kind: 'refused', status });
    const wrong = await users.authenticate({ username: 'casuser', password: 'x' });
    assert.deepEqual(wrong, { kind: 'wrong-password' });
  }
});

test('W2 a good account carries its attributes and warnings', async (context) => {
  const users = await opened(
    await fileWith(context, account({ attributes: { mail: ['a@b'] }, warnings: ['one', 'two'] })),
  );
  const answer = await users.authenticate({ username: 'casuser', password: 'Mellon' });
  assert.equal(answer.kind, 'authenticated');
  assert.equal(answer.principal.id, 'casuser');
  assert.deepEqual({ ...answer.principal.attributes }, { mail: ['a@b'] });
  assert.deepEqual(answer.warnings, ['one', 'two']);
});

test('W6 an account expires with the beginning of its day, in UTC', async (context) => {
  const location = await fileWith(context, account({ expirationDate: '2026-06-16' }));
  const at = async (time: string) => {
    const users = await opened(location, { now: Date.parse(time) });
    return (await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind;
  };
  assert.equal(await at('2026-06-15T23:59:59.999Z'), 'authenticated');
  assert.equal(await at('2026-06-16T00:00:00Z'), 'refused');
  assert.equal(await at('2027-01-01T00:00:00Z'), 'refused');
});

test('D11 names are exact', async (context) => {
  const users = await opened(await fileWith(context, account({})));
  for (const username of ['CASUSER', ' casuser', 'casuser ', '__proto__', '@class']) {
    assert.deepEqual(await users.authenticate({ username, password: 'Mellon' }), { kind: 'unknown' });
  }
});

test('a missing or unreadable file at start is a fault that names the file', async (context) => {
  const missing = await open('/nowhere/users.json');
  assert.deepEqual(missing, {
    kind: 'faults',
    faults: ['/nowhere/users.json: cannot be read (ENOENT): there is no such file'],
  });
  const broken = await fileWith(context, 'invalid-data');
  assert.deepEqual(await open(broken), {
    kind: 'faults',
    faults: [`${broken}: expected an object of people by name`],
  });
});

test('D7 an entry that is malformed at start shuts out its person, who is named', async (context) => {
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, error: (fields) => void lines.push(JSON.stringify(fields)) };
  const location = await fileWith(
    context,
    '{"casuser": {"password": "Mellon", "status": "LOKED"}, "other": {"password": "x"}}',
  );
  const users = await opened(location, { logger });
  assert.match(lines.join(), /accounts-malformed.*casuser.*'status': expected OK/);
  assert.equal(users.health().status, 'degraded');
  assert.equal((await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind, 'unusable');
  assert.equal((await users.authenticate({ username: 'other', password: 'x' })).kind, 'authenticated');
  const plain = await opened(await fileWith(context, account({})), { type: 'BCRYPT' });
  assert.match(plain.problems()[0]?.fault ?? '', /'password' is not encoded/);
});

test('D11 a file that breaks keeps the last good contents and shows in health', async (context) => {
  const location = await fileWith(context, account({}));
  const users = await opened(location);
  assert.equal(users.health().status, 'up');
  await writeFile(location, '{"casuser": ');
  await users.reload();
  assert.equal(users.health().status, 'degraded');
  assert.equal((await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind, 'authenticated');
  await rm(location);
  await users.reload();
  assert.equal(users.health().status, 'degraded');
  await writeFile(location, JSON.stringify({ other: { password: 'x' } }));
  await users.reload();
  assert.equal(users.health().status, 'up');
  assert.equal((await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind, 'unknown');
  assert.equal((await users.authenticate({ username: 'other', password: 'x' })).kind, 'authenticated');
});

test('D11 an entry that turns malformed shuts out that one person', async (context) => {
  const location = await fileWith(context, account({}));
  const users = await opened(location);
  await writeFile(
    location,
    '{"casuser": {"password": "Mellon", "status": "LOKED"}, "other": {"password": "x"}}',
  );
  await users.reload();
  assert.equal((await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind, 'unusable');
  assert.equal((await users.authenticate({ username: 'other', password: 'x' })).kind, 'authenticated');
  assert.match(users.health().detail, /malformed entries: casuser$/);
  assert.deepEqual(users.names(), ['casuser', 'other']);
});

test('D11 the file is watched', { timeout: 30_000 }, async (context) => {
  const location = await fileWith(context, account({}));
  const again = Promise.withResolvers<null>();
  const logger: Logger = { ...silentLogger, info: () => again.resolve(null) };
  const users = await opened(location, { logger, watched: true });
  context.after(() => users.close());
  // The watcher needs a moment to stand; until it has seen one change, the file is written again.
  const writing = setInterval(() => void writeFile(location, account({ status: 'LOCKED' })), 500);
  await again.promise;
  clearInterval(writing);
  assert.equal((await users.authenticate({ username: 'casuser', password: 'Mellon' })).kind, 'refused');
});

test('D11 a large file is read in a thread of its own, at start and when it changes', async (context) => {
  const threads: unknown[] = [];
  const count = (message: unknown): void => void threads.push(message);
  subscribe('worker_threads', count);
  context.after(() => unsubscribe('worker_threads', count));
  const people = (password: string): string => {
    const entries = Array.from({ length: 20_000 }, (_, index) => [
      `person${index}`,
      { password, attributes: { mail: [`person${index}@example.org`] } },
    ]);
    return JSON.stringify({
      ...Object.fromEntries(entries),
      'Jörg \u{1F600}': { password },
      odd: { password: 7 },
    });
  };
  const location = await fileWith(context, people('Mellon'));
  const users = await opened(location);
  assert.equal(threads.length, 1);
  await writeFile(location, people('Elen sila'));
  await users.reload();
  assert.equal(threads.length, 2);
  for (const username of ['person0', 'person19999', 'Jörg \u{1F600}']) {
    assert.equal((await users.authenticate({ username, password: 'Elen sila' })).kind, 'authenticated');
    assert.equal((await users.authenticate({ username, password: 'Mellon' })).kind, 'wrong-password');
  }
  assert.deepEqual(users.principal('person7')?.attributes['mail'], ['person7@example.org']);
  assert.deepEqual(users.problems(), [
    { username: 'odd', fault: "'password': expected a text that is not empty" },
  ]);
  await writeFile(location, `${people('x').slice(0, -1)} broken`);
  await users.reload();
  assert.equal(threads.length, 3);
  assert.match(users.health().detail, /neither JSON nor Hjson.*last good contents/);
  await writeFile(location, account({}));
  await users.reload();
  assert.equal(threads.length, 3);
});
