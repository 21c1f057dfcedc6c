// A JVM that cannot be started ends as one that died: the server goes on, and the host tries again (D12).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('D12 without a file descriptor left a JVM fails to start, and the server goes on', () => {
  const script = `
    import { openSync, closeSync } from 'node:fs';
    import { startJvm } from '${new URL('./jvm.ts', import.meta.url).href}';
    const classes = { directory: '/nowhere', ofScripts: '/nowhere', compiled: true };
    const installation = { java: process.execPath, jars: [] };
    const ended = Promise.withResolvers();
    const events = { message() {}, stray() {}, ended: ended.resolve };
    const open = [];
    try { for (;;) open.push(openSync('/dev/null')); } catch {}
    const jvm = startJvm({ installation, maxMemory: 1, threads: 1, env: {}, key: 'key', classes }, events);
    for (const file of open) closeSync(file);
    console.log(await ended.promise);
    await jvm.stop();`;
  const done = spawnSync(
    'sh',
    ['-c', 'ulimit -n 64 && exec "$0" --input-type=module --eval "$1"', process.execPath, script],
    { encoding: 'utf8' },
  );
  assert.match(done.stdout, /^java cannot be started \(.*EMFILE/, done.stderr);
  assert.equal(done.status, 0);
});
