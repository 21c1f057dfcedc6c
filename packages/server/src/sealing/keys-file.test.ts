import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { KEYS_FILE, loadOrCreateKeys, type Keys, type KeysResult } from './keys-file.ts';

const root = mkdtempSync(join(tmpdir(), 'vestibule-keys-'));
after(() => rmSync(root, { recursive: true }));
const freshDirectory = (): string => mkdtempSync(join(root, 'd-'));

function ready<T>(result: KeysResult<T>): T {
  if (result.kind === 'refused') assert.fail(result.fault.message);
  return result.value;
}
const load = (directory: string): Keys => ready(loadOrCreateKeys(directory, randomBytes));

test('W7 keys are made once, for the owner only, and are the same after a restart', () => {
  const directory = freshDirectory();
  const first = load(directory);
  const named = ready(first.named('tracking-cookie', 64));
  const second = load(directory);
  assert.equal(first.master.length, 32);
  assert.deepEqual(second.master, first.master);
  assert.deepEqual(ready(second.named('tracking-cookie', 64)), named);
  assert.deepEqual(ready(first.named('tracking-cookie', 64)), named);
  assert.equal(statSync(join(directory, KEYS_FILE)).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(directory), [KEYS_FILE]);
});

test('W7 every installation and every name has keys of its own', () => {
  const [one, other] = [load(freshDirectory()), load(freshDirectory())];
  assert.notDeepEqual(one.master, other.master);
  assert.notDeepEqual(ready(one.named('a', 32)), ready(one.named('b', 32)));
  for (const odd of ['__proto__', 'constructor', 'toString']) {
    const key = ready(one.named(odd, 32));
    assert.equal(key.length, 32);
    assert.deepEqual(ready(one.named(odd, 32)), key);
  }
});

test('W7 two processes that add keys at once lose neither, and agree on one name', () => {
  const directory = freshDirectory();
  const [one, other] = [load(directory), load(directory)];
  const a = ready(one.named('a', 32));
  const b = ready(other.named('b', 32));
  assert.deepEqual(ready(other.named('a', 32)), a);
  assert.deepEqual(ready(load(directory).named('a', 32)), a);
  assert.deepEqual(ready(load(directory).named('b', 32)), b);
});

test('W7 a broken keys file is refused with what to do, kept as it is, and nothing of it is told', () => {
  const secret = randomBytes(32).toString('base64url');
  const texts = [
    '',
    secret,
    `{"version":1,"master":"${secret}"`,
    `{"version":1,"master":"${secret}"}`,
    `{"version":2,"master":"${secret}","named":{}}`,
    `{"version":1,"master":"${secret.slice(0, 30)}","named":{}}`,
    `{"version":1,"master":"${secret}","named":{"a":"${secret}="}}`,
    `{"version":1,"master":"${secret}","named":{},"${secret}":1}`,
  ];
  for (const text of texts) {
    const directory = freshDirectory();
    const path = join(directory, KEYS_FILE);
    writeFileSync(path, text, { mode: 0o600 });
    const result = loadOrCreateKeys(directory, randomBytes);
    assert.equal(result.kind, 'refused', text);
    assert.ok(result.fault.message.includes(path));
    assert.match(result.fault.message, /Restore it from a backup/);
    assert.ok(!result.fault.message.includes(secret.slice(0, 8)));
    assert.equal(readFileSync(path, 'utf8'), text);
  }
});

test('W7 a keys file that others can read is refused', () => {
  const directory = freshDirectory();
  load(directory);
  chmodSync(join(directory, KEYS_FILE), 0o640);
  const result = loadOrCreateKeys(directory, randomBytes);
  assert.equal(result.kind === 'refused' && result.fault.code, 'readable-by-others');
});

test('W7 a kept key of another length is a fault, not a new key', () => {
  const keys = load(freshDirectory());
  const kept = ready(keys.named('a', 32));
  assert.equal(keys.named('a', 64).kind, 'refused');
  assert.deepEqual(ready(keys.named('a', 32)), kept);
});

test('W7 a directory that is not there is a fault', () => {
  const directory = join(root, 'absent');
  assert.equal(loadOrCreateKeys(directory, randomBytes).kind, 'refused');
  assert.ok(!existsSync(directory));
});
