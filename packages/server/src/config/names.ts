// Setting names, relaxed as Spring has it (W4): `cas.someProperty`, `cas.some-property` and `cas.some_property` are one.

/** A name taken apart: `cas.interrupt.custom[0].module` has the parts `cas`, `interrupt`, `custom`, `[0]`, `module`. */
export type NameParts = readonly string[];

export function nameParts(name: string): NameParts {
  return name.match(/\[[^\]]*\]|[^.[\]]+/gu) ?? [];
}

/** One part without what spelling leaves open. */
export function uniformPart(part: string): string {
  return part.replaceAll(/[-_]/gu, '').toLowerCase();
}

/** The same for a whole name; parts stay apart, so that no two settings fall together. */
export function uniformName(name: string): string {
  return nameParts(name).map(uniformPart).join('.');
}

/** What an environment variable can tell of a name: letters and digits only (`CAS_INTERRUPT_JSON_LOCATION`). */
export function flatName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/gu, '').toLowerCase();
}

/** Changes of one letter between two names, at most `most + 1`. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      current[j] = Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    if (Math.min(...current) > most) return most + 1;
    previous = current;
  }
  return Math.min(previous[other.length] ?? most + 1, most + 1);
}

/** Longer than any setting's name; nothing is like it, and comparing it would take its time. */
const LONGEST = 200;

/** The known name that is most like this one, or null when none is much like it. */
export function nearest(name: string, known: Iterable<string>): string | null {
  if (name.length > LONGEST) return null;
  const wanted = uniformName(name);
  let best: string | null = null;
  let least = Math.max(3, Math.floor(wanted.length / 4));
  for (const candidate of known) {
    const away = distance(wanted, uniformName(candidate), least);
    if (away < least || (best === null && away === least)) {
      best = candidate;
      least = away;
    }
  }
  return best;
}
