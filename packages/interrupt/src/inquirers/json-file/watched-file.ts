// Tells when a file may have become another one: editors that write in place or rename, symbolic links that are
// swapped (Kubernetes), file systems that send no events.
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FSWatcher } from 'chokidar';

/** One version of a file: same text, same version. `absent` when there is none or it cannot be seen. */
export interface FileVersion {
  readonly version: string;
  readonly size: number;
}

export const ABSENT: FileVersion = { version: 'absent', size: 0 };

export async function versionOf(path: string): Promise<FileVersion> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return { version: [dev, ino, size, mtimeNs, ctimeNs].join('-'), size: Number(size) };
  } catch {
    return ABSENT;
  }
}

export interface FileWatch {
  close(): Promise<void>;
}

/** Where no event comes, the file is looked at this often: a change counts within ten seconds at most (INT-11). */
const LOOK_EVERY_MILLISECONDS = 3_000;

/**
 * Calls `look` whenever something happened beside the file, and every three seconds. `look` compares versions itself.
 * Watches the directory, not the file: a rename or a swapped link puts another file in its place.
 */
export async function watchFile(path: string, look: () => void): Promise<FileWatch> {
  const { watch } = await import('chokidar');
  const directory = dirname(path);
  const name = basename(path);
  const watcher: FSWatcher = watch(directory, {
    depth: 0,
    followSymlinks: false,
    ignoreInitial: true,
    persistent: false,
    // `..data` is the link that Kubernetes swaps; other files of the directory are none of our business.
    ignored: (seen) =>
      dirname(seen) === directory && basename(seen) !== name && !basename(seen).startsWith('..'),
  });
  watcher.on('all', look);
  // What happened before the first event could come.
  watcher.on('ready', look);
  // A directory that cannot be watched is still looked at.
  watcher.on('error', () => undefined);
  const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await watcher.close();
    },
  };
}
