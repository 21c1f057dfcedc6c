// Settings of Apereo's whose loss takes protection or people away: as far as they are not supported here, they stop
// start-up unless the operator has said that they may be lost (W5).
import { uniformName } from '../names.ts';

/** Everything under these, as far as it is no setting of ours. */
export const PROTECTED_PREFIXES = [
  'cas.authn',
  'cas.interrupt',
  'cas.service-registry',
  'cas.ticket.registry',
  'cas.consent',
  'cas.acceptable-usage-policy',
  'cas.access-strategy',
  'cas.google-recaptcha',
  'cas.sso',
  'cas.tgc',
] as const;

const UNIFORM = PROTECTED_PREFIXES.map(uniformName);

/** Whether the loss of a setting stops start-up; the name in any spelling. */
export function isProtected(name: string): boolean {
  return isUnderAny(name, UNIFORM);
}

/** Whether `cas.unsupported.accept` names the setting or a beginning of it that ends at a dot or an index. */
export function isAccepted(name: string, accepted: readonly string[]): boolean {
  return isUnderAny(name, accepted.map(uniformName));
}

function isUnderAny(name: string, uniformPrefixes: readonly string[]): boolean {
  const uniform = uniformName(name);
  return uniformPrefixes.some(
    (prefix) => prefix !== '' && (uniform === prefix || uniform.startsWith(`${prefix}.`)),
  );
}

/** Variables of the environment cannot tell a dot from a dash: the same, letters and digits only. */
export function isProtectedVariable(variable: string): boolean {
  const words = `${variable.toLowerCase()}_`;
  return PROTECTED_PREFIXES.some((prefix) => words.startsWith(`${prefix.replaceAll(/[.-]/gu, '_')}_`));
}
