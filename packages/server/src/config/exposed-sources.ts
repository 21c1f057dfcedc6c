// The configuration directory and the files that were read from it, as far as another account can write them (D33).
import { writableByOthers } from '../writable-by-others.js';
import type { Entry } from './entry.ts';

/** One line for each place, with what to do. */
export function exposedSources(directory: string, entries: readonly Entry[]): ReadonlySet<string> {
  const files = new Set(entries.map(({ source }) => source.where).filter((where) => where.startsWith('/')));
  return new Set([directory, ...files].map((path) => writableByOthers(path)).filter((why) => why !== null));
}
