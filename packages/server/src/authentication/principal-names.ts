// What people are called: under which name a source looks for them, and which id everybody else knows them by.
import type { AttributeValue, Principal } from '@vestibule/interrupt';
import type { AuthenticationHandler } from './handler.ts';

/** `cas.authn.….principal-transformation.*`: done to the name as typed, before the source is asked. */
export interface NameTransformation {
  readonly prefix: string;
  readonly suffix: string;
  readonly caseConversion: 'NONE' | 'LOWERCASE' | 'UPPERCASE';
}

/** Prefix and suffix first, then the letters, as Apereo's chain does it. */
export function transformedName(
  typed: string,
  { prefix, suffix, caseConversion }: NameTransformation,
): string {
  const name = `${prefix}${typed}${suffix}`;
  if (caseConversion === 'NONE') return name;
  return caseConversion === 'LOWERCASE' ? name.toLowerCase() : name.toUpperCase();
}

/** The handler, asked for transformed names. The principal is called as its source spells it (D11). */
export function withNames(
  handler: AuthenticationHandler,
  transformation: NameTransformation,
): AuthenticationHandler {
  return {
    name: handler.name,
    kind: handler.kind,
    authenticate: ({ username, password }) =>
      handler.authenticate({ username: transformedName(username, transformation), password }),
  };
}

export type Called =
  | { readonly kind: 'called'; readonly principal: Principal }
  /** None of the attributes has a value: the person keeps the name of the account, as in Apereo CAS. */
  | { readonly kind: 'nameless'; readonly principal: Principal };

/** `cas.person-directory.principal-attribute`: the first value of the first of these attributes is the person's id. */
export function calledBy(principal: Principal, attributeNames: readonly string[]): Called {
  if (attributeNames.length === 0) return { kind: 'called', principal };
  const values = attributeNames.flatMap((name) => principal.attributes[name] ?? []);
  const id = values.map((value: AttributeValue) => String(value)).find((value) => value.trim() !== '');
  return id === undefined
    ? { kind: 'nameless', principal }
    : { kind: 'called', principal: { id, attributes: principal.attributes } };
}

/** The setting's names, separated by commas. */
export function principalAttributes(setting: string): readonly string[] {
  return setting
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
