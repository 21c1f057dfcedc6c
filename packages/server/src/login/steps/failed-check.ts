// Step: a check that could not be made (failure mode CLOSED) is not made again at once, and leaves nothing behind (D9, D32).
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';
import { withoutTicket } from './service-access.ts';
import { endUncleared } from './session.ts';

/** Before the session: who has to wait, or says something that the page does not offer, gets no further than the page. */
export async function waitAfterFailedCheck(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { event, passage, service } = walk;
  const { authentication, progress, shut } = passage;
  if (progress.entry !== null && !shut) return next(walk);
  const wait = await room.failedChecks.wait(authentication.principal.id, service?.id ?? null);
  return wait > 0 || (shut && event === null) ? askToRetry(room, walk, wait) : next(walk);
}

/** The login ends without a usable session; one that was there before it stays (D32). */
export async function askToRetry(room: LoginRoom, walk: Walk, retryAfter: number): Promise<StepOutcome> {
  const { principal } = walk.passage.authentication;
  if (walk.passage.request.gateway) return withoutTicket(walk.passage.request.target ?? '');
  const left = walk.passage.newLogin ? await endUncleared(room, walk) : walk;
  // The same login makes its session when the check has been made.
  const openedSession = left.session === null ? null : left.passage.openedSession;
  return {
    kind: 'pause',
    walk: { ...left, event: null, passage: { ...left.passage, openedSession, shut: true } },
    awaiting: 'inquiry-failed',
    page: (execution) => ({ page: 'inquiry-failed', execution, principalId: principal.id, retryAfter }),
  };
}
