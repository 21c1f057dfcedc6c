// Whether another account of this machine could change what the server is about to read or run (D33). Plain JavaScript:
// the launcher asks before anything is compiled (`compile-cache.js`).
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Who we are; null on a system without accounts and mode bits.
 *
 * @typedef {{ readonly uid: number, readonly gid: number }} Account
 */

/**
 * What a file system tells of a path that matters here.
 *
 * @typedef {Pick<import('node:fs').Stats, 'uid' | 'gid' | 'mode'> & { isDirectory(): boolean }} Owned
 */

const ROOT = 0;
const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * One line that names the file or directory and what to do, or null when nobody else can put another text at `path`.
 * Directories above it count: who can write there can put another file in its place, unless the directory is sticky.
 * What is missing is nobody's: the first directory that exists is looked at. So is what we may not look at: whoever reads
 * it says why it cannot be read.
 *
 * @param {string} path
 * @param {Account | null} account
 * @returns {string | null}
 */
export function writableByOthers(path, account = ourAccount()) {
  return account === null ? null : firstFound(path, (place, found) => whyWritable(place, found, account));
}

/**
 * The same for what every account of the machine may do, whoever it is.
 *
 * @param {string} path
 * @param {Account | null} account
 * @returns {string | null}
 */
export function writableByAnyone(path, account = ourAccount()) {
  if (account === null) return null;
  return firstFound(path, (place, found) => {
    const open = (found.mode & OTHERS_WRITE) !== 0 && !(found.isDirectory() && (found.mode & STICKY) !== 0);
    return open ? whyWritable(place, found, { uid: found.uid, gid: found.gid }) : null;
  });
}

/**
 * Looks at a path, at what it leads to, and at the directories above both.
 *
 * @param {string} path
 * @param {(place: string, found: import('node:fs').Stats) => string | null} judge
 * @returns {string | null}
 */
function firstFound(path, judge) {
  /** @type {Set<string>} */
  const places = new Set();
  for (const start of [resolve(path), realPath(path)]) {
    for (let at = start; !places.has(at); at = dirname(at)) places.add(at);
  }
  for (const place of places) {
    const found = look(place);
    if (found === null || found.isSymbolicLink()) continue;
    const why = judge(place, found);
    if (why !== null) return why;
  }
  return null;
}

/**
 * The rule itself. Writing is the right of its owner (us or root) and of the group that is ours alone by its number.
 *
 * @param {string} place
 * @param {Owned} found
 * @param {Account} account
 * @returns {string | null}
 */
export function whyWritable(place, found, { uid, gid }) {
  if (found.uid !== uid && found.uid !== ROOT) {
    return `${place} belongs to user ${found.uid}, who can change it; run: chown ${uid} '${place}'`;
  }
  if (found.isDirectory() && (found.mode & STICKY) !== 0) return null;
  // A group of the same number as its only member, as many distributions make one for each account.
  const groupIsOurs = found.gid === ROOT || (found.gid === gid && gid === uid);
  const bits = (found.mode & OTHERS_WRITE) | (groupIsOurs ? 0 : found.mode & GROUP_WRITES);
  if (bits === 0) return null;
  const who = (bits & OTHERS_WRITE) === 0 ? `members of group ${found.gid}` : 'other users of this machine';
  return `${place} can be written by ${who} (mode ${(found.mode & 0o7777).toString(8)}); run: chmod go-w '${place}'`;
}

/** @returns {Account | null} */
function ourAccount() {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? null : { uid, gid };
}

/** @param {string} place */
function look(place) {
  try {
    return lstatSync(place);
  } catch {
    return null;
  }
}

/**
 * Without links; what does not exist stays as it is.
 *
 * @param {string} path
 * @returns {string}
 */
export function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
