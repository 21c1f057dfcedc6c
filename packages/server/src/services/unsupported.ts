// Members we do not know: those that merely describe are ignored with one line, those that restrict make the service
// match and refuse, so that nobody loses a protection by moving here (W5). What asks for nothing restricts nothing (D38).
import { distance } from 'fastest-levenshtein';
import {
  asksNothing,
  authenticationAsks,
  multifactorAsks,
  participationAsks,
  saysTrue,
} from './asks-nothing.ts';
import { isMembers, kindOf, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';

/** What they govern does not exist here at all, so there is nothing that they could keep anybody from. */
const HARMLESS = new Set([
  'passwordlessPolicy',
  'surrogatePolicy',
  'publicKey',
  'allowedToProxy',
  'acceptableUsagePolicy',
  'consentPolicy',
  'proxyTicketExpirationPolicy',
  'proxyGrantingTicketExpirationPolicy',
]);

/** Policies whose emptiness is written in more than one way. */
const ASKS: Readonly<Record<string, (policy: Plain) => boolean>> = {
  multifactorPolicy: multifactorAsks,
  multifactorAuthenticationPolicy: multifactorAsks,
  authenticationPolicy: authenticationAsks,
  singleSignOnParticipationPolicy: participationAsks,
  ssoParticipationPolicy: participationAsks,
};

/** Names of the reference that restrict and whose name does not say so. */
const RESTRICTING = new Set(['tenant', 'usernameAttribute']);

/** What a restriction is called, known to us or not, rightly spelled or nearly so. */
const SOUNDS_RESTRICTING =
  /poli[cs]|strat|provider|filter|expir|requir|reject|allow|criteri|environ|evaluat|enabled|encrypt|multifactor|mfa|authn|authentication|access/i;

/** Judges a member of the definition itself that we do not know. */
export function judgeUnknownMember(name: string, value: Plain, findings: Findings): void {
  if (HARMLESS.has(name)) {
    if (!asksNothing(value)) findings.ignored.push(name);
  } else if (RESTRICTING.has(name) || SOUNDS_RESTRICTING.test(name)) {
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

/** Rightly spelled, or in a strategy nearly so: whoever wrote `enbled: false` there wanted nobody to enter. */
function opensDoor(path: string): boolean {
  const name = path.split('.').at(-1)?.toLowerCase() ?? '';
  const nearly = ['enabled', 'ssoenabled'].some((known) => distance(name, known) <= 2);
  return name.endsWith('enabled') || (nearly && /strat/i.test(path));
}

function permits(path: string, value: Plain): boolean {
  if (opensDoor(path)) return saysTrue(value) || value === '';
  const asks = Object.hasOwn(ASKS, path) ? ASKS[path] : undefined;
  return asksNothing(value, path) || asks?.(value) === false;
}
