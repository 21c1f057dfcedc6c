// Step: warnings of the account ("your password expires in two days"), each shown once at a login (INT-60, W2).
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';

export function showAccountWarnings(_room: LoginRoom, walk: Walk): StepOutcome {
  const { accountWarnings: warnings, authentication } = walk.passage;
  if (warnings.length === 0) return next(walk);
  const principalId = authentication.principal.id;
  return {
    kind: 'pause',
    walk,
    awaiting: 'account-warnings',
    page: (execution) => ({ page: 'account-warnings', execution, principalId, warnings }),
  };
}
