// Who may enter an application: its `accessStrategy`.
import type { Attributes, Clock } from '@vestibule/interrupt';
import { z } from 'zod';
import { isMembers, kindOf, type Members, type Plain } from './definition.ts';
import { searchPattern, type Findings } from './findings.ts';
import { readMembers, text, textsByName, truth, unlessBlank, webAddress, whole, word } from './members.ts';
import type { ServiceAccess } from './registered-service.ts';
import { refuseUnlessEmpty } from './unsupported.ts';
import { dated, readInstant } from './validity.ts';

const PATH = 'accessStrategy';
const KIND = 'DefaultRegisteredServiceAccessStrategy';
const TIMED = 'TimeBasedRegisteredServiceAccessStrategy';
const CHAIN = 'ChainingRegisteredServiceAccessStrategy';

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
  delegatedAuthenticationPolicy: unlessBlank(z.looseObject({ exclusive: truth.default(false) })).optional(),
});
const timedMembers = strategyMembers.extend({
  startingDateTime: text.optional(),
  endingDateTime: text.optional(),
  zoneId: text.optional(),
});
const chainMembers = z.object({
  strategies: z.custom<Plain>().optional(),
  operator: word('AND', 'OR').default('AND'),
  unauthorizedRedirectUrl: webAddress.optional(),
  order: whole.optional(),
});

const OPEN: ServiceAccess = {
  enabled: true,
  ssoEnabled: true,
  unauthorizedRedirectUrl: null,
  allows: () => true,
};

/** Everybody may enter when there is no strategy; one of another kind makes the service refuse (W5). */
export function readAccess(
  members: Members | undefined,
  findings: Findings,
  clock: Clock,
  path = PATH,
): ServiceAccess {
  if (members === undefined) return OPEN;
  const kind = kindOf(members) ?? KIND;
  if (kind === CHAIN) return readChain(members, findings, clock, path);
  if (kind === TIMED) return readTimed(members, findings, clock, path);
  if (kind !== KIND) {
    findings.refusals.push(`${path} is not supported (${kind})`);
    return OPEN;
  }
  const said = readMembers(strategyMembers, members, path, findings, (name, value) => {
    refuseUnlessEmpty(`${path}.${name}`, value, findings);
  });
  return said === null ? OPEN : accessOf(said, path, findings);
}

function accessOf(said: z.infer<typeof strategyMembers>, path: string, findings: Findings): ServiceAccess {
  if (said.delegatedAuthenticationPolicy?.exclusive === true) {
    findings.refusals.push(`${path}.delegatedAuthenticationPolicy.exclusive is not supported`);
  }
  const demands = (name: 'requiredAttributes' | 'rejectedAttributes'): readonly Demand[] =>
    readDemands(said[name], `${path}.${name}`, said.caseInsensitive, findings);
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

/** Open between two moments, each of which may be missing; local times are in UTC, as in the reference. */
function readTimed(members: Members, findings: Findings, clock: Clock, path: string): ServiceAccess {
  const said = readMembers(timedMembers, members, path, findings, (name, value) => {
    refuseUnlessEmpty(`${path}.${name}`, value, findings);
  });
  if (said === null) return OPEN;
  const from = readInstant(said.startingDateTime, `${path}.startingDateTime`, findings);
  const until = readInstant(said.endingDateTime, `${path}.endingDateTime`, findings);
  if (!['', 'UTC', 'Z', 'GMT'].includes((said.zoneId ?? '').trim().toUpperCase()) && (from ?? until) !== null)
    findings.refusals.push(
      `${path}.zoneId is not supported; write the times with their offset, as in +01:00`,
    );
  const access = accessOf(said, path, findings);
  const outOfTime = (): string | null => {
    const now = clock.now();
    if (from !== null && now < from) return `${path}.startingDateTime ${dated(from)} is still to come`;
    return until !== null && now > until ? `${path}.endingDateTime ${dated(until)} is past` : null;
  };
  return {
    ...access,
    get enabled() {
      return access.enabled && outOfTime() === null;
    },
    get outOfTime() {
      return access.enabled ? outOfTime() : null;
    },
  };
}

/** All of them, or one of them; a chain without links asks for nothing (D38). */
function readChain(members: Members, findings: Findings, clock: Clock, path: string): ServiceAccess {
  const said = readMembers(chainMembers, members, path, findings, (name, value) => {
    refuseUnlessEmpty(`${path}.${name}`, value, findings);
  });
  const links = Array.isArray(said?.strategies) ? said.strategies : [];
  const strategies = links.filter(isMembers).map((link) => readAccess(link, findings, clock, path));
  if (said === null || strategies.length === 0) return OPEN;
  const holds = (test: (strategy: ServiceAccess) => boolean): boolean =>
    said.operator === 'AND' ? strategies.every(test) : strategies.some(test);
  const elsewhere = strategies.map((strategy) => strategy.unauthorizedRedirectUrl);
  return {
    get enabled() {
      return holds(({ enabled }) => enabled);
    },
    get outOfTime() {
      if (holds(({ enabled }) => enabled)) return null;
      // One that is switched off by hand keeps people out whatever the dates say.
      const dates = strategies.flatMap((strategy) => strategy.outOfTime ?? []);
      const byDates = holds((strategy) => strategy.enabled || (strategy.outOfTime ?? null) !== null);
      return byDates ? dates.join('; ') : null;
    },
    ssoEnabled: holds(({ ssoEnabled }) => ssoEnabled),
    unauthorizedRedirectUrl:
      said.unauthorizedRedirectUrl ?? elsewhere.find((address) => address !== null) ?? null,
    allows: (authentication) => holds((strategy) => strategy.allows(authentication)),
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
