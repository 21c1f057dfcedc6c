// Loads the settings for a command and says what is to be said about them.
import { describeSource } from '../config/entry.ts';
import { loadSettings, type Fault, type LoadedSettings } from '../config/load.ts';
import type { Settings } from '../config/settings.ts';

export interface ReadOptions {
  readonly directory: string | null;
  readonly arguments: readonly string[];
}

export type ReadSettings = { readonly said: readonly string[]; readonly loaded: LoadedSettings } & (
  | { readonly ok: true; readonly settings: Settings; readonly withoutEffect: number }
  | { readonly ok: false }
);

/** `said` is for standard error: every notice and warning, and every fault of a configuration that cannot be used. */
export function readSettings({ directory, arguments: args }: ReadOptions): ReadSettings {
  const loaded = loadSettings({ directory, arguments: args, environment: process.env });
  const said = [...loaded.warnings, ...loaded.notices].map((line) => `vestibule: ${line}`);
  if (loaded.ok)
    return { ok: true, said, loaded, settings: loaded.settings, withoutEffect: loaded.notices.length };
  const { faults } = loaded;
  const heading = `vestibule: not started, ${faults.length === 1 ? 'one setting is' : `${faults.length} settings are`} wrong:`;
  return {
    ok: false,
    loaded,
    said: [...said, heading, ...faults.map((fault) => `  ${describeFault(fault)}`)],
  };
}

/** One line a fault: the name as written, where, and what would be right. */
export function describeFault({ name, source, message }: Fault): string {
  return `${name}${source === null ? '' : ` (${describeSource(source)})`}: ${message}`;
}
