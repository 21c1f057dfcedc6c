// Step: people who asked to be warned see where they are going before each application (CAS-20).
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';

export function warnBeforeApplication(_room: LoginRoom, walk: Walk): StepOutcome {
  const { passage, request, service } = walk;
  const { gateway } = passage.request;
  // Not at the login itself, where the person has just asked for it, and never where no page may be shown (D6).
  const warns = request.cookies.warn && !passage.newLogin && !passage.warnConfirmed && !gateway;
  if (!warns || service === null) return next(walk);
  const principalId = passage.authentication.principal.id;
  return {
    kind: 'pause',
    walk,
    awaiting: 'warn',
    page: (execution) => ({ page: 'warn', execution, principalId, service }),
  };
}
