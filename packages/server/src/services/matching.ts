// Which addresses a definition is for: `serviceId` under its `matchingStrategy` (CAS-39, D13).
import { z } from 'zod';
import { kindOf, type Members } from './definition.ts';
import { searchPattern, wholePattern, type Findings } from './findings.ts';
import { literalPrefix, startsWithLetters } from './literal-prefix.ts';
import { readMembers, truth } from './members.ts';
import { LONGEST_ADDRESS } from './service-address.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

export type AddressTest = (address: string) => boolean;

const literalMembers = z.object({ caseInsensitive: truth.default(false) });

/**
 * Null when there was a fault. Patterns ignore ASCII case; an address over the limit matches nothing. `strategy` is
 * absent for the whole match that is the default.
 */
export function readMatching(
  serviceId: string,
  strategy: Members | undefined,
  findings: Findings,
): AddressTest | null {
  const kind = strategy === undefined ? 'FullRegexRegisteredServiceMatchingStrategy' : kindOf(strategy);
  if (kind === 'LiteralRegisteredServiceMatchingStrategy' && strategy !== undefined) {
    return readLiteral(serviceId, strategy, findings);
  }
  if (kind === 'FullRegexRegisteredServiceMatchingStrategy') {
    const whole = wholePattern(serviceId, 'serviceId', true, findings);
    if (whole === null) return null;
    const prefix = literalPrefix(serviceId);
    return (address) => startsWithLetters(address, prefix) && whole.matches(address) === 'match';
  }
  if (kind !== 'PartialRegexRegisteredServiceMatchingStrategy') {
    // What it would match is not known; the widest reading keeps its addresses from falling to the next wildcard.
    findings.refusals.push(`matchingStrategy is not supported (${kind ?? 'it has no @class'})`);
  }
  const search = searchPattern(serviceId, 'serviceId', true, findings);
  return search === null ? null : (address) => search.find(address) === 'match';
}

function readLiteral(serviceId: string, members: Members, findings: Findings): AddressTest | null {
  const read = readMembers(literalMembers, members, 'matchingStrategy', findings, (name, value) => {
    refuseUnlessEmpty(`matchingStrategy.${name}`, value, findings);
  });
  if (read === null) return null;
  const folded = serviceId.toLowerCase();
  return (address) =>
    address.length <= LONGEST_ADDRESS &&
    (read.caseInsensitive ? address.toLowerCase() === folded : address === serviceId);
}
