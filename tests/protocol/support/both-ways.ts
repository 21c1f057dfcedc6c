// One configuration taken two ways: as `vestibule check` looks at it, and as a start takes it, to where it would listen.
import type { TestContext } from 'node:test';
import { systemClock } from '@vestibule/interrupt';
import { check, exitCode, roomFaults } from '../../../packages/server/src/command/check.ts';
import { placed } from '../../../packages/server/src/command/check/placed.ts';
import { describeFault } from '../../../packages/server/src/command/read-settings.ts';
import { loadSettings } from '../../../packages/server/src/config/load.ts';
import { createAudit } from '../../../packages/server/src/operations/audit.ts';
import { createLog } from '../../../packages/server/src/operations/log.ts';
import { createServer } from '../../../packages/server/src/server.ts';
import { makeConfigFolder, type Settings } from '../../support/config-folder.ts';

export interface Variant {
  readonly settings?: Settings;
  /** Files of the configuration, by name; anything but text is written as JSON. */
  readonly files?: Readonly<Record<string, object | string>>;
}

export interface BothWays {
  /** How `vestibule check` ends. */
  readonly exit: 0 | 1 | 2;
  /** How it ends when it is to be strict. */
  readonly strict: 0 | 1 | 2;
  readonly checked: { readonly faults: readonly string[]; readonly warnings: readonly string[] };
  /** Why the start was refused; empty when the server came to listen. */
  readonly refused: readonly string[];
}

export async function bothWays(t: TestContext, { settings = {}, files = {} }: Variant): Promise<BothWays> {
  const folder = makeConfigFolder({ 'server.port': 0, 'server.address': '127.0.0.1', ...settings });
  t.after(() => folder.remove());
  for (const [name, contents] of Object.entries(files)) folder.write(name, contents);
  const findings = await check({ directory: folder.path, arguments: [] });
  const texts = (level: 'fault' | 'warning'): readonly string[] =>
    findings.filter((finding) => finding.level === level).map(({ text }) => told(text, folder.path));
  return {
    exit: exitCode(findings, false),
    strict: exitCode(findings, true),
    checked: { faults: texts('fault'), warnings: texts('warning') },
    refused: (await startFaults(folder.path)).map((text) => told(text, folder.path)),
  };
}

const told = (text: string, directory: string): string => text.replaceAll(directory, 'DIR');

async function startFaults(directory: string): Promise<readonly string[]> {
  const loaded = loadSettings({ directory, arguments: [], environment: {} });
  if (!loaded.ok) {
    const more = await roomFaults(loaded);
    return [...loaded.faults.map((one) => describeFault(one)), ...more.map(({ text }) => text)];
  }
  const nowhere = { write: () => undefined };
  const server = await createServer({
    settings: loaded.settings,
    logger: createLog('info', nowhere),
    audit: createAudit(systemClock, nowhere),
    withoutEffect: 0,
  });
  if (!server.ok) return server.faults.map((text) => placed('fault', text, loaded).text);
  const listening = await server.value.listen();
  await server.value.close();
  return listening.ok ? [] : listening.faults.map((text) => placed('fault', text, loaded).text);
}
