// Whether the data directory is still the one that the server began with (D31). SQLite goes on writing into files that
// somebody has deleted or put others in place of; all of it would be gone with the process.
import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judgeDataDirectory } from './data-directory.ts';

export type DirectoryState =
  | { readonly kind: 'well' }
  /** It serves, but the next start would be refused, or others may look into it. */
  | { readonly kind: 'questionable'; readonly detail: string }
  /** What is written now does not outlive the process, or nothing can be written. */
  | { readonly kind: 'lost'; readonly detail: string };

/** Looks now. Two or three system calls; waits for nothing but the file system. */
export type LookAtDirectory = () => DirectoryState;

const WELL: DirectoryState = { kind: 'well' };

/** `held` are files that the process holds open, so that nothing else can have their inode; `kept` may be replaced. */
export function watchDataDirectory(
  directory: string,
  held: readonly string[],
  kept: readonly string[],
): LookAtDirectory {
  const path = resolve(directory);
  const atFirst = new Map(held.map((name) => [name, identity(join(path, name))]));

  return () => {
    try {
      for (const [name, before] of atFirst) {
        const now = identity(join(path, name));
        if (now === before) continue;
        const what = now === null ? 'is gone' : 'is another file than the one this server writes';
        const detail = `${join(path, name)} ${what}: put the data directory back and restart the server`;
        return { kind: 'lost', detail };
      }
      const fault = judgeDataDirectory(path);
      if (fault !== null) return { kind: 'questionable', detail: fault.message };
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
      const missing = kept.find((name) => identity(join(path, name)) === null);
      if (missing === undefined) return WELL;
      const detail = `${join(path, missing)} is gone: restore it from a backup before the next restart, or all sessions end with it`;
      return { kind: 'questionable', detail };
    } catch (error) {
      const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
      return { kind: 'lost', detail: `${path} cannot be written or looked at (${code})` };
    }
  };
}

/** Null for what is not there. */
function identity(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
