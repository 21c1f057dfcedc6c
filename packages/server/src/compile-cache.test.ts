// The command leaves nothing to run where others could have put it first (D33). A process of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../bin/vestibule.js', import.meta.url));

const START = fileURLToPath(new URL('../../../demo/start.ts', import.meta.url));
const REQUIRE = fileURLToPath(new URL('../../../tools/require-runtime.js', import.meta.url));

function folders(t: TestContext): readonly [string, string, string] {
  const root = mkdtempSync(join(tmpdir(), 'vestibule-cache-'));
  t.after(() => rmSync(root, { recursive: true }));
  return ['shared', 'home', 'open'].map((name) => {
    const directory = join(root, name);
    mkdirSync(directory);
    return directory;
  }) as [string, string, string];
}

test('D33 the compile cache is no shared temporary directory, and off and told where others can write', (t) => {
  const [shared, home, open] = folders(t);
  const run = (environment: Record<string, string>): string => {
    const env = { PATH: process.env['PATH'], TMPDIR: shared, HOME: home, ...environment };
    const done = spawnSync(process.execPath, [COMMAND, '--version'], { env, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return done.stderr;
  };
  assert.equal(run({}), '');
  assert.deepEqual(readdirSync(shared), []);
  assert.ok(existsSync(join(home, '.cache', 'vestibule', 'compiled')));
  chmodSync(open, 0o777);
  for (const environment of [{ XDG_CACHE_HOME: open }, { HOME: open }, { XDG_CACHE_HOME: join(open, 'x') }])
    assert.match(run(environment), /compiled code is not kept between starts: \S+open can be written/);
  assert.deepEqual(readdirSync(open), [], 'nothing is made there');
  chmodSync(open, 0o700);
  if (process.getuid?.() === 0) {
    chownSync(open, 65_534, 65_534);
    assert.match(run({ HOME: open }), /not kept between starts: \S+open belongs to user 65534/);
  }
});

test('D33 a NODE_COMPILE_CACHE that others can write stops the start, and says what to do', (t) => {
  const [, home, open] = folders(t);
  const env = { PATH: process.env['PATH'], HOME: home, NODE_COMPILE_CACHE: open };
  const run = (...parameters: string[]) => spawnSync(process.execPath, parameters, { env, encoding: 'utf8' });
  const fine = run(COMMAND, '--version');
  assert.deepEqual([fine.status, fine.stderr], [0, '']);
  chmodSync(open, 0o777);
  for (const parameters of [
    [COMMAND, '--version'],
    [COMMAND, 'serve'],
    ['--import', REQUIRE, START],
  ]) {
    const { status, stdout, stderr } = run(...parameters);
    assert.deepEqual([status, stdout], [1, ''], stderr);
    assert.match(stderr, /NODE_COMPILE_CACHE is \S+open, .* can be written by other users/);
    assert.match(stderr, /Unset NODE_COMPILE_CACHE, or empty that directory/);
  }
});

test('D33 nothing that has types to strip is loaded before the compile cache is on', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'vestibule-early-'));
  t.after(() => rmSync(home, { recursive: true }));
  const hooks = `import { getCompileCacheDir, registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) {
      if (url.endsWith('.ts')) console.error(getCompileCacheDir() === undefined ? 'early ' + url : 'cached');
      return next(url, context);
    } });`;
  const done = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hooks)}`, COMMAND, '--version'],
    { env: { PATH: process.env['PATH'], HOME: home }, encoding: 'utf8' },
  );
  assert.match(done.stderr, /^cached$/mu);
  assert.doesNotMatch(done.stderr, /^early/mu);
});
