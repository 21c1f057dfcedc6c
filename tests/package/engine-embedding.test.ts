// What is published is what is tested: the engine is built, packed, unpacked into an empty project and put behind a
// server of nothing but node:http.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildPackage } from '../../tools/package/build.ts';
import { startChild, type Child } from '../support/child.ts';

const NAME = '@vestibule/interrupt';
const FRAMEWORKS_AND_DATABASES = /fastify|express|koa|hono|sqlite|redis|^pg$|kysely|ldap/;

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the packed engine', () => {
  let project = '';
  let installed = '';
  let manifest: Manifest;
  let child: Child;
  let url = '';

  before(async () => {
    project = mkdtempSync(join(tmpdir(), 'vestibule-package-'));
    installed = join(project, 'node_modules', NAME);
    mkdirSync(installed, { recursive: true });
    const dist = buildPackage('packages/interrupt');
    execFileSync('npm', ['pack', '--offline', '--silent', '--pack-destination', project], {
      cwd: dist,
      stdio: 'pipe',
    });
    const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
    execFileSync('tar', ['-xzf', join(project, tarball), '-C', installed, '--strip-components=1']);
    manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
    for (const name of Object.keys(manifest.dependencies)) link(name);

    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(project, 'interrupts.json'),
      JSON.stringify({ noticed: { message: 'Read this.' }, blocked: { message: 'On hold.', block: true } }),
    );
    copyFileSync(new URL('./embedding.js', import.meta.url), join(project, 'embedding.js'));
    child = startChild(process.execPath, ['embedding.js', 'interrupts.json'], { cwd: project });
    [, url = ''] = await child.line(/^ready at (\S+)$/);
  });
  after(async () => {
    await child?.end('SIGTERM');
    rmSync(project, { recursive: true });
  });

  /** As npm would have installed it, without asking a registry. */
  function link(name: string): void {
    const place = join(project, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    const engine = fileURLToPath(new URL('../../packages/interrupt/package.json', import.meta.url));
    const paths = createRequire(engine).resolve.paths(name) ?? [];
    const found = paths.map((path) => join(path, name)).find((path) => isFolder(path));
    assert.ok(found, name);
    symlinkSync(found, place);
  }

  async function enter(user: string, method = 'GET'): Promise<string> {
    return (await fetch(`${url}/enter?user=${user}`, { method })).text();
  }

  test('knows no HTTP framework and no database', () => {
    const known = Object.keys(manifest.dependencies).filter((name) => FRAMEWORKS_AND_DATABASES.test(name));
    assert.deepEqual(known, []);
  });

  test('holds what its exports name, and no source and no test', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    for (const target of Object.values(manifest.exports)) {
      assert.ok(files.includes(target.types.slice(2)), target.types);
      assert.ok(files.includes(target.default.slice(2)), target.default);
    }
    assert.deepEqual(
      files.filter((file) => /\.test\.|(?<!\.d)\.ts$/.test(file)),
      [],
    );
    assert.ok(files.includes('LICENSE'));
  });

  test('lets in whom nothing interrupts', async () => {
    assert.equal(await enter('quiet'), 'welcome quiet');
  });

  test('asks, lets in who proceeds, and remembers', async () => {
    assert.equal(await enter('noticed'), 'ask Read this.');
    assert.equal(await enter('noticed', 'POST'), 'welcome noticed');
    assert.equal(await enter('noticed'), 'welcome noticed');
  });

  test('keeps out whom a block keeps out', async () => {
    assert.equal(await enter('blocked'), 'ask On hold.');
    assert.equal(await enter('blocked', 'POST'), 'blocked');
    assert.equal(await enter('blocked'), 'ask On hold.');
  });
});

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}
