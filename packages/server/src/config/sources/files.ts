// The files of the configuration directory (W3): `application.*` first, `cas.*` after it, each as properties or YAML.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../entry.ts';
import type { Findings } from '../findings.ts';
import { propertiesEntries } from './properties-source.ts';
import { yamlEntries } from './yaml-source.ts';

/** Weakest first; the place is the rank. */
const FILES = [
  'application.properties',
  'application.yml',
  'application.yaml',
  'cas.properties',
  'cas.yml',
  'cas.yaml',
] as const;

/** What a file holds, or why it cannot be read. */
export type FileOutcome =
  | { readonly ok: true; readonly entries: readonly Entry[] }
  | { readonly ok: false; readonly line: number | null; readonly message: string };

/** `named`: somebody asked for this directory, so that it must be there. */
export function fileEntries(directory: string, named: boolean, findings: Findings): readonly Entry[] {
  if (!isDirectory(directory)) {
    const message = `there is no directory ${directory}`;
    if (named) findings.faults.push({ name: '--config', source: null, message });
    return [];
  }
  const files = FILES.flatMap((name, rank) => {
    const path = join(directory, name);
    const outcome = readEntries(path, rank);
    if (outcome === null) return [];
    if (outcome.ok) return [outcome.entries];
    const { line, message } = outcome;
    findings.faults.push({ name, source: { where: path, line }, message });
    return [[]];
  });
  if (named && files.length === 0) {
    findings.warnings.push(`${directory} holds no settings; looked for ${FILES.join(', ')}`);
  }
  const entries = files.flat();
  for (const entry of entries) refuseProfile(entry, findings);
  return entries;
}

/** Null when there is no such file. */
function readEntries(path: string, rank: number): FileOutcome | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : { ok: false, line: null, message: `cannot be read (${code})` };
  }
  return path.endsWith('.properties') ? propertiesEntries(bytes, path, rank) : yamlEntries(bytes, path, rank);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What a file says for one profile only would here count for all of them. */
function refuseProfile({ name, source }: Entry, { faults }: Findings): void {
  if (!/^spring\.(?:profiles|config\.activate\.on-profile)$/iu.test(name)) return;
  faults.push({
    name,
    source,
    message: 'profiles are not supported; keep one directory for each and name it with --config',
  });
}
