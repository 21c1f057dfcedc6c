// A configuration directory for one test: written, loaded, removed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, type LoadedSettings } from './load.ts';

export interface Configuration {
  /** File name to contents; text is written as ISO-8859-1, as `.properties` files are. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Loaded {
  readonly loaded: LoadedSettings;
  readonly directory: string;
}

export function load({ files = {}, arguments: args = [], environment = {} }: Configuration): Loaded {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-settings-'));
  try {
    for (const [name, contents] of Object.entries(files)) {
      writeFileSync(
        join(directory, name),
        typeof contents === 'string' ? Buffer.from(contents, 'latin1') : contents,
      );
    }
    return { directory, loaded: loadSettings({ directory, arguments: args, environment }) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The settings of a configuration that is right. */
export function settingsOf(configuration: Configuration): Extract<LoadedSettings, { ok: true }> {
  const { loaded } = load(configuration);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ name, message }) => `${name}: ${message}`).join('\n'));
  return loaded;
}

/** `name (file, line 3): message` for each fault; file names without their directory. */
export function faultsOf(configuration: Configuration): readonly string[] {
  const { loaded, directory } = load(configuration);
  if (loaded.ok) return [];
  return loaded.faults.map(({ name, source, message }) => {
    const where = source?.where.replace(`${directory}/`, '') ?? 'nowhere';
    const line = source?.line ?? null;
    return `${name} (${where}${line === null ? '' : `, line ${line}`}): ${message}`.replaceAll(
      directory,
      'DIR',
    );
  });
}
