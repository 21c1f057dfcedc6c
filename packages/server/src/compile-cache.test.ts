// The command leaves nothing to run where others could have put it first (D33). A process of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../bin/vestibule.js', import.meta.url));

test('D33 the compile cache is no shared temporary directory, and one that others can write is not used', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vestibule-cache-'));
  t.after(() => rmSync(root, { recursive: true }));
  const [shared, home, open] = ['shared', 'home', 'open'].map((name) => {
    const directory = join(root, name);
    mkdirSync(directory);
    return directory;
  }) as [string, string, string];
  const run = (environment: Record<string, string>): string => {
    const env = { PATH: process.env['PATH'], TMPDIR: shared, HOME: home, ...environment };
    const done = spawnSync(process.execPath, [COMMAND, '--version'], { env, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return done.stderr;
  };
  run({});
  assert.deepEqual(readdirSync(shared), []);
  assert.ok(existsSync(join(home, '.cache', 'vestibule', 'compiled')));
  chmodSync(open, 0o777);
  assert.match(run({ NODE_COMPILE_CACHE: open }), /NODE_COMPILE_CACHE is not used: others can write .*open/);
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
