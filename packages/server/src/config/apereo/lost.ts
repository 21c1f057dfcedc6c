// What becomes of a name that is no setting of ours: another program's, one of Apereo's that has no effect here, one
// whose loss stops start-up, or a name that nobody knows (W4, W5).
import { findApereoName, findApereoVariable, type ApereoName } from './known-names.ts';
import { isAccepted, isProtected, isProtectedVariable } from './protected.ts';

export type Lost =
  /** Not for us: `management.*`, `spring.*`, `logging.*`, other `server.*`, or a name outside of `cas.`. */
  | { readonly kind: 'foreign' }
  /** Apereo knows it, it has no meaning here, and nobody is the worse for it. */
  | { readonly kind: 'without-effect'; readonly name: string }
  /** Apereo knows it, and to lose it without a word would take protection or people away. */
  | { readonly kind: 'protection-lost'; readonly name: string }
  | { readonly kind: 'unknown' };

/** `value` as written: Apereo's own default takes nothing away, whatever the name. */
export function lostSetting(name: string, value: string, accepted: readonly string[]): Lost {
  if (!/^cas(?:[.[_-]|$)/iu.test(name)) return { kind: 'foreign' };
  const known = findApereoName(name);
  if (known === null) return { kind: 'unknown' };
  const harmless = !isProtected(name) || isAccepted(name, accepted) || isDefault(known, value);
  return { kind: harmless ? 'without-effect' : 'protection-lost', name: known.name };
}

/** The same for a `CAS_…` variable of the environment. */
export function lostVariable(variable: string, value: string, accepted: readonly string[]): Lost {
  const known = findApereoVariable(variable);
  if (known === null) return { kind: 'unknown' };
  const withoutIndex = (name: string): string => name.replaceAll(/\[\d*\]/gu, '');
  const isLeave = isAccepted(withoutIndex(known.name), accepted.map(withoutIndex));
  const harmless = !isProtectedVariable(variable) || isLeave || isDefault(known, value);
  return { kind: harmless ? 'without-effect' : 'protection-lost', name: known.name };
}

/** The switch of a whole module, on unless it is turned off: to write it down says that the module is there. */
const MODULE_SWITCH = /\.(?:core|google-recaptcha)\.enabled$/;

/** An index makes a new member (an LDAP directory, a second factor) by being there, so its defaults are no defaults. */
function isDefault({ name, shape, default: usual }: ApereoName, value: string): boolean {
  if (MODULE_SWITCH.test(name) && /^true$/i.test(value.trim())) return false;
  if (name.includes('[') || shape !== 'single') return value.trim() === '' && !name.includes('[');
  return value.trim().toLowerCase() === (usual ?? '').toLowerCase();
}
