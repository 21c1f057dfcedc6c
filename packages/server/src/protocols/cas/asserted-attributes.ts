// The attributes of one answer: what the service's policy releases, in the order that the schema demands (CAS-55).
import type { Attributes, AttributeValue } from '@vestibule/interrupt';
import type { RegisteredService } from '../../services/registered-service.ts';
import type { ServiceTicket } from '../../sso/service-tickets.ts';

/** Attributes of the protocol itself, which come first and in this order (CAS Protocol, appendix A). */
const PROTOCOL_FIRST = [
  'authenticationDate',
  'longTermAuthenticationRequestTokenUsed',
  'isFromNewLogin',
] as const;

/** Element names that mean something to clients and are never released as attributes (CAS-61). */
const RESERVED: ReadonlySet<string> = new Set([
  'user',
  'authenticationFailure',
  'authenticationSuccess',
  'proxyGrantingTicket',
  'proxy',
  'proxies',
  'attributes',
]);

export function assertedAttributes(service: RegisteredService, ticket: ServiceTicket): Attributes {
  const { authentication, entryAttributes, fromNewLogin, rememberMe } = ticket;
  const released = service.release.attributes(authentication, {
    ...authentication.attributes,
    ...entryAttributes,
    authenticationDate: [new Date(authentication.authenticatedAt).toISOString()],
    longTermAuthenticationRequestTokenUsed: [rememberMe],
    isFromNewLogin: [fromNewLogin],
  });
  const ordered = Object.create(null) as Record<string, readonly AttributeValue[]>;
  for (const name of PROTOCOL_FIRST) {
    const values = released[name];
    if (values !== undefined) ordered[name] = values;
  }
  for (const [name, values] of Object.entries(released)) {
    if (!(name in ordered) && !RESERVED.has(name)) ordered[name] = values;
  }
  return ordered;
}
