// Where the files of a configuration are: what `--config` says, else what an Apereo CAS would have been told by the
// environment or an argument, else the places where it looks by itself (D38).
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Entry } from '../entry.ts';
import { describeEntry, type Findings } from '../findings.ts';
import { uniformName } from '../names.ts';

/** The first that exists. */
const DIRECTORIES = ['/etc/cas/config', '/opt/cas/config', '/var/cas/config'] as const;

export interface Whereabouts {
  readonly directory: string;
  /** Somebody said so. */
  readonly named: boolean;
  readonly file: string | null;
}

/** `outer`: of environment and arguments, the strongest last. */
export function whereabouts(
  given: string | null,
  outer: readonly Entry[],
  { warnings }: Findings,
): Whereabouts {
  const last = (name: string): Entry | null =>
    outer.findLast((entry) => uniformName(entry.name) === uniformName(name) && entry.value.trim() !== '') ??
    null;
  const file = last('cas.standalone.configuration-file');
  const standalone = last('cas.standalone.configuration-directory') ?? last('cas.standalone.config');
  const directory = given ?? (standalone === null ? null : plainPath(standalone.value));
  if (given !== null && standalone !== null && resolve(given) !== plainPath(standalone.value)) {
    warnings.push(`${describeEntry(standalone)}: that directory is not read, --config names another`);
  }
  const usual = DIRECTORIES.find((one) => statSync(one, { throwIfNoEntry: false })?.isDirectory() === true);
  return {
    directory: resolve(directory ?? usual ?? DIRECTORIES[0]),
    named: directory !== null,
    file: file === null ? null : plainPath(file.value),
  };
}

/** `file:/x`, `file:///x` and `/x`. */
export function plainPath(written: string): string {
  const place = written.trim();
  return resolve(place.startsWith('file:///') ? fileURLToPath(place) : place.replace(/^file:/u, ''));
}
