// Every source of settings, in the order in which they win: files, environment, what a Java machine would have been
// given, one JSON text, arguments (W3, D38).
import { createReferences } from '../references.ts';
import { resolveValue } from '../placeholders.ts';
import type { Findings } from '../findings.ts';
import { nameParts, uniformName, uniformPart } from '../names.ts';
import type { Entry } from '../entry.ts';
import { argumentEntries, javaOptions } from './argument-source.ts';
import { ABOUT_SETTINGS, environmentEntries, type Environment } from './environment-source.ts';
import { fileEntries } from './files.ts';
import { jsonEntries } from './json-source.ts';
import { withoutReplaced } from './repeated.ts';
import { plainPath, whereabouts, type Whereabouts } from './whereabouts.ts';

/** Files lie below; `-D` arguments half a rank under the others. */
const RANKS = { environment: 10_000, java: 10_100, json: 10_200, arguments: 10_300 } as const;

export interface Given {
  /** Of `--config`. */
  readonly directory: string | null;
  readonly arguments: readonly string[];
  readonly environment: Environment;
}

export interface Gathered {
  /** The strongest last. */
  readonly entries: readonly Entry[];
  /** The same as somebody reads them, with variables that name nothing. */
  readonly inReadingOrder: readonly Entry[];
  readonly unknownVariables: readonly Entry[];
  readonly systemProperties: ReadonlyMap<string, string>;
  readonly where: Whereabouts;
  /** Whether an entry has said its piece: where settings are, or which of them count. */
  isHeeded(entry: Entry): boolean;
}

export function gather(given: Given, findings: Findings): Gathered {
  const environment = environmentEntries(given.environment, RANKS.environment);
  const java = javaOptions(given.environment, RANKS.java);
  const args = argumentEntries(given.arguments, RANKS.arguments);
  for (const { name, message } of args.strange) {
    findings.faults.push({ name, source: { where: 'arguments', line: null }, message });
  }
  findings.notices.push(...args.notices);
  findings.warnings.push(...java.warnings);
  const outside = [
    ...Map.groupBy([...environment.entries, ...java.entries, ...args.entries], rankOf).values(),
  ];
  const told = sorted(outside.flatMap((entries) => withoutReplaced(entries, findings)));
  const outer = sorted([...told, ...jsonEntries(told, RANKS.json, findings)]);
  const systemProperties = new Map([...java.properties, ...args.systemProperties]);
  const where = whereabouts(given.directory, outer, findings);
  const fill = (text: string, entries: readonly Entry[]): string => {
    const references = createReferences({ entries, systemProperties, environment: given.environment, where });
    const resolved = resolveValue(text, references, true);
    return resolved.ok ? resolved.value : text;
  };
  const names = ['spring.application.name', 'spring.config.name'].flatMap(
    (name) =>
      outer.findLast((entry) => uniformName(entry.name) === uniformName(name))?.value.split(',') ?? [],
  );
  const files = fileEntries(
    { ...where, names: names.filter((name) => /^[\w.-]+$/u.test(name)), outer, fill },
    findings,
  );
  return {
    entries: sorted([...files, ...outer]),
    inReadingOrder: [
      ...files,
      ...environment.entries,
      ...environment.unknown,
      ...java.entries,
      ...args.entries,
    ],
    unknownVariables: environment.unknown,
    systemProperties,
    where,
    isHeeded: (entry) => isHeeded(entry, where, outer),
  };
}

const rankOf = ({ rank }: Entry): number => rank;

const sorted = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((one, other) => one.rank - other.rank);

const ALWAYS = new Set(ABOUT_SETTINGS.filter((name) => name.startsWith('spring.profiles.')).map(uniformName));
const FROM_OUTSIDE = new Set(
  ABOUT_SETTINGS.filter((name) => !/^spring\.config\.(?!name)/u.test(name)).map(uniformName),
);

function isHeeded(entry: Entry, { directory, file }: Whereabouts, outer: readonly Entry[]): boolean {
  const parts = nameParts(entry.name).map(uniformPart);
  const name = parts.filter((part) => !part.startsWith('[')).join('.');
  if (ALWAYS.has(name) || name.startsWith('spring.profiles.group.')) return true;
  if (FROM_OUTSIDE.has(name) && outer.includes(entry)) return true;
  if (!/^spring\.config\.(?:additionallocation|location|import)$/u.test(name)) return false;
  // Often it is the directory that is read anyway.
  const places = entry.value.split(/[,;]/u).map((place) => place.trim().replace(/^optional:/u, ''));
  return places.every((place) => place === '' || [directory, file].includes(plainPath(place)));
}
