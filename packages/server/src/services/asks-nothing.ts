// The ways in which Apereo writes a policy that asks for nothing (D38): left out, blank, false as a text, empty lists and
// chains, an object with nothing but defaults, a policy whose one condition is not given.
import { isMembers, kindOf, type Members, type Plain } from './definition.ts';

/** They say how something is done, not that it is. */
const MANNERS = new Set([
  '@class',
  'order',
  'failureMode',
  'operator',
  'timeUnit',
  'mergingPolicy',
  'requireAllAttributes',
  'requireAll',
  'tryAll',
  'allowIfInactive',
  'caseInsensitive',
  'completeMatch',
  'deleteWhenExpired',
  'notifyWhenDeleted',
  'notifyWhenExpired',
]);

const NOTHING = new Set(['', 'false', 'null', 'none', 'undefined', 'not_set']);

/** What decides by itself, whatever its members say: a script, an endpoint, a refusal. */
const CONDITIONAL =
  /^(?:Default|Chaining|AttributeBased|AuthenticationDate|LastUsedTime|CreationTime|RegisteredService)/;

/** `path` tells what it is part of: in an access strategy even `enabled: false` asks for something. */
export function asksNothing(value: Plain, path = ''): boolean {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value <= 0;
  if (typeof value === 'string') {
    const said = value.trim().toLowerCase();
    return NOTHING.has(said) || /^(?:0|-\d+)$/.test(said);
  }
  if (!isMembers(value)) return value.every((item) => asksNothing(item, path));
  const kind = kindOf(value);
  if (kind !== null && !CONDITIONAL.test(kind)) return false;
  const strategy = /strat/i.test(`${path}${kind ?? ''}`);
  return Object.entries(value).every(
    ([name, member]) =>
      MANNERS.has(name) ||
      (strategy && /enabled$/i.test(name) ? saysTrue(member) : asksNothing(member, path)),
  );
}

export function saysTrue(value: Plain): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}

/** Whether a member is missing or asks for nothing. */
const lacks = (members: Members, name: string): boolean => asksNothing(members[name] ?? '');

/** Without a provider there is no second factor; a bypass for everybody asks nobody for one. */
export function multifactorAsks(policy: Plain): boolean {
  const kind = isMembers(policy) ? kindOf(policy) : null;
  if (!isMembers(policy) || (kind !== null && !kind.startsWith('Default'))) return true;
  if (lacks(policy, 'multifactorAuthenticationProviders') && lacks(policy, 'script')) return false;
  const everybody = ['bypassPrincipalAttributeName', 'bypassPrincipalAttributeValue'].every((name) =>
    lacks(policy, name),
  );
  return !(everybody && saysTrue(policy['bypassEnabled'] ?? false));
}

/** Criteria that only say how the two lists are read, or that one handler must have succeeded, as it has. */
const PLAIN_CRITERIA = /^(?:Default|Allowed|Excluded|AnyAuthenticationHandler)/;

export function authenticationAsks(policy: Plain): boolean {
  const kind = isMembers(policy) ? kindOf(policy) : null;
  if (!isMembers(policy) || (kind !== null && !kind.startsWith('Default'))) return true;
  const { criteria = '', ...lists } = policy;
  const plain = isMembers(criteria) && PLAIN_CRITERIA.test(kindOf(criteria) ?? 'Default');
  return !(
    (plain || asksNothing(criteria)) &&
    Object.keys(lists).every((name) => name === '@class' || lacks(policy, name))
  );
}

/** Chains are as their links; a policy by time or attributes asks when one is given. */
export function participationAsks(policy: Plain): boolean {
  if (Array.isArray(policy)) return policy.some(participationAsks);
  if (!isMembers(policy)) return true;
  const kind = kindOf(policy) ?? 'Default';
  if (kind.startsWith('Chaining')) return participationAsks(policy['policies'] ?? []);
  if (!CONDITIONAL.test(kind)) return true;
  const renewed = policy['createCookieOnRenewedAuthentication'] ?? '';
  // A cookie after `renew` is what there is anyway.
  if (!(saysTrue(renewed) || isUndefinedState(renewed))) return true;
  return Object.keys(policy).some(
    (name) => !MANNERS.has(name) && name !== 'createCookieOnRenewedAuthentication' && !lacks(policy, name),
  );
}

const isUndefinedState = (value: Plain): boolean =>
  typeof value === 'string' && ['', 'undefined', 'null'].includes(value.trim().toLowerCase());
