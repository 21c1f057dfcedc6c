// The directories above the data directory and the configuration: who can write there can put others in their place (D33).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

function folders(t: TestContext): { readonly above: string; readonly config: string; readonly data: string } {
  const root = mkdtempSync(join(tmpdir(), 'vestibule-above-'));
  t.after(() => rmSync(root, { recursive: true }));
  const above = join(root, 'above');
  const config = join(root, 'config');
  for (const directory of [above, config]) mkdirSync(directory);
  return { above, config, data: join(above, 'between', 'data') };
}

const vestibule = (command: string, config: string, ...settings: string[]) =>
  spawnSync(process.execPath, [LAUNCHER, command, '--config', config, '--server.port=0', ...settings], {
    encoding: 'utf8',
  });

test('D33 a data directory that anybody could rename away stops check and start, there or not', (t) => {
  const { above, config, data } = folders(t);
  const setting = `--cas.server.data-directory=file:${data}`;
  chmodSync(above, 0o777);
  for (const exists of [false, true]) {
    if (exists) mkdirSync(data, { recursive: true, mode: 0o700 });
    for (const command of ['check', 'serve']) {
      const run = vestibule(command, config, setting);
      assert.equal(run.status, 1, run.stdout + run.stderr);
      assert.match(
        run.stdout + run.stderr,
        /data can be taken away or replaced by another account: \S+above can be written by other users.*chmod go-w/,
      );
    }
    assert.equal(existsSync(data), exists, 'nothing is made there');
  }
  chmodSync(above, 0o1777);
  assert.equal(vestibule('check', config, setting).status, 0, 'a sticky directory keeps it in its place');
});

test('D33 a directory above that belongs to another account or a group is told by check', (t) => {
  const { above, config, data } = folders(t);
  const setting = `--cas.server.data-directory=file:${data}`;
  if (process.getuid?.() === 0) chownSync(above, 65_534, 65_534);
  else chmodSync(config, 0o777);
  const about = process.getuid?.() === 0 ? /data-directory.*above belongs to user 65534/ : /config can be/;
  const run = vestibule('check', config, setting);
  assert.equal(run.status, 0, run.stdout);
  assert.match(run.stdout, about);
});

test('D33 a configuration directory that anybody could rename away is told by check', (t) => {
  const { above } = folders(t);
  const config = join(above, 'config');
  mkdirSync(config);
  chmodSync(above, 0o777);
  const away = `--cas.server.data-directory=file:${join(above, '..', 'data')}`;
  const run = vestibule('check', config, away);
  assert.equal(run.status, 0, run.stdout);
  assert.match(run.stdout, /another account can change what the server obeys: \S+above can be written/);
});
