// Members we do not know: those that merely describe are ignored with one line, those that restrict make the service
// match and refuse, so that nobody loses a protection by moving here (W5).
import { isMembers, kindOf, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';

/** They sound like a restriction, but what they restrict cannot be done here at all. */
const HARMLESS = new Set(['passwordlessPolicy', 'surrogatePolicy', 'publicKey', 'allowedToProxy']);

/** Names of the reference that restrict and whose name does not say so. */
const RESTRICTING = new Set(['tenant', 'usernameAttribute']);

/** What a restriction is called, known to us or not, rightly spelled or nearly so. */
const SOUNDS_RESTRICTING =
  /poli[cs]|strat|provider|filter|expir|requir|reject|allow|criteri|environ|evaluat|enabled|encrypt|multifactor|mfa|authn|authentication|access/i;

/** Judges a member of the definition itself that we do not know. */
export function judgeUnknownMember(name: string, value: Plain, findings: Findings): void {
  if (!HARMLESS.has(name) && (RESTRICTING.has(name) || SOUNDS_RESTRICTING.test(name))) {
    refuseUnlessEmpty(name, value, findings);
  } else {
    findings.ignored.push(name);
  }
}

/** For members whose mere content restricts. */
export function refuseUnlessEmpty(path: string, value: Plain | undefined, findings: Findings): void {
  if (value === undefined || permits(path, value)) return;
  const kind = isMembers(value) ? kindOf(value) : null;
  findings.refusals.push(`${path} is not supported${kind === null ? '' : ` (${kind})`}`);
}

function permits(path: string, value: Plain): boolean {
  return /enabled$/i.test(path)
    ? value === true || (typeof value === 'string' && /^true$/i.test(value))
    : saysNothing(value);
}

/** What the reference writes out for a policy that was never filled in. */
function saysNothing(value: Plain): boolean {
  if (value === '' || value === false || value === 'UNDEFINED') return true;
  if (Array.isArray(value)) return value.every(saysNothing);
  if (!isMembers(value)) return false;
  const kind = kindOf(value);
  if (kind !== null && !kind.startsWith('Default')) return false;
  return Object.entries(value).every(([name, member]) => name === '@class' || saysNothing(member));
}
