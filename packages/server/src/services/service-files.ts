// The files of a service registry: every `.json` below a directory, as text.
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { versionOf, whyUnreadable } from '@vestibule/interrupt';

/** What one file holds, or why it could not be read. */
export type FileContent =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a directory and those below it. Names that begin with a dot are left out (editors' and Kubernetes' own), links
 * are followed, each directory once. Rejects when the directory itself cannot be read.
 */
export async function readServiceFiles(directory: string): Promise<ReadonlyMap<string, FileContent>> {
  const paths = await listServiceFiles(directory, new Set());
  const contents = await Promise.all(
    paths.toSorted().map(async (path) => [path, await content(path)] as const),
  );
  return new Map(contents.flatMap(([path, read]) => (read === null ? [] : [[path, read] as const])));
}

/**
 * One state of the files, without reading them: same files, same text. Links are seen through, so that one that is swapped
 * makes another state (Kubernetes swaps `..data`, a deployment the link to a whole directory).
 */
export async function stateOfServiceFiles(directory: string): Promise<string> {
  const paths = await listServiceFiles(directory, new Set()).catch(() => null);
  if (paths === null) return 'absent';
  const versions = paths.toSorted().map(async (path) => `${path} ${(await versionOf(path)).version}`);
  return (await Promise.all(versions)).join('\n');
}

/** Copies and other formats: they look like definitions, and nobody is let in or kept out by them. */
const LOOKS_LIKE_ONE = /\.(?:json[^/]+|hjson|ya?ml[^/]*)$/i;

/** Files below a directory that look like definitions and are not read. Empty when it cannot be listed. */
export async function unreadFiles(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true, recursive: true });
    return entries
      .filter(
        (entry) => !entry.isDirectory() && !entry.name.startsWith('.') && LOOKS_LIKE_ONE.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    return [];
  }
}

async function listServiceFiles(directory: string, seen: Set<string>): Promise<readonly string[]> {
  const real = await realpath(directory);
  if (seen.has(real)) return [];
  seen.add(real);
  const found: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(directory, entry.name);
    const target = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry;
    if (target?.isDirectory() === true) found.push(...(await listServiceFiles(path, seen)));
    else if (entry.name.toLowerCase().endsWith('.json')) found.push(path);
  }
  return found;
}

/** Null when the file went away meanwhile. */
async function content(path: string): Promise<FileContent | null> {
  try {
    return { ok: true, text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') return { ok: false, fault: `the file ${whyUnreadable(path, error)}` };
    // Gone since it was listed; a link that leads nowhere is still there, and what it stood for is missing.
    return (await lstat(path).catch(() => null)) === null
      ? null
      : { ok: false, fault: 'the file is a link to one that does not exist' };
  }
}
