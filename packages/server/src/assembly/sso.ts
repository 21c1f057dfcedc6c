// Single sign-on: sessions and service tickets with the lifetimes that the settings give them.
import { systemRandom, type Clock } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { sessionDigest, type Audit } from '../operations/audit.ts';
import { lifetimeOf } from '../sso/session-lifetime.ts';
import { createServiceTickets, type ServiceTickets } from '../sso/service-tickets.ts';
import { createSessions, type Sessions } from '../sso/sessions.ts';
import { createTicketIds, type TicketIds } from '../sso/ticket-id.ts';
import { assembled, type Assembled } from './assembled.ts';
import { assemblePattern } from './pattern.ts';
import type { Storage } from './storage.ts';

export interface Sso {
  readonly ids: TicketIds;
  readonly sessions: Sessions;
  readonly serviceTickets: ServiceTickets;
}

export function assembleSso(
  settings: Settings,
  { store, rows }: Storage,
  clock: Clock,
  audit: Audit,
): Assembled<Sso> {
  const allowedAddresses = assemblePattern(settings, 'cas.tgc.allowed-ip-addresses-pattern');
  if (!allowedAddresses.ok) return allowedAddresses;
  const ids = createTicketIds(systemRandom);
  const rememberMe = settings['cas.ticket.tgt.remember-me.enabled'];
  const sessions = createSessions({
    store,
    rows,
    ids,
    clock,
    triggerMode: settings['cas.interrupt.core.trigger-mode'],
    pinToClient: settings['cas.tgc.pin-to-session'],
    allowedAddresses: allowedAddresses.value,
    mostPerPerson: settings['cas.sso.most-sessions-per-person'],
    evicted: ({ id, authentication }, { address: clientAddress }) =>
      audit.record({
        action: 'TICKET_GRANTING_TICKET_DESTROYED',
        who: authentication.principal.id,
        what: sessionDigest(id),
        clientAddress,
      }),
    lifetimes: {
      ...lifetimeOf({
        primary: {
          hard: settings['cas.ticket.tgt.primary.max-time-to-live-in-seconds'],
          idle: settings['cas.ticket.tgt.primary.time-to-kill-in-seconds'],
        },
        timeout: settings['cas.ticket.tgt.timeout.max-time-to-live-in-seconds'],
        hardTimeout: settings['cas.ticket.tgt.hard-timeout.time-to-kill-in-seconds'],
      }),
      rememberMe: rememberMe ? settings['cas.ticket.tgt.remember-me.time-to-kill-in-seconds'] : null,
    },
  });
  const lifetime = settings['cas.ticket.st.time-to-kill-in-seconds'];
  return assembled({
    ids,
    sessions,
    serviceTickets: createServiceTickets({ store, rows, ids, sessions, clock, lifetime }),
  });
}
