// What is written twice in one place: of two values one is lost, which nobody should have to find out (D38).
import type { Entry } from '../entry.ts';
import { DECLARED } from '../declared.ts';
import { describeEntry, type Findings } from '../findings.ts';
import { uniformName, uniformPart } from '../names.ts';
import { place } from '../place.ts';

/**
 * The entries of one document, or of one other source, without those that another one of them replaces; each is told. The
 * last counts, however it is spelled (W3).
 */
export function withoutReplaced(
  entries: readonly Entry[],
  { warnings }: Pick<Findings, 'warnings'>,
): readonly Entry[] {
  const replaced = new Set<Entry>();
  const lose = (entry: Entry, to: Entry): void => {
    replaced.add(entry);
    if (entry.value === to.value) return;
    warnings.push(`${describeEntry(entry)}: does not count, ${describeEntry(to)} replaces it`);
  };
  for (const same of Map.groupBy(entries, identity).values()) {
    const kept = same.at(-1);
    for (const entry of same) if (kept !== undefined && entry !== kept) lose(entry, kept);
  }
  for (const written of Map.groupBy(entries, listOf).values()) {
    const last = written.at(-1);
    if (last === undefined || listOf(last) === null) continue;
    for (const entry of written)
      if (isIndexed(entry) !== isIndexed(last) && !replaced.has(entry)) lose(entry, last);
  }
  return entries.filter((entry) => !replaced.has(entry));
}

/** What it sets: keys of maps are as they are written, everything else in any spelling. */
function identity(entry: Entry): string {
  const placing = place(entry);
  if (placing.kind !== 'placed') return uniformName(entry.name);
  const { setting, below } = placing;
  const rest = DECLARED[setting].shape === 'map' ? below : below.map(uniformPart);
  return [setting, ...rest].join('.');
}

/** The list that it is of; null for anything else. */
function listOf(entry: Entry): string | null {
  const placing = place(entry);
  return placing.kind === 'placed' && DECLARED[placing.setting].shape === 'list' ? placing.setting : null;
}

const isIndexed = ({ name }: Entry): boolean => name.trimEnd().endsWith(']');
