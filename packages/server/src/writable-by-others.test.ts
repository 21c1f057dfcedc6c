// What another account could change is told, and nothing of it is run (D33).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { privateCompileCache, whyUnsafeCompileCache } from './compile-cache.js';
import { whyWritable, writableByOthers, type Owned } from './writable-by-others.js';

function folder(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-owned-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

const owned = (uid: number, gid: number, mode: number, directory = false): Owned => ({
  uid,
  gid,
  mode,
  isDirectory: () => directory,
});
const US = { uid: 900, gid: 900 };

test('D33 who may write decides: us and root, never others, a group only when it is ours alone', () => {
  for (const fine of [
    owned(900, 900, 0o644),
    owned(0, 0, 0o664),
    owned(900, 900, 0o664),
    owned(0, 0, 0o1777, true),
  ])
    assert.equal(whyWritable('/x', fine, US), null, JSON.stringify(fine));
  for (const [place, said] of [
    [owned(901, 0, 0o644), /belongs to user 901.*chown 900 '\/x'/],
    [owned(900, 100, 0o664), /members of group 100 \(mode 664\).*chmod go-w '\/x'/],
    [owned(900, 900, 0o666), /other users of this machine \(mode 666\)/],
    [owned(0, 0, 0o777, true), /other users/],
    [owned(0, 0, 0o1666), /other users/],
  ] as const)
    assert.match(whyWritable('/x', place, US) ?? 'fine', said);
  assert.match(whyWritable('/x', owned(900, 900, 0o664), { uid: 900, gid: 901 }) ?? 'fine', /group 900/);
});

test('D33 a directory above the file, or behind a link, counts as the file does', (t) => {
  const directory = folder(t);
  const open = join(directory, 'open');
  mkdirSync(open);
  chmodSync(open, 0o777);
  writeFileSync(join(open, 'script.groovy'), '');
  writeFileSync(join(directory, 'own.groovy'), '');
  symlinkSync(join(open, 'script.groovy'), join(directory, 'link.groovy'));
  assert.equal(writableByOthers(join(directory, 'own.groovy')), null);
  assert.equal(writableByOthers(join(directory, 'not', 'there.groovy')), null);
  for (const name of ['open/script.groovy', 'open/missing', 'link.groovy'])
    assert.match(writableByOthers(join(directory, name)) ?? 'fine', /open can be written by other users/);
});

test('D33 compiled modules are kept in a private directory or nowhere', (t) => {
  const home = folder(t);
  const compiled = join(home, '.cache', 'vestibule', 'compiled');
  assert.deepEqual(privateCompileCache({}, home), { kind: 'private', directory: compiled });
  assert.deepEqual(privateCompileCache({ XDG_CACHE_HOME: join(home, 'x') }, '/'), {
    kind: 'private',
    directory: join(home, 'x/vestibule/compiled'),
  });
  const exposed = (hint: string): void => {
    const found = privateCompileCache({}, home);
    assert.equal(found.kind, 'exposed', hint);
  };
  chmodSync(join(home, '.cache'), 0o777);
  exposed('somebody could put another directory in its place');
  const named = join(home, '.cache', 'vestibule');
  assert.match(whyUnsafeCompileCache({ NODE_COMPILE_CACHE: named }) ?? 'fine', /\.cache can be written/);
  chmodSync(join(home, '.cache'), 0o700);
  assert.equal(whyUnsafeCompileCache({ NODE_COMPILE_CACHE: named }), null);
  const planted = join(compiled, 'planted');
  writeFileSync(planted, '');
  chmodSync(planted, 0o666);
  exposed('a file of somebody else is left in it');
  assert.match(whyUnsafeCompileCache({ NODE_COMPILE_CACHE: named }) ?? 'fine', /planted can be written/);
  rmSync(compiled, { recursive: true });
  symlinkSync(tmpdir(), compiled);
  exposed('a link leads elsewhere');
  writeFileSync(join(home, 'file'), '');
  assert.deepEqual(
    privateCompileCache({}, join(home, 'file')),
    { kind: 'none' },
    'nothing can be made there',
  );
  assert.deepEqual(
    privateCompileCache({}, ''),
    { kind: 'none' },
    'no home, and none made in the working directory',
  );
});

test('D33 a place that may not be looked at is no fault of this check: whoever reads it says why', (t) => {
  const directory = folder(t);
  const closed = join(directory, 'closed');
  mkdirSync(join(closed, 'within'), { recursive: true });
  chmodSync(closed, 0);
  const module = new URL('./writable-by-others.js', import.meta.url).href;
  // A process of its own: root may look everywhere, so it becomes another account first.
  const script = `import { writableByOthers } from '${module}';
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    console.log(writableByOthers('${closed}/within/people.json', { uid: ${process.getuid?.()}, gid: ${process.getgid?.()} }));`;
  chmodSync(directory, 0o755);
  const done = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  chmodSync(closed, 0o700);
  assert.deepEqual([done.stdout, done.stderr], ['null\n', '']);
});
