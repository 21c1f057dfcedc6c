// Service tickets: made only with a Clearance (D1), good for one attempt and a few seconds (CAS-29, CAS-31).
import {
  spendClearance,
  type Attributes,
  type Authentication,
  type Clearance,
  type Clock,
} from '@vestibule/interrupt';
import type { SealedRows } from './sealed-rows.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { TicketStore } from './stores/ticket-store.ts';
import { ticketDigest, type TicketIds } from './ticket-id.ts';

/** What a ticket vouches for: one person, one service, one entry. */
export interface ServiceTicket {
  readonly authentication: Authentication;
  /** Marks of this entry alone (D9). */
  readonly entryAttributes: Attributes;
  /** The service that the gate was asked about, in its one spelling. */
  readonly service: string;
  /** Id of the definition that the gate asked about: under another one, or without, it is not redeemed (D25). */
  readonly definition: number | null;
  /** Issued straight after credentials, not from a session (CAS-45, CAS-58). */
  readonly fromNewLogin: boolean;
  readonly rememberMe: boolean;
}

export interface ServiceTickets {
  /**
   * Throws ClearanceError without genuine leave for a service. `session` is the one the ticket dies with, null when
   * there is none. Null when that session has ended meanwhile.
   */
  grant(clearance: Clearance, session: Session | null, facts: GrantFacts): Promise<string | null>;
  /** Takes the ticket out of the world, whatever comes of the attempt; null when unknown, used or expired. */
  consume(ticket: string): Promise<ServiceTicket | null>;
  /** Whether a ticket has not been presented yet; does not touch it. */
  isUnused(ticket: string): Promise<boolean>;
}

export interface GrantFacts {
  readonly fromNewLogin: boolean;
  readonly rememberMe: boolean;
  /** Milliseconds, when the application has a word of its own. */
  readonly lifetime?: number | null;
}

export interface ServiceTicketsOptions {
  readonly store: TicketStore;
  readonly rows: SealedRows;
  readonly ids: TicketIds;
  readonly clock: Clock;
  readonly sessions: Sessions;
  /** `cas.ticket.st.time-to-kill-in-seconds`, milliseconds. */
  readonly lifetime: number;
}

export function createServiceTickets(options: ServiceTicketsOptions): ServiceTickets {
  const { store, rows, ids, clock, sessions, lifetime } = options;
  return {
    async grant(clearance, session, { fromNewLogin, rememberMe, lifetime: own }) {
      const { authentication, entryAttributes, service, definition } = spendClearance(clearance, 'ticket');
      if (service === null) throw new Error('a ticket needs a service');
      const ticket = ids.serviceTicket();
      const id = ticketDigest(ticket);
      const kept: ServiceTicket = {
        authentication,
        entryAttributes,
        service: service.id,
        definition,
        fromNewLogin,
        rememberMe,
      };
      const createdAt = clock.now();
      const granted = await store.apply([
        ...(session === null ? [] : sessions.use(session)),
        {
          do: 'put',
          row: {
            kind: 'service-ticket',
            id,
            parent: session?.id ?? null,
            owner: null,
            value: rows.seal('service-ticket', id, kept),
            createdAt,
            expiresAt: createdAt + (own ?? lifetime),
          },
        },
      ]);
      return granted ? ticket : null;
    },
    async consume(ticket) {
      const row = await store.take('service-ticket', ticketDigest(ticket), clock.now());
      return row === null ? null : (rows.open(row) as ServiceTicket | null);
    },
    async isUnused(ticket) {
      return (await store.get('service-ticket', ticketDigest(ticket), clock.now())) !== null;
    },
  };
}
