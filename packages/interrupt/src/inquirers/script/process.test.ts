// Nothing of a script outlives the server, however that ends (D12).
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scriptHouse } from './testing/script-house.ts';

const SERVER = `
import { createScriptInquirer } from '${new URL('./script.ts', import.meta.url).href}';
import { inquiry } from '${new URL('../rest/testing/endpoint.ts', import.meta.url).href}';
const say = (_, line) => console.log(line);
const logger = { debug: say, info: say, warn: say, error: say };
const [location] = process.argv.slice(1);
const inquirer = await createScriptInquirer({ location, strict: false, logger, watch: false, timeout: 600_000 });
await inquirer.inquire(inquiry({ username: 'casuser' }), new AbortController().signal);
`;

for (const [what, act] of [
  ['loops', 'for (;;);'],
  ['sleeps', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'],
] as const) {
  test(`D12 a script that ${what} does not outlive a server that was killed`, async (context) => {
    const house = scriptHouse(context);
    house.write(
      'acts.mjs',
      `import { writeSync } from 'node:fs'; export default () => { writeSync(1, process.pid + '\\n'); ${act} };`,
    );
    const path = join(house.directory, 'acts.mjs');
    const server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => {
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        const said = /^\d+$/m.exec(text)?.[0];
        if (said !== undefined) resolve(Number(said));
      });
    });
    assert.ok(isAlive(pid));
    server.kill('SIGKILL');
    await once(server, 'exit');
    for (let looks = 0; isAlive(pid); looks += 1) {
      assert.ok(looks < 600, 'the process of the script is still there');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

/** A zombie that nobody has collected yet is dead. */
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  return existsSync(status) && !/\) [ZX] /.test(readFileSync(status, 'utf8'));
}

test('D12 without a file descriptor left a script fails to start, and the server goes on', (context) => {
  const house = scriptHouse(context);
  house.write('fine.mjs', 'export default () => null;');
  const script = `
    import { openSync, closeSync } from 'node:fs';
    import { startProcess } from '${new URL('./process.ts', import.meta.url).href}';
    const quiet = () => undefined;
    const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const settings = { path: '${join(house.directory, 'fine.mjs')}', name: 'script', maxMemory: 64 * 1048576, startTimeout: 60_000, logger };
    const open = [];
    try { for (;;) open.push(openSync('/dev/null')); } catch {}
    const started = startProcess(settings, null);
    for (const file of open) closeSync(file);
    const { ok, detail } = await started;
    console.log(JSON.stringify({ ok, detail }));`;
  const done = spawnSync(
    'sh',
    ['-c', 'ulimit -n 64 && exec "$0" --input-type=module --eval "$1"', process.execPath, script],
    { encoding: 'utf8' },
  );
  assert.match(done.stdout, /^\{"ok":false,"detail":"its process cannot be started \(.*EMFILE/, done.stderr);
});
