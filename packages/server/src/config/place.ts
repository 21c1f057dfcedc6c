// Which setting a written name belongs to: itself, or a member of a list, a map or records.
import { DECLARED, type SettingName } from './declared.ts';
import type { Entry } from './entry.ts';
import { nameParts, uniformName, uniformPart } from './names.ts';
import type { Setting } from './setting.ts';

/** An entry with its setting, and what the name says below that: nothing, `[0]`, `[0]` and `module`, a key. */
export interface Placed {
  readonly kind: 'placed';
  readonly entry: Entry;
  readonly setting: SettingName;
  readonly below: readonly string[];
}

export type Placing =
  | Placed
  /** Written below a setting of another shape: `cas.tgc.name[0]`. */
  | { readonly kind: 'misplaced'; readonly expected: string }
  | { readonly kind: 'unknown' };

const BY_UNIFORM_NAME: ReadonlyMap<string, SettingName> = new Map(
  (Object.keys(DECLARED) as SettingName[]).map((name) => [uniformName(name), name]),
);

export function place(entry: Entry): Placing {
  const parts = nameParts(entry.name);
  for (let length = parts.length; length > 0; length -= 1) {
    const setting = BY_UNIFORM_NAME.get(parts.slice(0, length).map(uniformPart).join('.'));
    if (setting === undefined) continue;
    const below = parts.slice(length);
    const expected = misplacement(setting, DECLARED[setting], below, entry.value);
    return expected === null ? { kind: 'placed', entry, setting, below } : { kind: 'misplaced', expected };
  }
  return { kind: 'unknown' };
}

/** The index of a list's or record's member; null when the part is none. */
export function indexOf(part: string | undefined): number | null {
  const digits = /^\[(\d{1,4})\]$/u.exec(part ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The field of a record that is meant, in any spelling. */
export function fieldOf(fields: object, written: string): string | null {
  return Object.keys(fields).find((field) => uniformPart(field) === uniformPart(written)) ?? null;
}

/** What should have been written; null when all is well. Nothing written as a value is an empty list, map or record. */
function misplacement(
  name: SettingName,
  setting: Setting,
  below: readonly string[],
  value: string,
): string | null {
  if (below.length === 0 && value.trim() === '') return null;
  switch (setting.shape) {
    case 'single':
      return below.length === 0 ? null : `${name} is one value, with nothing below it`;
    case 'list':
      return below.length === 0 || (below.length === 1 && indexOf(below[0]) !== null)
        ? null
        : `${name} is a list: write ${name}[0]=value, or values with commas`;
    case 'map':
      return below.length > 0 ? null : `${name} is a map: write ${name}.KEY=value`;
    case 'records': {
      const known =
        below.length === 2 && indexOf(below[0]) !== null && fieldOf(setting.fields, below[1] ?? '');
      const fields = Object.keys(setting.fields).join(', ');
      return typeof known === 'string' ? null : `write ${name}[0].FIELD=value, with a field of ${fields}`;
    }
  }
}
