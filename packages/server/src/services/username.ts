// What an application is told as the user's name: its `usernameAttributeProvider` (CAS-62).
import type { Attributes } from '@vestibule/interrupt';
import { z } from 'zod';
import { kindOf, type Members } from './definition.ts';
import type { Findings } from './findings.ts';
import { readMembers, text, truth, word } from './members.ts';
import type { AttributeRelease, UsernameProvider } from './registered-service.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

const PATH = 'usernameAttributeProvider';
const DEFAULT = 'DefaultRegisteredServiceUsernameProvider';
const BY_ATTRIBUTE = 'PrincipalAttributeRegisteredServiceUsernameProvider';

const providerMembers = z.object({
  canonicalizationMode: word('UPPER', 'LOWER', 'NONE').default('NONE'),
  encryptUsername: truth.default(false),
  scope: text.default(''),
  usernameAttribute: text.default(''),
});

const PRINCIPAL_ID: UsernameProvider = { username: ({ principal }) => principal.id };

/**
 * The principal's id, or the first value of an attribute: as released, else the principal's own, else the id, in any
 * case of the name. A provider that hides who somebody is and that we do not have makes the service refuse (W5).
 */
export function readUsername(
  members: Members | undefined,
  release: AttributeRelease,
  findings: Findings,
): UsernameProvider {
  if (members === undefined || Object.keys(members).length === 0) return PRINCIPAL_ID;
  const kind = kindOf(members);
  if (kind === null) findings.faults.push(`${PATH}: @class is missing`);
  else if (kind !== DEFAULT && kind !== BY_ATTRIBUTE)
    findings.refusals.push(`${PATH} is not supported (${kind})`);
  if (kind !== DEFAULT && kind !== BY_ATTRIBUTE) return PRINCIPAL_ID;
  const said = readMembers(providerMembers, members, PATH, findings, (name, value) => {
    refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
  });
  if (said === null) return PRINCIPAL_ID;
  if (said.encryptUsername) findings.refusals.push(`${PATH}.encryptUsername is not supported`);
  const attribute = kind === BY_ATTRIBUTE ? said.usernameAttribute.trim() : '';
  if (kind === BY_ATTRIBUTE && attribute === '') {
    findings.notices.push(`${PATH} names no usernameAttribute: the principal's id is used`);
  }
  const scope = said.scope.trim() === '' ? '' : `@${said.scope.trim()}`;
  return {
    username(authentication) {
      const { principal } = authentication;
      const named =
        attribute === ''
          ? undefined
          : (first(release.attributes(authentication, {}), attribute) ??
            first(principal.attributes, attribute));
      return canonical(`${named ?? principal.id}${scope}`, said.canonicalizationMode);
    },
  };
}

/** An empty value names nobody. */
function first(attributes: Attributes, name: string): string | undefined {
  const entries = Object.entries(attributes);
  const found =
    entries.find(([other]) => other === name) ??
    entries.find(([other]) => other.toLowerCase() === name.toLowerCase());
  const said = String(found?.[1][0] ?? '').trim();
  return said === '' ? undefined : said;
}

function canonical(name: string, mode: 'UPPER' | 'LOWER' | 'NONE'): string {
  if (mode === 'UPPER') return name.toUpperCase();
  return mode === 'LOWER' ? name.toLowerCase() : name;
}
