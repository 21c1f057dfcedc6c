// The files of the configuration directory, in the order of Apereo CAS 7.0.0: `application.*`, `cas.*`, then those of the
// active profiles, then a file of its own (`cas.standalone.configuration-file`). The later wins (W3, D38).
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { whyUnreadable } from '@vestibule/interrupt';
import { describeSource, type Entry } from '../entry.ts';
import type { Findings } from '../findings.ts';
import { nameParts, uniformName } from '../names.ts';
import { lookAlikes } from './look-alikes.ts';
import { holds, profilesOf, type Profiles } from './profiles.ts';
import { propertiesDocuments } from './properties-source.ts';
import { withoutReplaced } from './repeated.ts';
import { yamlDocuments } from './yaml-source.ts';

/** What a file holds, one document or several, or why it cannot be read. */
export type FileOutcome =
  | { readonly ok: true; readonly documents: readonly (readonly Entry[])[] }
  | { readonly ok: false; readonly line: number | null; readonly message: string };

export interface ConfigurationFiles {
  readonly directory: string;
  /** Somebody asked for this directory, so that it must be there. */
  readonly named: boolean;
  /** `cas.standalone.configuration-file`; null for none. */
  readonly file: string | null;
  /** `spring.application.name` and `spring.config.name`, by which files may be called too. */
  readonly names: readonly string[];
  /** Of environment and arguments, which are stronger than files. */
  readonly outer: readonly Entry[];
  /** Fills placeholders of a value that stands among these entries. */
  fill(text: string, entries: readonly Entry[]): string;
}

/** Weakest first. */
const ENDINGS = ['yml', 'yaml', 'properties'] as const;
const LOOKED_FOR =
  'application.properties, application.yml, application.yaml, cas.properties, cas.yml, cas.yaml';

export function fileEntries(asked: ConfigurationFiles, findings: Findings): readonly Entry[] {
  const { directory, named, outer, fill } = asked;
  const reader = createReader(findings);
  const isThere = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isThere && named) {
    findings.faults.push({ name: '--config', source: null, message: `there is no directory ${directory}` });
  }
  const names = [
    ...new Set(['application', 'cas', ...asked.names.flatMap((name) => [name.toLowerCase(), name])]),
  ];
  const inDirectory = (name: string): void => {
    if (isThere) reader.read(join(directory, name));
  };
  for (const name of names) for (const ending of ENDINGS) inDirectory(`${name}.${ending}`);
  const plain = [...reader.unconditional(), ...outer];
  const profiles = profilesOf(plain, (text) => fill(text, plain));
  for (const strange of profiles.strange) {
    findings.faults.push({
      name: 'spring.profiles.active',
      source: null,
      message: `"${strange}" is no name of a profile`,
    });
  }
  for (const profile of profiles.active) {
    for (const ending of ENDINGS) inDirectory(`${profile}.${ending}`);
  }
  for (const profile of profiles.active) {
    for (const ending of ENDINGS) for (const name of names) inDirectory(`${name}-${profile}.${ending}`);
  }
  if (asked.file !== null) reader.readAnother(resolve(asked.file));
  if (isThere) {
    refuseGroovy(directory, names, findings);
    if (named && reader.paths().length === 0) {
      findings.warnings.push(`${directory} holds no settings; looked for ${LOOKED_FOR}`);
    }
    findings.notices.push(...lookAlikes(directory, reader.paths()));
  }
  return reader.entries(profiles);
}

interface Reader {
  /** A file that need not be there. */
  read(path: string): void;
  /** One that must. */
  readAnother(path: string): void;
  paths(): readonly string[];
  /** What counts under every profile. */
  unconditional(): readonly Entry[];
  entries(profiles: Profiles): readonly Entry[];
}

/** Every file is read once; its place is its rank. */
function createReader({ faults, notices, warnings }: Findings): Reader {
  const documents: (readonly Entry[])[] = [];
  const paths: string[] = [];
  const read = (path: string, mustBe: boolean): void => {
    if (paths.includes(path)) return;
    const outcome = readDocuments(path, paths.length);
    if (outcome === null && !mustBe) return;
    paths.push(path);
    if (outcome?.ok === true)
      documents.push(...outcome.documents.map((document) => withoutReplaced(document, { warnings })));
    else {
      const { line, message } = outcome ?? { line: null, message: 'there is no such file' };
      const name = mustBe ? 'cas.standalone.configuration-file' : (path.split('/').at(-1) ?? path);
      faults.push({ name, source: { where: path, line }, message });
    }
  };
  return {
    read: (path) => read(path, false),
    readAnother: (path) => read(path, true),
    paths: () => paths,
    unconditional: () => documents.filter((document) => conditionOf(document) === null).flat(),
    entries: ({ active }) =>
      documents.flatMap((document) => {
        const condition = conditionOf(document);
        if (condition === null) return document;
        const counts = holds(condition.value, active);
        if (counts === null) {
          const { name, source } = condition;
          faults.push({
            name,
            source,
            message: 'expected profiles with !, and either & or |, without brackets',
          });
        } else if (!counts) {
          notices.push(
            `${describeSource(condition.source)}: not read, it is for the profile ${condition.value}`,
          );
        }
        return counts === true ? document.filter((entry) => !isCondition(entry)) : [];
      }),
  };
}

/** Null when there is no such file. */
function readDocuments(path: string, rank: number): FileOutcome | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : { ok: false, line: null, message: whyUnreadable(path, error) };
  }
  if (path.endsWith('.properties')) return propertiesDocuments(bytes, path, rank);
  if (/\.ya?ml$/u.test(path)) return yamlDocuments(bytes, path, rank);
  return { ok: false, line: null, message: 'expected a file that ends in .properties, .yml or .yaml' };
}

/** Spring Boot's way to say that a document is for some profiles only; `spring.profiles` is the older one. */
function isCondition({ name }: Entry): boolean {
  const parts = nameParts(name).filter((part) => !part.startsWith('['));
  return /^spring\.(?:profiles|config\.activate\.onprofile)$/u.test(uniformName(parts.join('.')));
}

function conditionOf(document: readonly Entry[]): Entry | null {
  const found = document.filter(isCondition);
  const [first] = found;
  return first === undefined ? null : { ...first, value: found.map(({ value }) => value).join(',') };
}

/** Apereo runs it; here settings are data. */
function refuseGroovy(directory: string, names: readonly string[], { faults }: Findings): void {
  const files = readdirSync(directory).filter((file) =>
    names.slice(1).some((name) => file === `${name}.groovy`),
  );
  for (const file of files) {
    const message =
      'settings in Groovy are not read: write what it sets into cas.properties or cas.yml, and take it away';
    faults.push({ name: file, source: { where: join(directory, file), line: null }, message });
  }
}
