// Where a relative location leads. Spring asks the process's directory, which differs from start to start; here a
// location in a file belongs to that file's directory, so that a configuration can be moved as a whole (W3).
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from './entry.ts';

/** An absolute path; empty and `classpath:` stay. `file:x`, `file:/x` and `file:///x` are understood. */
export function absoluteLocation(written: string, { where, line }: Source): string {
  if (written === '' || written.startsWith('classpath:')) return written;
  if (written.startsWith('file://')) return fileURLToPath(written);
  const path = written.replace(/^file:/u, '');
  return isAbsolute(path) ? path : resolve(line === null ? process.cwd() : dirname(where), path);
}
