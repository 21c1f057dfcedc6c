// Step: whether this person may enter this application at all (`accessStrategy`).
import { encodeAddress } from '../../services/service-address.ts';
import type { LoginRoom } from '../room.ts';
import { next, type StepOutcome, type Walk } from '../walk.ts';

export function checkServiceAccess({ audit }: LoginRoom, walk: Walk): StepOutcome {
  const { service, passage, request } = walk;
  const { authentication } = passage;
  // The definition has changed while a page was open: this entry would need credentials of its own (D36).
  if (!passage.newLogin && service?.access.ssoEnabled === false) return { kind: 'restart' };
  if (service === null || service.access.allows(authentication)) return next(walk);
  const { sent, target, gateway } = passage.request;
  const { address: clientAddress } = request.client;
  const { id: who } = authentication.principal;
  audit.record({
    action: 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED',
    who,
    what: 'missing-privileges',
    service: sent,
    clientAddress,
  });
  if (gateway && target !== null) return withoutTicket(target);
  return refuse(walk, 'missing-privileges');
}

/** Back to the application with empty hands (CAS-09, D6). */
export function withoutTicket(address: string): StepOutcome {
  return { kind: 'done', answer: { kind: 'redirect', status: 302, location: encodeAddress(address) } };
}

/** To the address that the service names for such people (INT-67), or a page that says why. */
export function refuse({ service }: Walk, reason: 'missing-privileges' | 'blocked'): StepOutcome {
  const elsewhere = service?.access.unauthorizedRedirectUrl ?? null;
  if (elsewhere !== null) {
    return { kind: 'done', answer: { kind: 'redirect', status: 302, location: encodeAddress(elsewhere) } };
  }
  return { kind: 'done', answer: { kind: 'page', status: 403, page: { page: 'refused', reason } } };
}
