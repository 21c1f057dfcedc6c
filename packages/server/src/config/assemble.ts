// One setting's value from everything that was written for it. Later sources win; for lists they win as a whole, as in
// Spring, so that nobody gets a list that stands in no file.
import type { SettingName } from './declared.ts';
import type { Entry } from './entry.ts';
import { fieldOf, indexOf, type Placed } from './place.ts';
import type { Fields, Setting, SingleSetting } from './setting.ts';

/** How a value is read: its type, whether it may hold expressions, whether it may be shown. */
export type Reading = Pick<SingleSetting<unknown>, 'type' | 'expressions' | 'secret'>;

export interface Assembling {
  /** The parsed values, as many as `split` makes of the text after its placeholders are filled; undefined after a fault. */
  read(
    entry: Entry,
    reading: Reading,
    split: (text: string) => readonly string[],
  ): readonly unknown[] | undefined;
  fault(entry: Entry, message: string): void;
}

/** `own` in the order of their sources, the strongest last. The value is frozen. */
export function assemble(
  name: SettingName,
  setting: Setting,
  own: readonly Placed[],
  by: Assembling,
): unknown {
  switch (setting.shape) {
    case 'single': {
      const last = own.at(-1);
      return last === undefined ? setting.default : (readOne(last.entry, setting, by) ?? setting.default);
    }
    case 'list':
      return Object.freeze(assembleList(setting.default, setting, own, by));
    case 'map': {
      const members = Object.create(null) as Record<string, unknown>;
      for (const { entry, below } of own) {
        const key = below.map((part) => part.replace(/^\[(.*)\]$/u, '$1')).join('.');
        if (key !== '') members[key] = readOne(entry, setting, by);
      }
      return Object.freeze(members);
    }
    case 'records':
      return Object.freeze(assembleRecords(name, setting.fields, own, by));
  }
}

const readOne = (entry: Entry, reading: Reading, by: Assembling): unknown =>
  by.read(entry, reading, (text) => [text])?.[0];

/** As Spring splits a text into a list. */
const atCommas = (text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((item) => item.trim());

function assembleList(
  usual: readonly unknown[],
  reading: Reading,
  own: readonly Placed[],
  by: Assembling,
): readonly unknown[] {
  const strongest = own.at(-1);
  if (strongest === undefined) return [...usual];
  const latest = own.filter(({ entry }) => entry.rank === strongest.entry.rank);
  // The way of writing that comes last in that source counts: as one value with commas, or by index.
  if (strongest.below.length === 0) {
    return by.read(strongest.entry, reading, atCommas) ?? [];
  }
  return [...gather(latest, by).values()].flatMap((members) => {
    const last = members.at(-1);
    return last === undefined ? [] : (by.read(last.entry, reading, (text) => [text]) ?? []);
  });
}

function assembleRecords(
  name: SettingName,
  fields: Fields,
  own: readonly Placed[],
  by: Assembling,
): readonly unknown[] {
  const usual = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default]));
  return [...gather(own, by)].map(([index, members]) => {
    const record: Record<string, unknown> = { ...usual };
    for (const { entry, below } of members) {
      const key = fieldOf(fields, below[1] ?? '');
      const field = key === null ? undefined : fields[key];
      if (key === null || field === undefined) by.fault(entry, `${name}[${index}] has no such field`);
      else record[key] = readOne(entry, field, by) ?? field.default;
    }
    return Object.freeze(record);
  });
}

/** Members by index, in order. A gap is a fault: somebody took one out and left the others' numbers. */
function gather(own: readonly Placed[], by: Assembling): ReadonlyMap<number, readonly Placed[]> {
  const byIndex = Map.groupBy(
    own.filter(({ below }) => below.length > 0),
    ({ below }) => indexOf(below[0]) ?? 0,
  );
  const sorted = [...byIndex].toSorted(([one], [other]) => one - other);
  for (const [expected, [index, [first]]] of sorted.entries()) {
    if (index === expected || first === undefined) continue;
    by.fault(first.entry, `the member before it is missing: expected index ${expected}`);
    break;
  }
  return new Map(sorted);
}
