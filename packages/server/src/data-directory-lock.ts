// One data directory, one server (D31): a file of its own that SQLite holds locked as long as the process lives. The lock
// goes with the process, however that ends. `check`, `explain`, `keys` and a backup do not need it.
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { preparePrivateFile, type StorageFault } from './data-directory.ts';

export const LOCK_FILE = 'lock.db';

export interface LockOptions {
  /** Milliseconds to wait for the server that has it: as long as a shutdown may take. */
  readonly patience: number;
  /** Told once, when there is something to wait for. */
  readonly onWait: (path: string) => void;
}

export type LockOutcome =
  | { readonly kind: 'locked'; release(): void }
  | { readonly kind: 'refused'; readonly fault: StorageFault };

const TRY_EVERY = 200;
const SQLITE_BUSY = 5;

/** In a directory that `prepareDataDirectory` has judged. Waiting leaves the process free to hear a signal. */
export async function lockDataDirectory(
  directory: string,
  { patience, onWait }: LockOptions,
): Promise<LockOutcome> {
  const path = join(resolve(directory), LOCK_FILE);
  const fault = preparePrivateFile(path);
  if (fault !== null) return { kind: 'refused', fault };
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    if (!(await locked(database, path, patience, onWait))) {
      database.close();
      const message =
        `cas.server.data-directory: ${resolve(directory)} belongs to another server that is running ` +
        `(${Math.round(patience / 1000)} seconds were not enough for it to end); stop that one, or name another directory for this one`;
      return { kind: 'refused', fault: { code: 'in-use', path, message } };
    }
  } catch (error) {
    database?.close();
    const { errstr, message: reason } = error as Error & { errstr?: string };
    const message = `${path} cannot be locked (${errstr ?? reason}); cas.server.data-directory must lie on a file system that has locks`;
    return { kind: 'refused', fault: { code: 'unreadable', path, message } };
  }
  const holder = database;
  return { kind: 'locked', release: () => (holder.isOpen ? holder.close() : undefined) };
}

async function locked(
  database: DatabaseSync,
  path: string,
  patience: number,
  onWait: (path: string) => void,
): Promise<boolean> {
  for (let waited = 0; ; waited += TRY_EVERY) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      return true;
    } catch (error) {
      if (((error as { errcode?: number }).errcode ?? 0) % 256 !== SQLITE_BUSY) throw error;
    }
    if (waited === 0) onWait(path);
    if (waited >= patience) return false;
    await pause(TRY_EVERY);
  }
}
