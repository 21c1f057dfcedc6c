// One file into one buffer of its own.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { whyUnreadable } from '../../unreadable-file.ts';

export type WholeFile =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly detail: string; readonly retry?: true };

/** Offsets are kept in 32 bits; the margin is for keys that were written with escapes. */
export const MAX_FILE_BYTES = 2 ** 31;

/** Reads synchronously: on the main thread only for small files. The detail says why, with the system's error code. */
export function readWhole(path: string): WholeFile {
  try {
    const handle = openSync(path, 'r');
    try {
      const stat = fstatSync(handle);
      if (!stat.isFile()) return { ok: false, detail: 'it is not a file' };
      if (stat.size > MAX_FILE_BYTES) return { ok: false, detail: 'the file is larger than 2 GiB' };
      const bytes = new Uint8Array(stat.size);
      let length = 0;
      while (length < bytes.length) {
        const read = readSync(handle, bytes, length, Math.min(bytes.length - length, 2 ** 26), null);
        if (read === 0) return { ok: false, detail: 'the file became shorter while it was read' };
        length += read;
      }
      return { ok: true, bytes };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return { ok: false, detail: `the file ${whyUnreadable(path, error)}`, retry: true };
  }
}
