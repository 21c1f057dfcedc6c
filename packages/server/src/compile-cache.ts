// Where compiled modules of the server are kept between starts. Node's own choice, the system's temporary directory,
// belongs to whoever was there first, and what lies in it is executed (D33).
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writableByOthers } from './writable-by-others.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A directory of this account alone, made when it is missing; null when there is none, and the cache stays off.
 * `XDG_CACHE_HOME`, then `~/.cache`.
 */
export function privateCompileCache(environment: Environment, home: string = homedir()): string | null {
  const base = environment['XDG_CACHE_HOME'] ?? '';
  const directory = join(base.startsWith('/') ? base : join(home, '.cache'), 'vestibule', 'compiled');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    return null;
  }
  return isPrivate(directory) ? directory : null;
}

/** Whether a cache directory that an operator named (`NODE_COMPILE_CACHE`) may be used. One that is missing is made by Node. */
export function isSafeCompileCache(directory: string): boolean {
  return writableByOthers(directory) === null;
}

function isPrivate(directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  return (
    found?.isDirectory() === true &&
    (uid === undefined || found.uid === uid) &&
    writableByOthers(directory) === null
  );
}
