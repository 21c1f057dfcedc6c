// What node:test would let pass, this project's runner counts as failed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FileResult } from './run-file.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-runner-'));
});
after(() => rmSync(folder, { recursive: true }));

/** In a process of its own: node:test refuses to run inside itself. */
function outcome(body: string): FileResult {
  writeFileSync(join(folder, 'x.test.ts'), `import { describe, test } from 'node:test';\n${body}`);
  writeFileSync(
    join(folder, 'run.ts'),
    `import { runFile } from ${JSON.stringify(new URL('./run-file.ts', import.meta.url).href)};
     process.stdout.write(JSON.stringify(await runFile(${JSON.stringify(folder)}, 'x.test.ts')));
     process.exitCode = 0;`,
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const told = execFileSync(process.execPath, [join(folder, 'run.ts')], { encoding: 'utf8', env });
  return JSON.parse(told) as FileResult;
}

const reasons = (result: FileResult): string[] => result.failures.map(({ why }) => why.split('\n')[0] ?? '');

test('tests are counted, suites are not', () => {
  const result = outcome(
    `describe('s', () => { test('a', () => {}); test('b', () => {}); }); test('c', () => {});`,
  );
  assert.equal(result.passed, 3);
  assert.deepEqual(result.failures, []);
});

test('a failing test counts once, though its suite fails with it', () => {
  const result = outcome(`describe('s', () => { test('a', () => { throw new Error('boom'); }); });`);
  assert.deepEqual([result.passed, reasons(result)], [0, ['Error: boom']]);
});

test('a throwing describe is a failure', () => {
  assert.deepEqual(reasons(outcome(`describe('s', () => { throw new Error('boom'); });`)), ['Error: boom']);
});

test('a skipped or postponed test is a failure', () => {
  const result = outcome(`test('a', { skip: true }, () => {}); test.todo('b');`);
  assert.deepEqual(reasons(result), ['skipped: true', 'postponed: true']);
});

test('a file without tests is a failure', () => {
  assert.deepEqual(reasons(outcome(`export const nothing = describe;`)), ['no test ran']);
});

test('a file that cannot be loaded is a failure', () => {
  assert.equal(outcome(`import './is-not-there.ts';`).failures.length, 1);
});

test('a process that fails after its tests is a failure', () => {
  const result = outcome(`test('a', () => {}); process.on('exit', () => { process.exitCode = 1; });`);
  assert.equal(result.passed, 1);
  assert.equal(result.failures.length, 1);
});
