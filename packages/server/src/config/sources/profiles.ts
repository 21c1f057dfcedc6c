// Which profiles are active: they name further files, and documents of a YAML file (D38). As Spring Boot has it, and
// Apereo's own default.
import type { Entry } from '../entry.ts';
import { nameParts, uniformName, uniformPart } from '../names.ts';

/** What Apereo CAS starts with (`bootstrap.properties` of 7.0.0). */
const DEFAULT = 'standalone';
/** It becomes a part of a file's name. */
const NAME = /^[\p{L}\p{N}_@+.-]+$/u;

export interface Profiles {
  /** In the order in which their files are read: the last wins. */
  readonly active: readonly string[];
  /** What was written and is none. */
  readonly strange: readonly string[];
}

/** `entries` with the strongest last; `fill` fills placeholders. */
export function profilesOf(entries: readonly Entry[], fill: (text: string) => string): Profiles {
  const strongest = (name: string): readonly string[] => {
    const rank = entries.findLast((entry) => isOf(entry, name))?.rank;
    return entries.filter((entry) => entry.rank === rank && isOf(entry, name)).flatMap(split);
  };
  const split = ({ value }: Entry): readonly string[] =>
    fill(value)
      .split(',')
      .map((profile) => profile.trim())
      .filter((profile) => profile !== '');
  const written = strongest('spring.profiles.active');
  const usual = strongest('spring.profiles.default');
  const active = written.length > 0 ? written : usual.length > 0 ? usual : [DEFAULT];
  const included = entries.filter((entry) => isOf(entry, 'spring.profiles.include')).flatMap(split);
  const group = (profile: string, around: readonly string[]): readonly string[] =>
    around.includes(profile)
      ? []
      : [
          profile,
          ...strongest(`spring.profiles.group.${profile}`).flatMap((one) => group(one, [...around, profile])),
        ];
  const all = [...new Set([...included, ...active].flatMap((profile) => group(profile, [])))];
  return { active: all.filter((one) => NAME.test(one)), strange: all.filter((one) => !NAME.test(one)) };
}

/** `name` or `name[0]`. */
function isOf(entry: Entry, name: string): boolean {
  const parts = nameParts(entry.name).map(uniformPart);
  const plain = /^\[\d*\]$/u.test(parts.at(-1) ?? '') ? parts.slice(0, -1) : parts;
  return plain.join('.') === uniformName(name);
}

/**
 * Whether a condition such as `prod`, `!test`, `prod & eu` or `a, b` holds; null when it cannot be told (brackets, or
 * `&` and `|` side by side).
 */
export function holds(condition: string, active: readonly string[]): boolean | null {
  const one = (written: string): boolean | null => {
    const [, not = '', name = ''] = /^\s*(!?)\s*(\S+)\s*$/u.exec(written) ?? [];
    return NAME.test(name) ? active.includes(name) === (not === '') : null;
  };
  const alternatives = condition.split(',').map((alternative) => {
    if (alternative.includes('&') && alternative.includes('|')) return null;
    const together = alternative.includes('&');
    const parts = alternative.split(together ? '&' : '|').map(one);
    if (parts.includes(null)) return null;
    return together ? parts.every((part) => part === true) : parts.includes(true);
  });
  return alternatives.includes(null) ? null : alternatives.includes(true);
}
