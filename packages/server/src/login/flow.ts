// The whole story of a login on one screen: what happens between knowing who a person is and letting them in.
import type { DoorAnswer } from './door.ts';
import type { LoginRoom } from './room.ts';
import { showAccountWarnings } from './steps/account-warnings.ts';
import { passInterrupt } from './steps/interrupt.ts';
import { waitAfterFailedCheck } from './steps/failed-check.ts';
import { checkRequiredService } from './steps/required-service.ts';
import { checkServiceAccess } from './steps/service-access.ts';
import { openSessionBeforeInterrupt, openSessionWithClearance } from './steps/session.ts';
import { grantTicket } from './steps/ticket.ts';
import { warnBeforeApplication } from './steps/warn.ts';
import type { Bare, StepOutcome, Walk } from './walk.ts';

type TriggerMode = LoginRoom['rules']['triggerMode'];

interface LoginStep {
  readonly name: string;
  readonly run: (room: LoginRoom, walk: Walk) => StepOutcome | Promise<StepOutcome>;
  /** In which trigger modes the step is taken. */
  readonly modes: readonly TriggerMode[];
}

const BOTH: readonly TriggerMode[] = ['AFTER_AUTHENTICATION', 'AFTER_SSO'];

/**
 * Every step once, in order. A step that shows a page ends the request; the person's answer walks the whole list
 * again, and steps that are done with let pass. So a service that was withdrawn or a session that ended meanwhile is
 * noticed, and no ticket is ever made in a request in which the gate was not asked.
 */
export const LOGIN_STEPS: readonly LoginStep[] = [
  { name: 'service-access', run: checkServiceAccess, modes: BOTH },
  { name: 'required-service', run: checkRequiredService, modes: BOTH },
  { name: 'account-warnings', run: showAccountWarnings, modes: ['AFTER_SSO'] },
  { name: 'failed-check', run: waitAfterFailedCheck, modes: BOTH },
  { name: 'session', run: openSessionBeforeInterrupt, modes: ['AFTER_SSO'] },
  { name: 'interrupt', run: passInterrupt, modes: BOTH },
  { name: 'account-warnings', run: showAccountWarnings, modes: ['AFTER_AUTHENTICATION'] },
  { name: 'session', run: openSessionWithClearance, modes: ['AFTER_AUTHENTICATION'] },
  { name: 'warn', run: warnBeforeApplication, modes: BOTH },
  { name: 'ticket', run: grantTicket, modes: BOTH },
];

export type WalkEnd =
  | { readonly kind: 'answer'; readonly answer: DoorAnswer; readonly ticket: string | null }
  | { readonly kind: 'restart' };

/** Walks the steps until one of them ends the request. */
export async function walkLogin(room: LoginRoom, start: Walk): Promise<WalkEnd> {
  const end = (answer: Bare<DoorAnswer>, walk: Walk, ticket: string | null): WalkEnd => ({
    kind: 'answer',
    answer: { ...answer, cookies: [...walk.browser.cookies, ...walk.cookies.list()] },
    ticket,
  });
  let walk = start;
  for (const step of LOGIN_STEPS) {
    if (!step.modes.includes(room.rules.triggerMode)) continue;
    const outcome = await step.run(room, walk);
    switch (outcome.kind) {
      case 'next':
        walk = outcome.walk;
        break;
      case 'done':
        return end(outcome.answer, walk, outcome.ticket ?? null);
      case 'pause': {
        const { passage, browser } = outcome.walk;
        const execution = await room.transactions.begin({ ...passage, awaiting: outcome.awaiting }, browser);
        const { status = 200, retryAfter } = outcome;
        const later = retryAfter === undefined ? {} : { retryAfter };
        return end({ kind: 'page', status, page: outcome.page(execution), ...later }, outcome.walk, null);
      }
      case 'restart':
        return outcome;
    }
  }
  throw new Error('the last step of a login must end it');
}
