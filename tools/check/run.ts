// `npm run check`: everything that can be said about the project without running it. All of it runs, all findings are
// printed, any finding fails.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { engineFindings, lockFindings, readLock } from './engines.ts';
import { packageFindings } from './packages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runFile = promisify(execFile);
const BROWSER_PROJECT = 'tests/journeys/in-page/tsconfig.json';

/** Runs a tool of node_modules; its output is the findings when it fails. */
const tool =
  (name: string, ...parameters: string[]) =>
  async (): Promise<readonly string[]> => {
    try {
      await runFile(`${root}/node_modules/.bin/${name}`, parameters, {
        cwd: root,
        maxBuffer: 64 * 1024 * 1024,
      });
      return [];
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      return [`${stdout}${stderr}`.trim() || String(error)];
    }
  };

const node = process.versions.node;
const checks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'lint and import directions': tool('oxlint', '--format=unix'),
  format: tool('oxfmt', '--check', '.'),
  types: tool('tsc', '-p', 'tsconfig.json'),
  ...(existsSync(`${root}/${BROWSER_PROJECT}`) && { 'types in pages': tool('tsc', '-p', BROWSER_PROJECT) }),
  'dead code and dependencies': tool('knip', '--no-progress'),
  'engines of installed packages': async () => engineFindings(readLock(`${root}/package-lock.json`), node),
  'lock file': async () => lockFindings(readLock(`${root}/package-lock.json`), node),
  'published packages': packageFindings,
};

let failed = false;
for (const [name, check] of Object.entries(checks)) {
  const started = performance.now();
  const findings = await check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  for (const finding of findings) process.stdout.write(`${finding.replaceAll(/^/gm, '  ')}\n`);
  failed ||= findings.length > 0;
}
process.exitCode = failed ? 1 : 0;
