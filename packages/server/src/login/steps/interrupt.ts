// Step: the interrupt. The gate decides; this step turns its answer into a page, an address, or leave to go on.
import { readClearance, type Answered, type Clearance, type Entry } from '@vestibule/interrupt';
import { sessionDigest } from '../../operations/audit.ts';
import { requestFacts } from '../request-facts.ts';
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';
import { refuse, withoutTicket } from './service-access.ts';

/** Seconds between two tries to ask inquirers that failed (D9). */
const RETRY_AFTER = 5;

/** Seconds until the page of a busy entry tries again by itself (D26). */
const BUSY_RETRY_AFTER = 2;

export async function passInterrupt(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { event, passage } = walk;
  const entry = entryOf(walk);
  const waited = passage.progress.busy !== null;
  if (event?.event === 'retry' && !waited && room.clock.now() < passage.askedAt + RETRY_AFTER * 1000) {
    return askToRetry(walk);
  }
  // The page of a busy entry was answered with something that it does not offer: it is shown again (D4).
  if (event === null && waited) return askToWait(walk);
  const answered: Answered =
    event === null
      ? await room.gate.approach(entry, passage.progress)
      : await room.gate.answer(entry, passage.progress, event);
  const heard: Walk = { ...walk, event: null };
  switch (answered.kind) {
    case 'clear':
      return goOn(
        room,
        { ...heard, passage: { ...passage, progress: answered.progress } },
        answered.clearance,
      );
    case 'ask': {
      const { response, progress } = answered;
      const stayed = event === null && passage.stayed;
      const asked: Walk = { ...heard, passage: { ...passage, progress, stayed } };
      return showPage(await endSessionOnBlock(room, asked, response.block));
    }
    case 'unavailable':
      return askToRetry({
        ...heard,
        passage: { ...passage, progress: answered.progress, askedAt: room.clock.now() },
      });
    case 'busy':
      return askToWait({ ...heard, passage: { ...passage, progress: answered.progress } });
    case 'withheld':
      return withoutTicket(passage.request.target ?? '');
    case 'leave':
      return { kind: 'done', answer: { kind: 'redirect', status: 302, location: answered.url } };
    case 'blocked':
      return refuse(walk, 'blocked');
    case 'forged-link':
      return {
        kind: 'done',
        answer: { kind: 'page', status: 403, page: { page: 'refused', reason: 'forged-link' } },
      };
    case 'restart':
      return { kind: 'restart' };
  }
}

function entryOf({ request, passage, service, cookies }: Walk): Entry {
  const { authentication } = passage;
  return {
    inquiry: {
      authentication,
      service: passage.request.service === null ? null : { id: passage.request.service },
      registeredService: service,
      request: requestFacts(request),
    },
    manner: passage.request.gateway ? 'passive' : 'interactive',
    tracking: {
      principalId: authentication.principal.id,
      presented: request.cookies.tracking,
      clientAddress: request.client.address,
      userAgent: request.client.userAgent,
      present: (value) => {
        cookies.set({ cookie: 'tracking', value });
      },
    },
    scope: request.scope,
    transaction: passage.id,
    session: passage.sessionId,
  };
}

/** The mark of a finalised interrupt belongs to the session too, so that later tickets show it (D16). */
async function goOn(room: LoginRoom, walk: Walk, clearance: Clearance): Promise<StepOutcome> {
  const { session, passage } = walk;
  const cleared = readClearance(clearance);
  if (session === null || cleared === null || !passage.progress.finalized)
    return next({ ...walk, clearance });
  const marked = await room.sessions.markFinalized(session.id);
  return marked === null ? { kind: 'restart' } : next({ ...walk, clearance, session: marked });
}

/** `end-session-on-block`: the session that this login made ends with it; one that was there before survives (D5). */
async function endSessionOnBlock(room: LoginRoom, walk: Walk, block: boolean): Promise<Walk> {
  const { passage } = walk;
  if (
    !block ||
    !room.rules.endSessionOnBlock ||
    passage.openedSession !== 'new' ||
    passage.sessionId === null
  )
    return walk;
  await room.sessions.end(passage.sessionId);
  const { address: clientAddress } = walk.request.client;
  const { id: who } = passage.authentication.principal;
  room.audit.record({
    action: 'TICKET_GRANTING_TICKET_DESTROYED',
    who,
    what: sessionDigest(passage.sessionId),
    clientAddress,
  });
  walk.cookies.set({ cookie: 'ticket-granting', value: null });
  return { ...walk, session: null, passage: { ...passage, sessionId: null } };
}

function showPage(walk: Walk): StepOutcome {
  const { authentication, progress, stayed, sessionId } = walk.passage;
  if (progress.asking === null) return { kind: 'restart' };
  const { response, changed } = progress.asking;
  const principalId = authentication.principal.id;
  const sessionExists = sessionId !== null;
  return {
    kind: 'pause',
    walk,
    awaiting: 'interrupt',
    page: (execution) => ({
      page: 'interrupt',
      execution,
      principalId,
      response,
      stayed,
      changed,
      sessionExists,
    }),
  };
}

function askToRetry(walk: Walk): StepOutcome {
  const principalId = walk.passage.authentication.principal.id;
  return {
    kind: 'pause',
    walk: { ...walk, event: null },
    awaiting: 'inquiry-failed',
    page: (execution) => ({ page: 'inquiry-failed', execution, principalId, retryAfter: RETRY_AFTER }),
  };
}

/** 429: it is this person's own load, and no fault of the server that a proxy should act upon. */
function askToWait(walk: Walk): StepOutcome {
  const principalId = walk.passage.authentication.principal.id;
  const retryAfter = BUSY_RETRY_AFTER;
  return {
    kind: 'pause',
    walk: { ...walk, event: null },
    awaiting: 'busy',
    status: 429,
    retryAfter,
    page: (execution) => ({ page: 'busy', execution, principalId, retryAfter }),
  };
}
