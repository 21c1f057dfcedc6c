// What loading the settings has to say: faults stop start-up, warnings and notices do not.
import { describeSource, type Entry, type Source } from './entry.ts';

export interface Fault {
  /** As written. */
  readonly name: string;
  /** Null when nothing was written: a default, or something that is missing. */
  readonly source: Source | null;
  /** What was expected, and the nearest known name where there is one. Never a secret. */
  readonly message: string;
}

/** Gathered during one load, so that an operator sees all of them at once (W4). */
export interface Findings {
  readonly faults: Fault[];
  readonly warnings: string[];
  /** One for each setting that has no effect here (W5). */
  readonly notices: string[];
}

export const newFindings = (): Findings => ({ faults: [], warnings: [], notices: [] });

/** `cas.tgc.name (/etc/cas/config/cas.properties, line 3)`. */
export function describeEntry({ name, source }: Pick<Entry, 'name' | 'source'>): string {
  return `${name} (${describeSource(source)})`;
}

/** In the order in which somebody reads the sources: file by file, line by line. */
export function inReadingOrder(faults: readonly Fault[], entries: readonly Entry[]): readonly Fault[] {
  const order = new Map<string, number>();
  for (const { source } of entries) if (!order.has(source.where)) order.set(source.where, order.size);
  const place = ({ source }: Fault): number => (source === null ? -1 : (order.get(source.where) ?? -1));
  return faults.toSorted(
    (one, other) => place(one) - place(other) || (one.source?.line ?? 0) - (other.source?.line ?? 0),
  );
}
