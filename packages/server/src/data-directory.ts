// Where the server keeps what outlives it: keys and tickets (W7). Nobody else may read it, and a directory that somebody
// else can read stops start-up instead of being quietly repaired: it may have been read already.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  type Stats,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { realPath, writableByAnyone } from './writable-by-others.js';

/** Why the data directory or a file in it cannot be used. The message names the path and what to do, and no secret. */
export interface StorageFault {
  readonly code:
    | 'readable-by-others'
    | 'replaceable'
    | 'not-ours'
    | 'not-writable'
    | 'wrong-type'
    | 'unreadable'
    | 'in-use';
  readonly path: string;
  readonly message: string;
}

/** What a file system tells of a path that matters here. */
export interface Ownership {
  /** Permission bits of the owner, the group and the others. */
  readonly mode: number;
  readonly uid: number;
}

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/** Makes the directory when it is missing (0700) and judges it; null when all is well. */
export function prepareDataDirectory(directory: string): StorageFault | null {
  const path = resolve(directory);
  try {
    const exposed = judgeAbove(path);
    if (exposed !== null) return exposed;
    mkdirSync(path, { recursive: true, mode: DIRECTORY_MODE });
    const fault = judgeDataDirectory(path);
    if (fault !== null) return fault;
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return asFault(path, error);
  }
}

/** Judges a directory that exists by its kind, owner and mode; null when all is well. Throws what the file system says. */
export function judgeDataDirectory(path: string): StorageFault | null {
  const found = statSync(path);
  if (!found.isDirectory()) return notADirectory(path);
  return judge(path, ownership(found), ourUid(), DIRECTORY_MODE) ?? judgeAbove(path);
}

/** Who can write a directory above can take the whole directory away, and put another in its place (D33). */
function judgeAbove(path: string): StorageFault | null {
  const why = writableByAnyone(dirname(path)) ?? writableByAnyone(dirname(realPath(path)));
  if (why === null) return null;
  const message = `${path} can be taken away or replaced by another account: ${why}`;
  return { code: 'replaceable', path, message };
}

/** What `prepareDataDirectory` would say, with nothing made: of a directory that is missing, whether it could be made. */
export function whyNotDataDirectory(directory: string): StorageFault | null {
  const path = resolve(directory);
  try {
    if (existsSync(path)) return prepareDataDirectory(path);
    let above = dirname(path);
    while (!existsSync(above)) above = dirname(above);
    if (!statSync(above).isDirectory()) return notADirectory(path);
    const exposed = judgeAbove(path);
    if (exposed !== null) return exposed;
    accessSync(above, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return asFault(path, error);
  }
}

/** Makes the file when it is missing (empty, 0600) and judges it; null when all is well. */
export function preparePrivateFile(file: string): StorageFault | null {
  const path = resolve(file);
  try {
    // One that exists is not opened: closing it would give up the locks that this process holds on it (POSIX).
    if (!existsSync(path)) closeSync(openSync(path, 'a', FILE_MODE));
  } catch (error) {
    return asFault(path, error);
  }
  return judgePrivateFile(path);
}

/** Judges a file that exists; null when all is well. */
export function judgePrivateFile(file: string): StorageFault | null {
  const path = resolve(file);
  try {
    const found = statSync(path);
    if (!found.isFile()) return { code: 'wrong-type', path, message: `${path} is not a file` };
    return judge(path, ownership(found), ourUid(), FILE_MODE);
  } catch (error) {
    return asFault(path, error);
  }
}

/** The rule itself. `uid` is who we are, or null on a system that does not tell; such a system has no mode bits either. */
export function judge(
  path: string,
  { mode, uid: owner }: Ownership,
  uid: number | null,
  wanted: number,
): StorageFault | null {
  if (uid === null) return null;
  if (owner !== uid) {
    const message = `${path} belongs to user ${owner}, the server runs as user ${uid}; run: chown -R ${uid} '${path}'`;
    return { code: 'not-ours', path, message };
  }
  const remedy = `run: chmod ${wanted.toString(8)} '${path}'`;
  if ((mode & 0o077) !== 0) {
    const bits = mode.toString(8).padStart(3, '0');
    const message = `${path} is open to other users of this machine (mode ${bits}); ${remedy}`;
    return { code: 'readable-by-others', path, message };
  }
  if ((mode & wanted) !== wanted) {
    return {
      code: 'not-writable',
      path,
      message: `${path} cannot be read and written by its owner; ${remedy}`,
    };
  }
  return null;
}

function ownership(found: Stats): Ownership {
  return { mode: found.mode & 0o777, uid: found.uid };
}

function ourUid(): number | null {
  return process.getuid?.() ?? null;
}

function notADirectory(path: string): StorageFault {
  const message = `${path} is not a directory; cas.server.data-directory names the directory for keys and tickets`;
  return { code: 'wrong-type', path, message };
}

function asFault(path: string, error: unknown): StorageFault {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
  if (code === 'EEXIST' || code === 'ENOTDIR') return notADirectory(path);
  const writable = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `${path} cannot be made (${code}): there is no room left on its disk`;
    return { code: 'not-writable', path, message };
  }
  if (!writable) return { code: 'unreadable', path, message: `${path} cannot be used (${code})` };
  const message = `${path} cannot be written by the server (${code}); cas.server.data-directory names another place`;
  return { code: 'not-writable', path, message };
}
