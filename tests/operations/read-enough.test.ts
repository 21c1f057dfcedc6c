// A command whose reader has read enough, as `vestibule check | head` makes one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

test('W3 a command whose output nobody reads any more ends as it would have, without a stack trace', async () => {
  const child = spawn(process.execPath, [LAUNCHER, 'version'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  assert.deepEqual([code, stderr], [0, '']);
});
