// Step: the interrupt. The gate decides; this step turns its answer into a page, an address, or leave to go on.
import { readClearance, type Answered, type Clearance, type Entry } from '@vestibule/interrupt';
import { requestFacts } from '../request-facts.ts';
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';
import { askToRetry } from './failed-check.ts';
import { refuse, withoutTicket } from './service-access.ts';
import { endUncleared } from './session.ts';

/** Seconds until the page of a busy entry tries again by itself (D26). */
const BUSY_RETRY_AFTER = 2;

export async function passInterrupt(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { event, passage } = walk;
  const entry = entryOf(walk);
  const waited = passage.progress.busy !== null;
  const { id: principalId } = passage.authentication.principal;
  const definition = walk.service?.id ?? null;
  // A page that only waits was answered with something that it does not offer: it is shown again (D4).
  if (event === null && waited) return askToWait(walk);
  const { failedClosed } = passage.progress;
  // Nobody was asked yet when the page was shown, because somebody had been a moment before: this is the first time.
  const first = event === null || (event.event === 'retry' && !waited && failedClosed.length === 0);
  const answered: Answered = first
    ? await room.gate.approach(entry, passage.progress)
    : await room.gate.answer(entry, passage.progress, event);
  const heard: Walk = { ...walk, event: null, passage: { ...passage, shut: false } };
  switch (answered.kind) {
    case 'clear':
      return goOn(
        room,
        { ...heard, passage: { ...heard.passage, progress: answered.progress } },
        answered.clearance,
      );
    case 'ask': {
      const { response, progress } = answered;
      const stayed = event === null && passage.stayed;
      const asked: Walk = { ...heard, passage: { ...heard.passage, progress, stayed } };
      return showPage(response.block ? await endSessionOnBlock(room, asked) : asked);
    }
    case 'unavailable': {
      const seconds = await room.failedChecks.note(principalId, definition);
      const { progress } = answered;
      return askToRetry(room, { ...heard, passage: { ...heard.passage, progress } }, seconds);
    }
    case 'busy':
      return askToWait({ ...heard, passage: { ...heard.passage, progress: answered.progress } });
    case 'withheld':
      if (answered.reason === 'block') await endSessionOnBlock(room, walk);
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

/** Leave is noted on the session it stands on (D32), with the mark of a finalised interrupt for later tickets (D16). */
async function goOn(room: LoginRoom, walk: Walk, clearance: Clearance): Promise<StepOutcome> {
  const { session, passage } = walk;
  const cleared = readClearance(clearance);
  const { finalized } = passage.progress;
  if (session === null || cleared === null || (session.cleared && !finalized))
    return next({ ...walk, clearance });
  const marked = await room.sessions.markCleared(session.id, finalized);
  return marked === null ? { kind: 'restart' } : next({ ...walk, clearance, session: marked });
}

/**
 * `end-session-on-block`: a session on which leave was never given ends with a block, from whichever tab it is met; one
 * that has been cleared survives (D5, D32).
 */
async function endSessionOnBlock(room: LoginRoom, walk: Walk): Promise<Walk> {
  return room.rules.endSessionOnBlock ? endUncleared(room, walk) : walk;
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

/** 429: it is this person's own load, and no fault of the server that a proxy should act upon. */
function askToWait(walk: Walk): StepOutcome {
  const { authentication, request } = walk.passage;
  const { id: principalId } = authentication.principal;
  const { search } = request;
  const retryAfter = BUSY_RETRY_AFTER;
  return {
    kind: 'pause',
    walk: { ...walk, event: null },
    awaiting: 'busy',
    status: 429,
    retryAfter,
    page: (execution) => ({ page: 'busy', execution, principalId, search, retryAfter }),
  };
}
