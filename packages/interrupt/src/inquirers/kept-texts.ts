// The last good text of each script, kept from one start to the next: a script that does not compile at start must not
// let in whom the one before held back (D37).
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptTexts {
  /** What was kept for the script at this path, or null. */
  read(path: string): Promise<string | null>;
  /** A text that cannot be kept is told by nobody's inquiry: the answer says why, or null. */
  keep(path: string, text: string): Promise<string | null>;
}

/** In a directory of this server alone: what lies there is executed. It is made when it is missing (0700). */
export function keptTextsIn(directory: string): KeptTexts {
  const fileOf = (path: string): string =>
    join(directory, createHash('sha256').update(path).digest('hex').slice(0, 32));
  return {
    async read(path) {
      try {
        return await readFile(fileOf(path), 'utf8');
      } catch {
        return null;
      }
    },
    async keep(path, text) {
      const file = fileOf(path);
      const fresh = `${file}.${randomUUID()}`;
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
        await rename(fresh, file);
        return null;
      } catch (error) {
        // What a full disk took of it; each try would leave one more.
        await rm(fresh, { force: true }).catch(() => undefined);
        return error instanceof Error ? error.message : 'unknown fault';
      }
    },
  };
}

/** For commands that change nothing. */
export function onlyReading(kept: KeptTexts): KeptTexts {
  return { read: (path) => kept.read(path), keep: async () => null };
}

export const keepNothing: KeptTexts = { read: async () => null, keep: async () => null };
