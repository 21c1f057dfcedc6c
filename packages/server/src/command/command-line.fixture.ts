// Runs the command line as operators do, through its launcher, on a configuration directory of one test's own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../bin/vestibule.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function vestibule(parameters: readonly string[], input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LAUNCHER, ...parameters], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** File name to contents; anything but text is written as JSON. Answers the directory, which goes with the test. */
export function configuration(t: TestContext, files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-command-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, contents] of Object.entries(files)) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof contents === 'string' ? contents : JSON.stringify(contents, null, 2));
  }
  return directory;
}

/** Lines of a `.properties` file. */
export const properties = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A definition of an application, as Apereo writes it. */
export function definition(id: number, name: string, serviceId: string, more: object = {}): object {
  return { '@class': 'org.apereo.cas.services.CasRegisteredService', serviceId, name, id, ...more };
}
