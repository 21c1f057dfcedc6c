// Who may enter an application: its `accessStrategy`.
import type { Attributes } from '@vestibule/interrupt';
import { z } from 'zod';
import { kindOf, type Members } from './definition.ts';
import { searchPattern, type Findings } from './findings.ts';
import { readMembers, textsByName, truth, webAddress, whole } from './members.ts';
import type { ServiceAccess } from './registered-service.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

const PATH = 'accessStrategy';
const KIND = 'DefaultRegisteredServiceAccessStrategy';

const strategyMembers = z.object({
  enabled: truth.default(true),
  ssoEnabled: truth.default(true),
  unauthorizedRedirectUrl: webAddress.optional(),
  requireAllAttributes: truth.default(true),
  caseInsensitive: truth.default(false),
  requiredAttributes: textsByName.optional(),
  rejectedAttributes: textsByName.optional(),
  order: whole.optional(),
  /** Which providers a login may be delegated to; nothing is delegated here. */
  delegatedAuthenticationPolicy: z.looseObject({ exclusive: truth.default(false) }).optional(),
});

const OPEN: ServiceAccess = {
  enabled: true,
  ssoEnabled: true,
  unauthorizedRedirectUrl: null,
  allows: () => true,
};

/** Everybody may enter when there is no strategy; one of another kind makes the service refuse (W5). */
export function readAccess(members: Members | undefined, findings: Findings): ServiceAccess {
  if (members === undefined) return OPEN;
  const kind = kindOf(members) ?? KIND;
  if (kind !== KIND) {
    findings.refusals.push(`${PATH} is not supported (${kind})`);
    return OPEN;
  }
  const said = readMembers(strategyMembers, members, PATH, findings, (name, value) => {
    refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
  });
  if (said === null) return OPEN;
  if (said.delegatedAuthenticationPolicy?.exclusive === true) {
    findings.refusals.push(`${PATH}.delegatedAuthenticationPolicy.exclusive is not supported`);
  }
  const demands = (name: 'requiredAttributes' | 'rejectedAttributes'): readonly Demand[] =>
    readDemands(said[name], `${PATH}.${name}`, said.caseInsensitive, findings);
  const required = demands('requiredAttributes');
  const rejected = demands('rejectedAttributes');
  const all = said.requireAllAttributes;
  return {
    enabled: said.enabled,
    ssoEnabled: said.ssoEnabled,
    unauthorizedRedirectUrl: said.unauthorizedRedirectUrl ?? null,
    allows: ({ principal }) => allows(principal.attributes, required, rejected, all),
  };
}

/** One attribute and the patterns of which one must be found in one of its values. */
interface Demand {
  readonly attribute: string;
  readonly find: (value: string) => 'match' | 'no-match' | 'too-long';
}

function readDemands(
  attributes: ReadonlyMap<string, readonly string[]> | undefined,
  path: string,
  ignoreCase: boolean,
  findings: Findings,
): readonly Demand[] {
  return [...(attributes ?? [])].map(([attribute, sources]) => {
    const place = `${path}.${attribute}`;
    const script = sources.some((source) => /^\s*groovy\s*\{/.test(source));
    if (script) findings.refusals.push(`${place} is a script, which is not supported`);
    const patterns = script
      ? []
      : sources.map((source) => searchPattern(source, place, ignoreCase, findings));
    const find: Demand['find'] = (value) => {
      const answers = patterns.map((pattern) => pattern?.find(value) ?? 'no-match');
      return answers.find((answer) => answer !== 'no-match') ?? 'no-match';
    };
    return { attribute, find };
  });
}

/**
 * As the reference: the attributes are weighed all or any, `rejectedAttributes` likewise, and a person who has fewer
 * attributes than one of the two lists names does not enter, since too little is known. A value too long to judge
 * (D13) satisfies no requirement and counts as rejected.
 */
function allows(
  attributes: Attributes,
  required: readonly Demand[],
  rejected: readonly Demand[],
  all: boolean,
): boolean {
  const known = Object.keys(attributes).length;
  if (known < required.length || known < rejected.length) return false;
  const met = (list: readonly Demand[], tooLong: boolean): boolean => {
    const holds = ({ attribute, find }: Demand): boolean =>
      Object.hasOwn(attributes, attribute) &&
      (attributes[attribute] ?? []).some((value) => {
        const answer = find(String(value));
        return answer === 'match' || (answer === 'too-long' && tooLong);
      });
    return all ? list.every(holds) : list.some(holds);
  };
  if (rejected.length > 0 && met(rejected, true)) return false;
  return required.length === 0 || met(required, false);
}
