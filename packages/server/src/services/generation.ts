// One state of the registry, made from the files and the state before: what is faulty keeps its last good definition
// (D11 "Service files"). Pure, so that every way a directory can change is tested without one.
import { systemClock, type Clock } from '@vestibule/interrupt';
import type { FileContent } from './service-files.ts';
import type { CompileTrigger } from './interrupt-policy.ts';
import { compareServices } from './order.ts';
import type { RegisteredService } from './registered-service.ts';
import { readService, type ServiceReading } from './service.ts';

export interface Generation {
  /** In the order in which they are asked. */
  readonly services: readonly RegisteredService[];
  readonly faults: readonly string[];
  /** What works and asks for something to be done. */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** By path: what stood there and what it meant, so that an untouched file is not compiled again. */
  readonly readings: ReadonlyMap<string, { readonly text: string | null; readonly reading: ServiceReading }>;
}

export const NO_GENERATION: Generation = {
  services: [],
  faults: [],
  warnings: [],
  notices: [],
  readings: new Map(),
};

/** Reads `files` (path to content) over `before`. A file that is gone takes its definition along. */
export function nextGeneration(
  before: Generation,
  files: ReadonlyMap<string, FileContent>,
  compileTrigger?: CompileTrigger,
  clock: Clock = systemClock,
): Generation {
  const readings = new Map(
    [...files].map(([path, file]) => [path, read(before, path, file, compileTrigger, clock)]),
  );
  const faults = [...readings.values()].flatMap(({ reading }) => reading.faults);
  const lastGood = new Map(before.services.map((service) => [service.id, service]));
  const services = new Map<number, RegisteredService>();

  for (const [id, claims] of claimsById(readings)) {
    const [only] = claims;
    const kept = lastGood.get(id);
    if (claims.length > 1) {
      faults.push(`${claims.map(({ source }) => source).join(' and ')}: id: each has the id ${id}`);
    }
    // Of two that claim an id, the one who had it before goes on; a newcomer cannot take it over.
    const winner =
      claims.length === 1 ? only : (claims.find(({ source }) => source === kept?.source) ?? kept);
    if (winner !== undefined) services.set(id, winner);
  }
  for (const [path, { reading }] of readings) {
    if (reading.service !== null) continue;
    for (const id of idsOf(path, reading, before)) {
      const kept = lastGood.get(id);
      if (kept !== undefined && !services.has(id)) services.set(id, kept);
    }
  }
  const sorted = [...services.values()].toSorted(compareServices);
  return {
    services: sorted,
    faults,
    warnings: [
      ...[...readings.values()].flatMap(({ reading }) => reading.warnings),
      ...neverAsked(sorted),
      ...sorted.flatMap(outOfTime),
    ],
    notices: [...readings.values()].flatMap(({ reading }) => reading.notices),
    readings,
  };
}

/** Sound in itself, and open to nobody today. */
function outOfTime({ source, refusal, access }: RegisteredService): readonly string[] {
  const why = refusal === null ? (access.outOfTime ?? null) : null;
  return why === null ? [] : [`${source}: matches and refuses everybody: ${why}`];
}

/** Of two definitions with one pattern the first decides, and what the other says is lost (D38). */
function neverAsked(sorted: readonly RegisteredService[]): readonly string[] {
  const alike = Map.groupBy(sorted, ({ serviceId, definition }) =>
    JSON.stringify([serviceId, definition?.['matchingStrategy'] ?? null]),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const before = `"${first.name}" in ${first.source} has the same serviceId and comes first by its`;
    return others.map(
      (other) => `${other.source}: "${other.name}" is never asked: ${before} ${precedence(first, other)}`,
    );
  });
}

function precedence(first: RegisteredService, other: RegisteredService): string {
  if (first.evaluationPriority !== other.evaluationPriority) return 'evaluationPriority';
  return first.evaluationOrder === other.evaluationOrder ? 'name' : 'evaluationOrder';
}

function read(
  before: Generation,
  path: string,
  file: FileContent,
  compileTrigger: CompileTrigger | undefined,
  clock: Clock,
) {
  if (!file.ok) {
    const faults = [`${path}: ${file.fault}`];
    return { text: null, reading: { service: null, id: null, faults, warnings: [], notices: [] } };
  }
  const known = before.readings.get(path);
  if (known?.text === file.text) return known;
  return { text: file.text, reading: readService(file.text, path, compileTrigger, clock) };
}

function claimsById(readings: Generation['readings']): ReadonlyMap<number, readonly RegisteredService[]> {
  const claims = [...readings.values()].flatMap(({ reading }) => reading.service ?? []);
  return Map.groupBy(claims, ({ id }) => id);
}

/** Whose last good definition a faulty file keeps: those it gave before, the one it names, the one it is called after. */
function idsOf(path: string, reading: ServiceReading, before: Generation): readonly number[] {
  const given = before.services.filter(({ source }) => source === path).map(({ id }) => id);
  const called = /-(\d+)\.json$/i.exec(path)?.[1];
  return [
    ...given,
    ...(reading.id === null ? [] : [reading.id]),
    ...(called === undefined ? [] : [Number(called)]),
  ];
}
