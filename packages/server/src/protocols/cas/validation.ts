// Validation of service tickets (CAS Protocol §2.4, §2.5, §2.8): what is true of a ticket, apart from any format.
import type { Attributes } from '@vestibule/interrupt';
import { ticketDigest, type Audit } from '../../operations/audit.ts';
import { lookUpService } from '../../login/room.ts';
import type { ServiceRegistry } from '../../services/registered-service.ts';
import { describeRefusal, parseServiceAddress } from '../../services/canonical-address.ts';
import type { Protocol } from '../../services/protocols.ts';
import { sameService } from '../../services/service-address.ts';
import type { ServiceTicket, ServiceTickets } from '../../sso/service-tickets.ts';
import { assertedAttributes } from './asserted-attributes.ts';
import type { DefinitionMismatches } from './definition-mismatches.ts';

/** Codes of CAS Protocol §2.5.3 (CAS-48). */
export type FailureCode =
  | 'INVALID_REQUEST'
  | 'INVALID_TICKET_SPEC'
  | 'UNAUTHORIZED_SERVICE'
  | 'UNAUTHORIZED_SERVICE_PROXY'
  | 'INVALID_PROXY_CALLBACK'
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE'
  | 'INTERNAL_ERROR';

export interface Assertion {
  readonly kind: 'success';
  /** What the service's username provider says (CAS-62). */
  readonly user: string;
  /** Released attributes in a stable order, those of the protocol first (CAS-58). */
  readonly attributes: Attributes;
}

export interface Failure {
  readonly kind: 'failure';
  readonly code: FailureCode;
  /** Never empty (CAS-52). */
  readonly description: string;
}

export type Validation = Assertion | Failure;

export interface ValidationRequest {
  readonly ticket: string | null;
  readonly service: string | null;
  /** Only a ticket straight from credentials is good (CAS-45). */
  readonly renew: boolean;
  /** A `pgtUrl` came along. */
  readonly wantsProxying: boolean;
  /** At `/proxyValidate`, where proxy tickets are good as well (CAS-68). */
  readonly takesProxyTickets: boolean;
  /** The version that this address speaks. */
  readonly protocol: Protocol;
  readonly clientAddress: string;
}

export interface ValidationRoom {
  readonly serviceTickets: ServiceTickets;
  readonly registry: ServiceRegistry;
  readonly audit: Audit;
  /** Counts tickets that came with another definition's address (D25). */
  readonly mismatches: DefinitionMismatches;
}

export const failure = (code: FailureCode, description: string): Failure => ({
  kind: 'failure',
  code,
  description,
});

export async function validate(room: ValidationRoom, request: ValidationRequest): Promise<Validation> {
  const { ticket, service, clientAddress } = request;
  if (ticket === null || service === null) {
    const missing = ticket !== null ? "'service' is" : service !== null ? "'ticket' is" : 'both are';
    return failure(
      'INVALID_REQUEST',
      `The parameters 'service' and 'ticket' are both required; ${missing} missing.`,
    );
  }
  // Whatever comes of it, this was the ticket's one attempt (CAS-29, CAS-42).
  const consumed = await room.serviceTickets.consume(ticket);
  const { result, because = null } = judge(room, request, service, { ticket, consumed });
  const what = ticketDigest(ticket);
  room.audit.record({
    action: result.kind === 'success' ? 'SERVICE_TICKET_VALIDATE_SUCCESS' : 'SERVICE_TICKET_VALIDATE_FAILED',
    who: consumed?.authentication.principal.id ?? null,
    what:
      result.kind === 'success' ? what : `${result.code} ${what}${because === null ? '' : ` (${because})`}`,
    service,
    clientAddress,
  });
  return result;
}

/**
 * A name as every format can carry it. What XML or a line of text cannot hold is replaced and not removed: else two
 * people could be told by one name.
 */
function legible(user: string): string {
  return user.toWellFormed().replaceAll(UNSPEAKABLE, '\uFFFD');
}

// oxlint-disable-next-line no-control-regex -- they are what is replaced
const UNSPEAKABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/gu;

/** What the alphabet of tickets can spell; nothing else is told back (CAS-26, CAS-52). */
const TICKET_LIKE = /^[A-Za-z0-9.-]{1,256}$/u;

function unknown(ticket: string, takesProxyTickets: boolean): Failure {
  if (ticket.startsWith('PT-') && !takesProxyTickets) {
    return failure(
      'INVALID_TICKET',
      'A proxy ticket was presented where only service tickets are validated.',
    );
  }
  return failure(
    'INVALID_TICKET',
    TICKET_LIKE.test(ticket) ? `Ticket '${ticket}' not recognized` : 'Ticket not recognized',
  );
}

interface Presented {
  readonly ticket: string;
  /** What it vouched for; null when it is unknown, used or expired. */
  readonly consumed: ServiceTicket | null;
}

interface Judged {
  readonly result: Validation;
  /** More than the application is told; for the audit. */
  readonly because?: string;
}

function judge(
  { registry, mismatches }: ValidationRoom,
  { renew, wantsProxying, takesProxyTickets, protocol }: ValidationRequest,
  service: string,
  { ticket, consumed }: Presented,
): Judged {
  const failed = (code: FailureCode, description: string, because?: string): Judged => ({
    result: failure(code, description),
    ...(because === undefined ? {} : { because }),
  });
  const parsed = parseServiceAddress(service);
  if (!parsed.ok) {
    const reason = describeRefusal(parsed.reason);
    return failed(
      'INVALID_SERVICE',
      `The service is not an address that a ticket could be for: ${reason}.`,
      reason,
    );
  }
  const found = lookUpService(registry, parsed.address.service);
  if (!found.ok) {
    return failed(
      'UNAUTHORIZED_SERVICE',
      'The service is not, or no longer, authorized to use CAS.',
      found.why ?? undefined,
    );
  }
  if (consumed === null) return { result: unknown(ticket, takesProxyTickets) };
  const madeFor = parseServiceAddress(consumed.service);
  const other = !madeFor.ok || !sameService(madeFor.address, parsed.address);
  // The gate was asked about one definition; whoever redeems under another was never asked about (D25).
  const { definition } = consumed;
  const ids =
    definition === found.service.id ? null : `definition ${definition}, presented for ${found.service.id}`;
  if (ids !== null && !other) mismatches.count();
  if (other || ids !== null) {
    return failed(
      'INVALID_SERVICE',
      'The ticket was issued for another service than the one supplied.',
      ids === null ? undefined : `made for ${ids}`,
    );
  }
  // As the reference answers it, whose own words are those of an unknown ticket.
  const { protocols = null } = found.service;
  if (protocols !== null && !protocols.has(protocol)) {
    return failed(
      'INVALID_TICKET',
      `The service is registered for ${[...protocols].join(' and ')}, and this address is for ${protocol}.`,
      `definition ${found.service.id} does not support ${protocol}`,
    );
  }
  if (renew && !consumed.fromNewLogin) {
    return failed(
      'INVALID_TICKET',
      'The ticket was not issued upon presentation of primary credentials, as renew demands.',
    );
  }
  // No service's proxy policy can say yes yet; the default is to refuse (CAS-64).
  if (wantsProxying) {
    return failed('INVALID_PROXY_CALLBACK', 'Proxy-granting tickets are not issued to this service.');
  }
  return {
    result: {
      kind: 'success',
      user: legible(found.service.username.username(consumed.authentication)),
      attributes: assertedAttributes(found.service, consumed),
    },
  };
}
