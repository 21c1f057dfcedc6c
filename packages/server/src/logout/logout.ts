// Leaving (CAS Protocol §2.3): the session ends with all that stands on it, and this browser forgets.
import { ticketDigest, type Audit } from '../operations/audit.ts';
import { refused } from '../login/arrive.ts';
import { everyPresentedBrowser } from '../login/browser.ts';
import type { CookieChange, DoorAnswer, DoorRequest } from '../login/door.ts';
import { addressRefused } from '../login/login-request.ts';
import type { RefusalReason } from '../login/page.ts';
import { lookUpService } from '../login/room.ts';
import type { ServiceRegistry } from '../services/registered-service.ts';
import { parseServiceAddress } from '../services/canonical-address.ts';
import { encodeAddress } from '../services/service-address.ts';
import type { Sessions } from '../sso/sessions.ts';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { ticketDigest as sessionId } from '../sso/ticket-id.ts';

export interface LogoutRoom {
  readonly sessions: Sessions;
  readonly store: TicketStore;
  readonly registry: ServiceRegistry;
  readonly audit: Audit;
  /** `cas.logout.follow-service-redirects`: default false (CAS-74). */
  readonly followServiceRedirects: boolean;
  /** `cas.logout.redirect-parameter`: default `service`. */
  readonly redirectParameters: readonly string[];
  /** The tracking cookie has an age of its own and stays (D34). */
  readonly keepsTracking: boolean;
}

/** Everything of ours that the browser holds; each is expired whether it came or not. */
function forgotten({ keepsTracking }: LogoutRoom): readonly CookieChange[] {
  const session = ['ticket-granting', 'browser', 'warn'] as const;
  const all = keepsTracking ? session : ([...session, 'tracking'] as const);
  return all.map((cookie) => ({ cookie, value: null }));
}

export async function logout(room: LogoutRoom, request: DoorRequest): Promise<DoorAnswer> {
  const { address: clientAddress } = request.client;
  for (const ticket of request.cookies.ticketGranting) {
    // Whoever holds the ticket may end its session, from wherever: pinning is no reason to leave it alive.
    const session = await room.sessions.byId(sessionId(ticket));
    if (session === null) continue;
    await room.sessions.end(session.id);
    const who = session.authentication.principal.id;
    const what = ticketDigest(ticket);
    room.audit.record({ action: 'TICKET_GRANTING_TICKET_DESTROYED', who, what, clientAddress });
    room.audit.record({ action: 'LOGOUT', who, what, clientAddress });
  }
  // Pages that are still open, and answers that could be repeated, belong to somebody who has left (D22).
  for (const browser of everyPresentedBrowser(request)) await room.store.removeFamily('transaction', browser);

  const target = redirectTarget(room, request);
  if (target === null)
    return { kind: 'page', status: 200, page: { page: 'logged-out' }, cookies: forgotten(room) };
  if ('reason' in target) return { ...refused(target.reason, target.detail), cookies: forgotten(room) };
  return { kind: 'redirect', status: 302, location: target.location, cookies: forgotten(room) };
}

type RedirectTarget =
  | { readonly location: string }
  /** 400 when nobody can mean it well, 403 when it is not registered (D36). */
  | { readonly reason: RefusalReason; readonly detail?: string };

/** Only a registered, enabled service, and only when following is on; a foreign address is refused aloud (CAS-05). */
function redirectTarget(room: LogoutRoom, { query }: DoorRequest): RedirectTarget | null {
  const said = room.redirectParameters.map((name) => query.getAll(name)).find(([first = '']) => first !== '');
  const [address, ...others] = said ?? [];
  if (address === undefined) return null;
  // Leaving always works; an address that is said twice leads nowhere (CAS-12).
  if (others.length > 0) return { reason: 'malformed-request', detail: 'the address is said twice' };
  const parsed = parseServiceAddress(address);
  if (!parsed.ok) return addressRefused(parsed.reason);
  const found = lookUpService(room.registry, parsed.address.service);
  if (!found.ok) return { reason: 'unknown-service' };
  return room.followServiceRedirects ? { location: encodeAddress(parsed.address.target) } : null;
}
