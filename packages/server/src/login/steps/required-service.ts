// Step: the application that a session must have entered before all others (`cas.sso.services.required-service-pattern`).
import type { Session } from '../../sso/session.ts';
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';
import { withoutTicket } from './service-access.ts';
import { sessionOfBrowser } from './session.ts';

/** Whether another application has to be entered first. A login without application is none that is entered. */
export function mustEnterAnotherFirst(
  { rules }: Pick<LoginRoom, 'rules'>,
  address: string | null,
  session: Session | null,
): boolean {
  const { requiredService } = rules;
  if (requiredService === null || address === null) return false;
  return session?.enteredRequiredService !== true && !isRequiredService(requiredService, address);
}

export async function checkRequiredService(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { service: address, target, gateway } = walk.passage.request;
  if (!mustEnterAnotherFirst(room, address, await sessionOfPerson(room, walk))) return next(walk);
  if (gateway && target !== null) return withoutTicket(target);
  return {
    kind: 'done',
    answer: { kind: 'page', status: 403, page: { page: 'refused', reason: 'another-first' } },
  };
}

/** After the ticket: the session has been where it had to be, and every other application is open to it. */
export async function noteRequiredService(
  { rules, sessions }: LoginRoom,
  { session, passage }: Walk,
): Promise<void> {
  const { service: address } = passage.request;
  if (
    rules.requiredService === null ||
    session === null ||
    session.enteredRequiredService ||
    address === null
  )
    return;
  if (isRequiredService(rules.requiredService, address)) await sessions.markRequiredService(session.id);
}

/** An address too long to judge is not the one that is asked for. */
function isRequiredService(
  pattern: NonNullable<LoginRoom['rules']['requiredService']>,
  address: string,
): boolean {
  return pattern.test(address) === 'match';
}

/** The session of this entry or, with credentials over a living one (`renew`), that of the same person's browser. */
async function sessionOfPerson(room: LoginRoom, walk: Walk): Promise<Session | null> {
  if (walk.session !== null) return walk.session;
  const held = await sessionOfBrowser(room, walk);
  const samePerson = held?.session.authentication.principal.id === walk.passage.authentication.principal.id;
  return samePerson ? (held?.session ?? null) : null;
}
