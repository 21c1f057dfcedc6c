// What becomes of a name that is no setting of ours: one of Apereo's or Spring's that nobody misses, one whose loss
// stops start-up, a name that nobody knows, or another program's (W4, W5, D38).
import type { Acceptance } from './acceptance.ts';
import { asksForNothing } from './asks-for-nothing.ts';
import { classified, effectOf } from './effects.ts';
import { findApereoName, findApereoVariable } from './known-names.ts';

export type Lost =
  /** Neither Apereo's nor Spring's. */
  | { readonly kind: 'foreign' }
  /** It has no meaning here, and nobody is the worse for it. `why` may be empty. */
  | { readonly kind: 'without-effect'; readonly why: string; readonly versions: string | null }
  /** To lose it without a word would let somebody in, or leave somebody or something out. */
  | {
      readonly kind: 'stops';
      readonly name: string;
      /** Goes on "without it …". */
      readonly lost: string;
      readonly versions: string | null;
    }
  | { readonly kind: 'unknown' };

export interface Judging {
  readonly acceptance: Acceptance;
  /** Whether what a name belongs to is switched off in the same configuration. */
  isSwitchedOff(name: string): boolean;
  /** Whether a placeholder names it. */
  isReferredTo(name: string): boolean;
}

/** `value` as written: what is off, or as Apereo has it anyway, takes nothing away. */
export function lostSetting(name: string, value: string, judging: Judging): Lost {
  if (!/^cas(?:[.[_-]|$)/iu.test(name)) return lostForeign(name, value, judging);
  const known = findApereoName(name);
  if (known === null) return { kind: 'unknown' };
  return judge(name, known.versions, value, judging, () => judging.acceptance.accepts(name));
}

/** `server.…`, `spring.…` and others of Spring Boot's. */
function lostForeign(name: string, value: string, judging: Judging): Lost {
  return classified(name) === null
    ? { kind: 'foreign' }
    : judge(name, null, value, judging, () => judging.acceptance.accepts(name));
}

/** The same for a `CAS_…` variable of the environment. */
export function lostVariable(variable: string, value: string, judging: Judging): Lost {
  const known = findApereoVariable(variable);
  if (known === null) return { kind: 'unknown' };
  const { name, versions } = known;
  return judge(name, versions, value, judging, () => judging.acceptance.acceptsVariable(variable, name));
}

function judge(
  name: string,
  versions: string | null,
  value: string,
  { isSwitchedOff }: Judging,
  isAccepted: () => boolean,
): Lost {
  const accepted = isAccepted();
  const effect = effectOf(name);
  if (effect.kind === 'told') return { kind: 'without-effect', why: effect.why, versions };
  if (accepted) return { kind: 'without-effect', why: '', versions };
  return asksForNothing(name, value) || isSwitchedOff(name)
    ? { kind: 'without-effect', why: '', versions }
    : { kind: 'stops', name, lost: effect.lost, versions };
}
