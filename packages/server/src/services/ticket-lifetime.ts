// How long tickets for one application are good: `serviceTicketExpirationPolicy`.
import { z } from 'zod';
import { readDuration } from '../duration.ts';
import { isMembers, kindOf, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';
import { readMembers, text, whole } from './members.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

const PATH = 'serviceTicketExpirationPolicy';
const KIND = 'DefaultRegisteredServiceServiceTicketExpirationPolicy';

const policyMembers = z.object({ numberOfUses: whole.default(0), timeToLive: text.default('') });

/**
 * Milliseconds, or null for the server's own. As in the reference the policy counts when it says both how often and how
 * long; a ticket is good for one attempt whatever it says (CAS-29).
 */
export function readTicketLifetime(policy: Plain | undefined, findings: Findings): number | null {
  if (policy === undefined) return null;
  const kind = isMembers(policy) ? (kindOf(policy) ?? KIND) : null;
  if (!isMembers(policy) || kind !== KIND) {
    refuseUnlessEmpty(PATH, policy, findings);
    return null;
  }
  const said = readMembers(policyMembers, policy, PATH, findings, (name, value) => {
    refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
  });
  if (said === null) return null;
  const time = said.timeToLive.trim();
  if (said.numberOfUses <= 0 || time === '') {
    if (time !== '')
      findings.notices.push(`${PATH}.timeToLive has no effect without numberOfUses, as in Apereo CAS`);
    return null;
  }
  if (said.numberOfUses > 1)
    findings.notices.push(`${PATH}.numberOfUses has no effect here: a ticket is good for one attempt`);
  const lifetime = readDuration(time);
  if (Number.isSafeInteger(lifetime) && lifetime > 0) return lifetime;
  findings.refusals.push(`${PATH}.timeToLive is no duration such as PT10S or a number of seconds`);
  return null;
}
