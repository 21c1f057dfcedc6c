// Which addresses a definition is for: `serviceId` under its `matchingStrategy` (CAS-39, D13, D25).
import { z } from 'zod';
import { equivalentsOf } from './address-equivalents.ts';
import { parseServiceAddress, type ServiceAddress } from './canonical-address.ts';
import { kindOf, type Members } from './definition.ts';
import { searchPattern, wholePattern, type Findings } from './findings.ts';
import { describeForeign, foreignPattern } from './foreign-pattern.ts';
import { literalPrefix, startsWithLetters } from './literal-prefix.ts';
import { readMembers, truth } from './members.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

export type AddressTest = (address: ServiceAddress) => boolean;

/** What a pattern says of one text, and what of it decides on equivalents. */
interface TextTest {
  readonly holds: (text: string) => boolean;
  readonly source: string;
  readonly negativeLookAround: boolean;
}

const literalMembers = z.object({ caseInsensitive: truth.default(false) });

/** Null when there was a fault. Patterns ignore ASCII case. `strategy` is absent for the whole match that is the default. */
export function readMatching(
  serviceId: string,
  strategy: Members | undefined,
  findings: Findings,
): AddressTest | null {
  const none = strategy === undefined || Object.keys(strategy).length === 0;
  const kind = none ? 'FullRegexRegisteredServiceMatchingStrategy' : kindOf(strategy);
  if (kind === 'LiteralRegisteredServiceMatchingStrategy' && strategy !== undefined) {
    return readLiteral(serviceId, strategy, findings);
  }
  if (kind === 'FullRegexRegisteredServiceMatchingStrategy') {
    const faults = findings.faults.length;
    const whole = wholePattern(serviceId, 'serviceId', true, findings);
    const foreign = foreignPattern(serviceId);
    if (foreign !== null) {
      const told = `serviceId: ${describeForeign(foreign)}`;
      // Its fault as a regular expression would say nothing of what is meant.
      if (whole === null) findings.faults.splice(faults, Infinity, told);
      else findings.notices.push(told);
    }
    if (whole === null) return null;
    const prefix = literalPrefix(serviceId);
    const holds = (text: string): boolean =>
      startsWithLetters(text, prefix) && whole.matches(text) === 'match';
    return addressTest({ holds, source: serviceId, negativeLookAround: whole.negativeLookAround });
  }
  if (kind !== 'PartialRegexRegisteredServiceMatchingStrategy') {
    // What it would match is not known; the widest reading keeps its addresses from falling to the next wildcard.
    findings.refusals.push(`matchingStrategy is not supported (${kind ?? 'it has no @class'})`);
  }
  const search = searchPattern(serviceId, 'serviceId', true, findings);
  if (search === null) return null;
  const holds = (text: string): boolean => search.find(text) === 'match';
  return addressTest({ holds, source: serviceId, negativeLookAround: search.negativeLookAround });
}

/** The canonical address and, but for patterns that look away from something, its equivalents (D25). */
function addressTest({ holds, source, negativeLookAround }: TextTest): AddressTest {
  const writesFragment = source.includes('#');
  return (address) => {
    if (address.kind === 'identifier') return holds(address.canonical) && namesScheme(holds, address);
    if (holds(address.canonical)) return true;
    return !negativeLookAround && equivalentsOf(address, writesFragment).some(holds);
  };
}

/** An identifier is for a definition that names its scheme: one that takes other schemes as well does not (D25). */
function namesScheme(holds: TextTest['holds'], { parts }: ServiceAddress): boolean {
  return OTHER_LETTERS.every((other) => !holds(`${parts.scheme.replaceAll(/[a-z]/g, other)}:${parts.rest}`));
}

const OTHER_LETTERS: readonly ((letter: string) => string)[] = [
  (letter) => (letter === 'q' ? 'z' : 'q'),
  (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
];

/** A literal is compared by canonical forms (D25). */
function readLiteral(serviceId: string, members: Members, findings: Findings): AddressTest | null {
  const read = readMembers(literalMembers, members, 'matchingStrategy', findings, (name, value) => {
    refuseUnlessEmpty(`matchingStrategy.${name}`, value, findings);
  });
  if (read === null) return null;
  const parsed = parseServiceAddress(serviceId);
  if (!parsed.ok) return () => false;
  const { canonical } = parsed.address;
  const folded = canonical.toLowerCase();
  return (address) =>
    read.caseInsensitive ? address.canonical.toLowerCase() === folded : address.canonical === canonical;
}

/** Addresses of nobody in particular: a definition that takes them is a wildcard (W8). */
const ANY_HOST = ['https://any-host.invalid/', 'http://any-host.invalid/'].flatMap((sent) => {
  const parsed = parseServiceAddress(sent);
  return parsed.ok ? [parsed.address] : [];
});

/** Whether a definition lets any site in (W8). */
export function isWildcard(matches: AddressTest): boolean {
  return ANY_HOST.some(matches);
}
