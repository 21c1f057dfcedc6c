// `npm test`, `npm run test:unit`, and either with paths: `npm test -- tests/journeys packages/interrupt`.
// The last line on standard output is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { provideSystemParts } from './system-parts.ts';
import { runFile } from './run-file.ts';
import { findTestFiles, type TestFile } from './test-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const preload = new URL('../../tests/support/no-outside-network.js', import.meta.url).href;

const { values, positionals } = parseArgs({
  options: { unit: { type: 'boolean', default: false } },
  allowPositionals: true,
});

let passed = 0;
let failed = 0;
const summary: string[] = [];

const files = findTestFiles(root, { unitOnly: values.unit, paths: positionals });
const missing = new Set(await provideSystemParts(files.flatMap((file) => file.packages)));
if (!values.unit && positionals.length === 0) check();

// Every Node process below this one refuses the outside network: test files and what they start.
process.env['NODE_OPTIONS'] = [process.env['NODE_OPTIONS'], `--import=${preload}`].filter(Boolean).join(' ');
const waiting = files.values();
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));

if (missing.size > 0) summary.push(`Missing Debian packages: ${[...missing].join(', ')}`);
if (passed + failed === 0) fail('npm test', 'no test ran');
if (summary.length > 0) process.stdout.write(`\n${summary.join('\n')}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** Lint, format, types and the rest count as one test. */
function check(): void {
  const told = spawnSync(process.execPath, ['tools/check/run.ts'], { cwd: root, encoding: 'utf8' });
  process.stdout.write(told.stdout + told.stderr);
  if (told.status === 0) passed += 1;
  else fail('npm run check', 'see above');
}

async function work(): Promise<void> {
  for (const file of waiting) await test(file);
}

async function test(file: TestFile): Promise<void> {
  const lacking = file.packages.filter((name) => missing.has(name));
  if (lacking.length > 0) return fail(file.path, `needs ${lacking.join(', ')}`);
  // A unit test needs nothing but npm; `--unit` could not keep that promise otherwise.
  if (file.packages.length > 0 && !file.path.startsWith('tests/'))
    return fail(file.path, 'belongs under tests/');
  const result = await runFile(root, file.path);
  passed += result.passed;
  const ok = result.failures.length === 0;
  const time = (result.milliseconds / 1000).toFixed(1);
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${file.path} (${result.passed}, ${time} s)\n`);
  for (const { name, why } of result.failures) {
    fail(`${file.path}: ${name}`, why.split('\n')[0] ?? '');
    process.stdout.write(`\n  ${name}\n${indent(why)}\n`);
  }
  if (!ok && result.output !== '') process.stdout.write(`  It wrote:\n${indent(result.output)}\n`);
}

function fail(name: string, why: string): void {
  failed += 1;
  summary.push(`FAILED ${name}: ${why}`);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
