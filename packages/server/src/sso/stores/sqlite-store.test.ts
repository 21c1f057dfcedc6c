import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeTicketStore } from './contract.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Row, TicketStore } from './ticket-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'vestibule-store-'));
after(() => rmSync(directory, { recursive: true }));

let files = 0;
const freshFile = (): string => join(directory, `tickets-${(files += 1)}.db`);

function opened(path: string): TicketStore {
  const result = openSqliteStore(path);
  if (result.kind === 'refused') assert.fail(result.fault.message);
  return result.store;
}

function refused(path: string): { code: string; message: string } {
  const result = openSqliteStore(path);
  if (result.kind === 'ready') assert.fail('opened');
  return result.fault;
}

const row = (id: string): Row => ({
  kind: 'session',
  id,
  parent: null,
  owner: null,
  value: Buffer.from(id),
  createdAt: 1,
  expiresAt: 1000,
});

describeTicketStore('sqlite', async () => opened(freshFile()));

test('W7 rows are there after a restart', async () => {
  const path = freshFile();
  const first = opened(path);
  await first.apply([{ do: 'put', row: row('a') }]);
  await first.close();
  const second = opened(path);
  assert.deepEqual(Buffer.from((await second.get('session', 'a', 0))?.value ?? []), Buffer.from('a'));
  await second.close();
});

test('W7 closing keeps what was written in the same turn', async () => {
  const path = freshFile();
  const first = opened(path);
  const written = first.apply([{ do: 'put', row: row('a') }]);
  await first.close();
  assert.equal(await written, true);
  const second = opened(path);
  assert.notEqual(await second.get('session', 'a', 0), null);
  await second.close();
  await second.close();
});

test('W7 what was answered survives kill -9', async () => {
  const path = freshFile();
  const writer = fileURLToPath(new URL('testing/endless-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let answered = -1;
  for await (const line of createInterface(child.stdout)) {
    answered = Number(line);
    if (answered === 300) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  assert.ok(answered >= 300);
  const store = opened(path);
  for (let i = 0; i <= answered; i += 1) assert.notEqual(await store.get('session', `row-${i}`, 0), null);
  await store.close();
});

test('W7 a second server on the same file sees each ticket taken once', async () => {
  const path = freshFile();
  const [one, other] = [opened(path), opened(path)];
  await one.apply([{ do: 'put', row: row('a') }]);
  await one.durable();
  assert.notEqual(await one.take('session', 'a', 0), null);
  await one.durable();
  assert.equal(await other.take('session', 'a', 0), null);
  await one.close();
  await other.close();
});

test('W7 the file and what SQLite keeps beside it are for the owner only', async () => {
  const path = freshFile();
  const store = opened(path);
  await store.apply([{ do: 'put', row: row('a') }]);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(file).mode & 0o777, 0o600);
  await store.close();
});

test('W7 a file that others can read is refused, with the command that repairs it', async () => {
  const path = freshFile();
  await opened(path).close();
  chmodSync(path, 0o640);
  const fault = refused(path);
  assert.equal(fault.code, 'readable-by-others');
  assert.ok(fault.message.includes(`chmod 600 '${path}'`));
  chmodSync(path, 0o600);
  writeFileSync(`${path}-wal`, '', { mode: 0o644 });
  assert.equal(refused(path).code, 'readable-by-others');
});

test('W7 a corrupted file is refused and left as it is', async () => {
  const path = freshFile();
  const garbage = Buffer.alloc(8192, 'not a database. ');
  writeFileSync(path, garbage, { mode: 0o600 });
  const fault = refused(path);
  assert.equal(fault.code, 'unreadable');
  assert.match(fault.message, /cannot be read as a ticket store .*Restore it from a backup/);
  assert.deepEqual(readFileSync(path), garbage);
});

test('W7 a file of another program or of a later version is refused', async () => {
  const path = freshFile();
  const alien = new DatabaseSync(path);
  alien.exec('CREATE TABLE theirs (x)');
  alien.close();
  chmodSync(path, 0o600);
  assert.match(refused(path).message, /another program/);

  const later = freshFile();
  await opened(later).close();
  const future = new DatabaseSync(later);
  future.exec('PRAGMA user_version = 99');
  future.close();
  assert.match(refused(later).message, /another version of Vestibule \(schema 99/);
});

test('an operation on a closed store is an error, not a silence', async () => {
  const store = opened(freshFile());
  await store.close();
  await assert.rejects(store.get('session', 'a', 0));
  await assert.rejects(store.apply([{ do: 'put', row: row('a') }]));
});

test('a write that the database refuses fails alone', async () => {
  const store = opened(freshFile());
  const bad = { ...row('bad'), value: null as unknown as Uint8Array };
  const [good, failed, list, alsoGood] = await Promise.allSettled([
    store.apply([{ do: 'put', row: row('a') }]),
    store.apply([{ do: 'put', row: bad }]),
    store.apply([
      { do: 'put', row: row('half') },
      { do: 'put', row: bad },
    ]),
    store.apply([{ do: 'put', row: row('b') }]),
  ]);
  assert.deepEqual(
    [good, failed, list, alsoGood].map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
  assert.equal(await store.get('session', 'half', 0), null);
  assert.equal(await store.count('session', 0), 2);
  await store.close();
});
