// Files that an operator's script or module loads: another account's are told by `check` and at start (D33).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startChild } from '../support/child.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));
const NOBODY = 65_534;

interface Place {
  /** Makes a file, and the directories above it. */
  write(name: string, text: string): string;
  /** Gives a file or directory to another account; where only root could, everybody may write it. */
  giveAway(name: string): void;
  /** What `check` says of files that others can write. */
  check(...settings: string[]): string;
  readonly config: string;
}

function place(t: TestContext): Place {
  const root = mkdtempSync(join(tmpdir(), 'vestibule-loaded-'));
  t.after(() => rmSync(root, { recursive: true }));
  const config = join(root, 'config');
  mkdirSync(config);
  const write = (name: string, text: string): string => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  return {
    config,
    write,
    giveAway(name) {
      if (process.getuid?.() === 0) chownSync(join(root, name), NOBODY, NOBODY);
      else chmodSync(join(root, name), 0o777);
    },
    check(...settings) {
      const parameters = ['check', '--config', config, ...settings];
      const run = spawnSync(process.execPath, [LAUNCHER, ...parameters], { encoding: 'utf8' });
      assert.match(run.stdout, /0 faults/, run.stdout + run.stderr);
      return run.stdout
        .split('\n')
        .filter((line) => /belongs to user|can be written/.test(line))
        .join('\n');
    },
  };
}

const SCRIPT = '--cas.interrupt.script.location=file:';

test('D33 every file that a script loads is looked at: imports of imports, late ones, links, packages', async (t) => {
  const { config, write, giveAway, check } = place(t);
  const script = write(
    'config/s.ts',
    `import { a } from '../other/a.ts';
     import { createRequire } from 'node:module';
     import { p } from 'pack';
     import { linked } from '../links/l.ts';
     const { c } = createRequire(import.meta.url)('../other/c.cjs');
     await import('../other/late.ts');
     export default () => (a + p + linked + c === 4 ? null : { block: true });`,
  );
  write('other/a.ts', `export { b as a } from './deep/b.ts';`);
  write('other/deep/b.ts', 'export const b = 1;');
  write('other/c.cjs', 'module.exports = { c: 1 };');
  write('other/late.ts', '');
  symlinkSync(write('real/l.ts', 'export const linked = 1;'), join(dirname(write('links/x', '')), 'l.ts'));
  write('node_modules/pack/package.json', '{"name":"pack","type":"module","exports":"./p.js"}');
  write('node_modules/pack/p.js', 'export const p = 1;');
  mkdirSync(join(config, 'node_modules'));
  assert.equal(check(SCRIPT + script), '', 'all of it is ours');
  for (const name of [
    'other/deep/b.ts',
    'other/c.cjs',
    'other/late.ts',
    'links',
    'real/l.ts',
    'node_modules/pack/p.js',
    'node_modules/pack/package.json',
    'config/node_modules',
  ]) {
    giveAway(name);
    const told = check(SCRIPT + script);
    assert.match(told, new RegExp(`cas\\.interrupt\\.script\\.location.*/${name} `), name);
  }

  const server = startChild(process.execPath, [
    LAUNCHER,
    'serve',
    '--config',
    config,
    '--server.port=0',
    SCRIPT + script,
  ]);
  t.after(() => server.end('SIGTERM'));
  await server.line(/is ready/);
  assert.match(server.stderr(), /"event":"writable-by-others".*deep\/b\.ts (?:belongs to|can be)/);
});

test('D33 what custom modules and triggers of services load is looked at', (t) => {
  const { config, write, giveAway, check } = place(t);
  const module = write(
    'config/custom.ts',
    `import { none } from '../shared/custom.ts'; export default { inquire: () => none };`,
  );
  write('shared/custom.ts', 'export const none = null;');
  const tracking = write(
    'config/tracking.ts',
    `import { none } from '../shared/tracking.ts';
     export default { recall: () => new Set(none), remember: () => undefined };`,
  );
  write('shared/tracking.ts', 'export const none: string[] = [];');
  const trigger = write(
    'scripts/trigger.ts',
    `import { yes } from '../shared/trigger.ts'; export default () => yes;`,
  );
  write('shared/trigger.ts', 'export const yes = true;');
  write(
    'config/services/App-1.json',
    JSON.stringify({
      '@class': 'org.apereo.cas.services.CasRegisteredService',
      serviceId: '^https://app\\.example\\.org/.*',
      name: 'App',
      id: 1,
      webflowInterruptPolicy: {
        '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
        groovyScript: `file:${trigger}`,
      },
    }),
  );
  const settings = [
    `--cas.interrupt.custom[0].module=file:${module}`,
    `--cas.interrupt.tracking.module=file:${tracking}`,
    `--cas.service-registry.json.location=file:${join(config, 'services')}`,
  ];
  assert.equal(check(...settings), '', 'all of it is ours');
  for (const name of ['custom', 'tracking', 'trigger']) giveAway(`shared/${name}.ts`);
  const told = check(...settings);
  assert.match(told, /cas\.interrupt\.custom\[0\]\.module.*shared\/custom\.ts /);
  assert.match(told, /cas\.interrupt\.tracking\.module.*shared\/tracking\.ts /);
  assert.match(told, /groovyScript.*shared\/trigger\.ts /);
});
