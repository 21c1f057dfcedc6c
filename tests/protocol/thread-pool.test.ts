// How many passwords are hashed at once is half of the process's thread pool, whatever its size (D26).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeConfigFolder } from '../support/config-folder.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

test('D26 a thread pool of one is refused at start and by check, which say what to do', (t) => {
  const folder = makeConfigFolder({ 'cas.authn.accept.users': 'anna::Mellon', 'server.port': 0 });
  t.after(() => folder.remove());
  for (const command of ['serve', 'check']) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [LAUNCHER, command, '--config', folder.path],
      { encoding: 'utf8', timeout: 60_000, env: { ...process.env, UV_THREADPOOL_SIZE: '1' } },
    );
    assert.equal(status, 1, `${stdout}${stderr}`);
    assert.match(stdout + stderr, /UV_THREADPOOL_SIZE \(environment\): 1 leaves no thread.*at least 2/);
  }
});
