// Where compiled modules of the server are kept between starts. Node's own choice, the system's temporary directory,
// belongs to whoever was there first, and what lies in it is executed (D33). Plain JavaScript, as `writable-by-others.js`
// is: both run before the cache is on, and the first type that has to be stripped costs 14 MiB and a tenth of a second.
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { writableByOthers } from './writable-by-others.js';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * `none`: no directory can be made there, which is no fault, starts take a little longer. `exposed`: another account
 * could put code there.
 *
 * @typedef {{ readonly kind: 'private', readonly directory: string }
 *   | { readonly kind: 'none' }
 *   | { readonly kind: 'exposed', readonly why: string }} CompileCache
 */

/**
 * A directory of this account alone, made when it is missing. `XDG_CACHE_HOME`, then `~/.cache`.
 *
 * @param {Environment} environment
 * @param {string} home
 * @returns {CompileCache}
 */
export function privateCompileCache(environment, home = homedir()) {
  const base = environment['XDG_CACHE_HOME'] ?? '';
  const above = isAbsolute(base) ? base : join(home, '.cache');
  // An empty HOME would lead to wherever the command is started.
  if (!isAbsolute(above)) return { kind: 'none' };
  const directory = join(above, 'vestibule', 'compiled');
  // Before it is made: nothing is left in other people's directories.
  const exposed = writableByOthers(directory);
  if (exposed !== null) return { kind: 'exposed', why: exposed };
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    return { kind: 'none' };
  }
  const why = whyNotPrivate(directory);
  return why === null ? { kind: 'private', directory } : { kind: 'exposed', why };
}

/**
 * Why the start has to stop because of the cache that `NODE_COMPILE_CACHE` names, or null. Node has read it before any
 * code of ours: only another start, without it, is one that nobody else has a hand in.
 *
 * @param {Environment} environment
 * @returns {string | null}
 */
export function whyUnsafeCompileCache(environment) {
  const chosen = environment['NODE_COMPILE_CACHE'] ?? '';
  if (chosen === '') return null;
  const why = writableByOthers(chosen) ?? whyHoldsForeign(resolve(chosen));
  if (why === null) return null;
  return (
    `NODE_COMPILE_CACHE is ${chosen}, and Node executes what lies there: ${why}. ` +
    'Unset NODE_COMPILE_CACHE, or empty that directory and close it to other accounts, and start again'
  );
}

/**
 * @param {string} directory
 * @returns {string | null}
 */
function whyNotPrivate(directory) {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return `${directory} is not a directory`;
  return writableByOthers(directory) ?? whyHoldsForeign(directory);
}

/**
 * A file that somebody else put there while the directory was open stays theirs.
 *
 * @param {string} directory
 * @returns {string | null}
 */
function whyHoldsForeign(directory) {
  try {
    for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      const why = writableByOthers(join(directory, entry));
      if (why !== null) return why;
    }
  } catch {
    // Missing, no directory, or swept away meanwhile: nothing in it is executed.
  }
  return null;
}
