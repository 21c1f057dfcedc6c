// Step: the single sign-on session, before or after the interrupt as the trigger mode says.
import { readClearance } from '@vestibule/interrupt';
import { sessionDigest, ticketDigest } from '../../operations/audit.ts';
import type { OpenedSession, SessionFacts } from '../../sso/sessions.ts';
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';

/** AFTER_SSO: made first; the interrupt can no longer forbid it (INT-73). */
export function openSessionBeforeInterrupt(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { authentication } = walk.passage;
  return openSession(room, walk, (facts) => room.sessions.openBeforeInterrupt(authentication, facts));
}

/** AFTER_AUTHENTICATION: made only with leave, and not when the interrupt said `ssoEnabled: false` (INT-72). */
export async function openSessionWithClearance(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { clearance } = walk;
  if (clearance === null) return { kind: 'restart' };
  const allowed = readClearance(clearance)?.ssoEnabled === true;
  return openSession(room, walk, allowed ? (facts) => room.sessions.open(clearance, facts) : null);
}

async function openSession(
  room: LoginRoom,
  walk: Walk,
  open: ((facts: SessionFacts) => Promise<OpenedSession>) | null,
): Promise<StepOutcome> {
  const { passage, request, cookies } = walk;
  if (!passage.newLogin || passage.openedSession !== null) return next(walk);
  const { rememberMe, authentication } = passage;
  const before = await sessionOfBrowser(room, walk);
  const samePerson = before?.session.authentication.principal.id === authentication.principal.id;
  if (before !== null && !samePerson) {
    // Another person's session does not stay behind in this browser, whatever becomes of the new one (D5).
    await room.sessions.end(before.session.id);
    const { id: who } = before.session.authentication.principal;
    record(room, walk, 'TICKET_GRANTING_TICKET_DESTROYED', who, before.ticketGrantingTicket);
    cookies.set({ cookie: 'ticket-granting', value: null });
  }
  if (open === null || !wantsSession(room, walk)) return next(walk);
  const { client } = request;
  const opened = await open({ client, rememberMe, over: samePerson ? before : null });
  record(
    room,
    walk,
    'TICKET_GRANTING_TICKET_CREATED',
    authentication.principal.id,
    opened.ticketGrantingTicket,
  );
  cookies.set({ cookie: 'ticket-granting', value: opened.ticketGrantingTicket, remember: rememberMe });
  if (passage.warn) cookies.set({ cookie: 'warn', value: 'true' });
  else if (request.cookies.warn) cookies.set({ cookie: 'warn', value: null });
  const sessionId = opened.session.id;
  const openedSession = sessionId === before?.session.id ? 'renewed' : 'new';
  return next({ ...walk, session: opened.session, passage: { ...passage, sessionId, openedSession } });
}

function record(
  { audit }: LoginRoom,
  { request, passage }: Walk,
  action: 'TICKET_GRANTING_TICKET_CREATED' | 'TICKET_GRANTING_TICKET_DESTROYED',
  who: string,
  ticket: string,
): void {
  const { address: clientAddress } = request.client;
  audit.record({ action, who, what: ticketDigest(ticket), service: passage.request.sent, clientAddress });
}

function wantsSession({ rules }: LoginRoom, { passage }: Walk): boolean {
  if (!rules.ssoEnabled || passage.publicWorkstation) return false;
  return !passage.request.renew || rules.sessionOnRenew;
}

/** The living session this browser already holds, with the value of its cookie. */
export async function sessionOfBrowser(
  { sessions }: LoginRoom,
  { request }: Pick<Walk, 'request'>,
): Promise<NonNullable<SessionFacts['over']> | null> {
  const [ticketGrantingTicket, ...others] = request.cookies.ticketGranting;
  if (ticketGrantingTicket === undefined || others.length > 0) return null;
  const session = await sessions.find(ticketGrantingTicket, request.client);
  return session === null ? null : { session, ticketGrantingTicket };
}

/** A session on which leave to enter was never given ends with this entry; a cleared one stays (D32). */
export async function endUncleared(room: LoginRoom, walk: Walk): Promise<Walk> {
  const { session, passage } = walk;
  if (session === null || session.cleared) return walk;
  await room.sessions.end(session.id);
  const { address: clientAddress } = walk.request.client;
  const { id: who } = passage.authentication.principal;
  room.audit.record({
    action: 'TICKET_GRANTING_TICKET_DESTROYED',
    who,
    what: sessionDigest(session.id),
    clientAddress,
  });
  walk.cookies.set({ cookie: 'ticket-granting', value: null });
  return { ...walk, session: null, passage: { ...passage, sessionId: null } };
}
