// Plants a forbidden import in every room, in a copy of the tree's shape, and sees the lint rule fire: overrides replace
// one another and patterns that match nothing pass silently.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = 'packages/server/src';
const IMPORT_RULE = 'eslint(no-restricted-imports)';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-lint-'));
  const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
  writeFileSync(join(folder, '.oxlintrc.json'), config.replace('"typeAware": true', '"typeAware": false'));
});
after(() => rmSync(folder, { recursive: true }));

/** Codes of the findings in the files, which are removed again. */
function lint(files: Readonly<Record<string, string>>): readonly string[] {
  const tree = join(folder, 'packages');
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const told = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(tree, { recursive: true });
  return (JSON.parse(told.stdout) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code);
}

const importing = (target: string): string => `import { thing } from '${target}';\nthing();\n`;
const importingType = (target: string): string =>
  `import type { Thing } from '${target}';\nexport type Other = Thing;\n`;

const FORBIDDEN: readonly (readonly [room: string, target: string])[] = [
  ['sealing', '../sso/sessions.ts'],
  ['authentication', '../sso/sessions.ts'],
  ['authentication', '../services/registry.ts'],
  ['authentication', '../login/login.ts'],
  ['services', '../authentication/authenticate.ts'],
  ['services', '../sso/sessions.ts'],
  ['services', '../web/cookies.ts'],
  ['sso', '../services/registry.ts'],
  ['sso', '../authentication/authenticate.ts'],
  ['sso', '../protocols/cas/validation.ts'],
  ['sso/stores', '../../login/login.ts'],
  ['login', '../web/cookies.ts'],
  ['login', '../protocols/cas/validation.ts'],
  ['login/steps', '../../web/cookies.ts'],
  ['logout', '../web/cookies.ts'],
  ['protocols/cas', '../../web/cookies.ts'],
  ['web', '../sso/sessions.ts'],
  ['operations', '../login/login.ts'],
  ['config', '../login/login.ts'],
  ['config', '../services/registry.ts'],
  ['login', '../server.ts'],
  ['web', '../server.ts'],
  ['web', '../services/registry.ts'],
  ['login/steps', '../../server.ts'],
  ['login', '../assembly/storage.ts'],
  ['services', '../command/serve.ts'],
  ['sso', '../main.ts'],
];

for (const [room, target] of FORBIDDEN) {
  test(`${room} must not import ${target}`, () => {
    assert.deepEqual(lint({ [`${SERVER}/${room}/planted.ts`]: importing(target) }), [IMPORT_RULE]);
  });
}

for (const target of ['fastify', '@fastify/cookie', 'node:http', 'node:sqlite', 'pg', '@vestibule/server']) {
  test(`the engine must not import ${target}`, () => {
    assert.deepEqual(lint({ 'packages/interrupt/src/inquirers/planted.ts': importing(target) }), [
      IMPORT_RULE,
    ]);
  });
}

test('rooms on one floor exchange plain types', () => {
  assert.deepEqual(
    lint({ [`${SERVER}/sso/planted.ts`]: importingType('../services/registered-service.ts') }),
    [],
  );
});

test('ways down are open', () => {
  assert.deepEqual(lint({ [`${SERVER}/login/planted.ts`]: importing('../sso/sessions.ts') }), []);
  assert.deepEqual(lint({ [`${SERVER}/web/planted.ts`]: importing('../login/login.ts') }), []);
  assert.deepEqual(lint({ [`${SERVER}/web/planted.ts`]: importing('../protocols/cas/validation.ts') }), []);
  assert.deepEqual(lint({ [`${SERVER}/config/planted.ts`]: importing('./settings/server.ts') }), []);
  assert.deepEqual(lint({ [`${SERVER}/server.ts`]: importing('./web/cookies.ts') }), []);
});

test('a circle of imports is found', () => {
  const findings = lint({
    [`${SERVER}/login/a.ts`]: `import { b } from './b.ts';\nexport const a = (): unknown => b;\n`,
    [`${SERVER}/login/b.ts`]: `import { a } from './a.ts';\nexport const b = (): unknown => a;\n`,
  });
  assert.deepEqual(new Set(findings), new Set(['import(no-cycle)']));
});

test('time and randomness come in through ports', () => {
  const findings = lint({
    [`${SERVER}/sso/planted.ts`]: `export const now = (): number => Date.now() + Math.random();\n`,
  });
  assert.deepEqual(findings, ['eslint(no-restricted-properties)', 'eslint(no-restricted-properties)']);
});
