// Where compiled modules of the server are kept between starts. Node's own choice, the system's temporary directory,
// belongs to whoever was there first, and what lies in it is executed (D33). Plain JavaScript, as `writable-by-others.js`
// is: both run before the cache is on, and the first type that has to be stripped costs 14 MiB and a tenth of a second.
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writableByOthers } from './writable-by-others.js';

/**
 * A directory of this account alone, made when it is missing; null when there is none, and the cache stays off.
 * `XDG_CACHE_HOME`, then `~/.cache`.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} home
 * @returns {string | null}
 */
export function privateCompileCache(environment, home = homedir()) {
  const base = environment['XDG_CACHE_HOME'] ?? '';
  const directory = join(base.startsWith('/') ? base : join(home, '.cache'), 'vestibule', 'compiled');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    return null;
  }
  return isPrivate(directory) ? directory : null;
}

/**
 * Whether a cache directory that an operator named (`NODE_COMPILE_CACHE`) may be used. One that is missing is made by Node.
 *
 * @param {string} directory
 */
export function isSafeCompileCache(directory) {
  return writableByOthers(directory) === null;
}

/** @param {string} directory */
function isPrivate(directory) {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  return (
    found?.isDirectory() === true &&
    (uid === undefined || found.uid === uid) &&
    writableByOthers(directory) === null
  );
}
