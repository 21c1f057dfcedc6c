import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judge, judgePrivateFile, prepareDataDirectory, preparePrivateFile } from './data-directory.ts';

const root = mkdtempSync(join(tmpdir(), 'vestibule-data-'));
after(() => rmSync(root, { recursive: true }));
const mode = (path: string): number => statSync(path).mode & 0o777;

test('W7 a missing data directory is made for its owner only, with the ones above it', () => {
  const path = join(root, 'new', 'data');
  assert.equal(prepareDataDirectory(path), null);
  assert.equal(mode(path), 0o700);
  assert.equal(prepareDataDirectory(path), null);
});

test('W7 a data directory that others can enter, read or write is refused and not repaired', () => {
  for (const bits of [0o755, 0o750, 0o701, 0o720]) {
    const path = join(root, `open-${bits}`);
    mkdirSync(path);
    chmodSync(path, bits);
    const fault = prepareDataDirectory(path);
    assert.equal(fault?.code, 'readable-by-others');
    assert.equal(fault.path, path);
    assert.ok(fault.message.includes(`chmod 700 '${path}'`), fault.message);
    assert.equal(mode(path), bits);
  }
});

test('W7 a data directory that its owner cannot write is refused', () => {
  const path = join(root, 'read-only');
  mkdirSync(path, { mode: 0o500 });
  assert.equal(prepareDataDirectory(path)?.code, 'not-writable');
});

test('W7 a file where the directory should be is refused, above it too', () => {
  const path = join(root, 'file');
  writeFileSync(path, '');
  assert.equal(prepareDataDirectory(path)?.code, 'wrong-type');
  assert.equal(prepareDataDirectory(join(path, 'data'))?.code, 'wrong-type');
});

test('W7 files are made for the owner only, and refused when others can read them', () => {
  const path = join(root, 'private');
  assert.equal(preparePrivateFile(path), null);
  assert.equal(mode(path), 0o600);
  chmodSync(path, 0o644);
  const fault = preparePrivateFile(path);
  assert.equal(fault?.code, 'readable-by-others');
  assert.ok(fault.message.includes(`chmod 600 '${path}'`), fault.message);
  assert.equal(judgePrivateFile(root)?.code, 'wrong-type');
  assert.equal(judgePrivateFile(join(root, 'absent'))?.code, 'unreadable');
});

test("W7 somebody else's directory is refused, whatever its mode", () => {
  const fault = judge('/srv/data', { mode: 0o700, uid: 1000 }, 1001, 0o700);
  assert.equal(fault?.code, 'not-ours');
  assert.ok(fault.message.includes("chown -R 1001 '/srv/data'"), fault.message);
});

test('W7 a system without owners and modes is not judged by them', () => {
  assert.equal(judge('C:/data', { mode: 0o666, uid: 0 }, null, 0o700), null);
});
