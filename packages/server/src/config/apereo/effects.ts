// What becomes of people when a setting of Apereo's is not there: by what it does, not by how its name begins (D38).
import { nameParts, uniformPart } from '../names.ts';
import { stops, type Effect } from './effects/effect.ts';
import { PEOPLE } from './effects/people.ts';
import { SESSIONS } from './effects/sessions.ts';
import { SURROUNDINGS } from './effects/surroundings.ts';

const EFFECTS: ReadonlyMap<string, Effect> = new Map(
  Object.entries({ ...PEOPLE, ...SESSIONS, ...SURROUNDINGS }).map(([name, effect]) => [key(name), effect]),
);

/** As written in the tables. */
export const CLASSIFIED: readonly string[] = [PEOPLE, SESSIONS, SURROUNDINGS].flatMap((table) =>
  Object.keys(table),
);

/** Null when nobody has looked at the family yet. */
export function classified(name: string): Effect | null {
  const parts = nameParts(name).filter((part) => !part.startsWith('['));
  for (let length = parts.length; length > 0; length -= 1) {
    const effect = EFFECTS.get(parts.slice(0, length).map(uniformPart).join('.'));
    if (effect !== undefined) return effect;
  }
  return null;
}

/** The effect of any name that Apereo knows, in any spelling; one that nobody has classified stops. */
export function effectOf(name: string): Effect {
  return classified(name) ?? stops('something would be missing: nobody has looked yet at what');
}

function key(name: string): string {
  return nameParts(name).map(uniformPart).join('.');
}
