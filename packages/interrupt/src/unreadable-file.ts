// Why a file cannot be read, and what would help: as whom it was tried, and which mode stands in the way.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { userInfo } from 'node:os';

/** `cannot be read (CODE): …`; without the path, which the caller names. */
export function whyUnreadable(path: string, error: unknown): string {
  const { code = 'unknown fault', path: failed = path } = error as NodeJS.ErrnoException;
  const why = reason(resolve(failed), code);
  return `cannot be read (${code})${why === null ? '' : `: ${why}`}`;
}

function reason(path: string, code: string): string | null {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'ENOTDIR':
      return 'a part of its path is a file and no directory';
    case 'EISDIR':
      return 'it is a directory';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open; raise the limit (LimitNOFILE, ulimit -n)';
    case 'EACCES':
    case 'EPERM':
      return closed(path);
    default:
      return null;
  }
}

/** The first thing on the way to the file, or the file itself, that this account may not use. */
function closed(path: string): string | null {
  const shut = directoriesTo(path).find((directory) => !may(directory, constants.X_OK)) ?? path;
  const found = statSync(shut, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (found === undefined || uid === undefined || gid === undefined) return null;
  const right = shut === path ? 'r' : 'x';
  const mode = (found.mode & 0o777).toString(8).padStart(3, '0');
  const who = uid === found.uid ? 'u' : 'g';
  const group = who === 'g' && gid !== found.gid ? `chgrp ${gid} '${shut}' && ` : '';
  return (
    `this is user ${nameOf(uid)}, and ${shut} belongs to user ${found.uid}, group ${found.gid}, with mode ${mode}; ` +
    `run: ${group}chmod ${who}+${right} '${shut}'`
  );
}

/** From the root downwards. */
function directoriesTo(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...directoriesTo(parent), parent];
}

function may(path: string, what: number): boolean {
  try {
    accessSync(path, what);
    return true;
  } catch {
    return false;
  }
}

function nameOf(uid: number): string {
  try {
    return `${userInfo().username} (${uid})`;
  } catch {
    // An account that no list of accounts knows, as containers have.
    return String(uid);
  }
}
