// Step: the service ticket and its way to the application (CAS-11, CAS-16, CAS-17).
import { ticketDigest } from '../../operations/audit.ts';
import { addTicket } from '../../services/service-address.ts';
import type { LoginRoom } from '../room.ts';
import type { StepOutcome, Walk } from '../walk.ts';
import { noteRequiredService } from './required-service.ts';

export async function grantTicket(room: LoginRoom, walk: Walk): Promise<StepOutcome> {
  const { passage, clearance, session, service, request } = walk;
  const { id: principalId, attributes } = passage.authentication.principal;
  const { sent, target: asked } = passage.request;
  const sessionExists = session !== null;
  if (asked === null)
    return {
      kind: 'done',
      answer: {
        kind: 'page',
        status: 200,
        page: { page: 'logged-in', principalId, attributes, sessionExists },
      },
    };
  if (clearance === null || service === null) return { kind: 'restart' };
  const ticket = await room.serviceTickets.grant(clearance, session, {
    fromNewLogin: passage.newLogin,
    rememberMe: session?.rememberMe ?? passage.rememberMe,
    lifetime: service.ticketLifetime ?? null,
  });
  if (ticket === null) return { kind: 'restart' };
  await noteRequiredService(room, walk);
  const { address: clientAddress } = request.client;
  const what = ticketDigest(ticket);
  room.audit.record({
    action: 'SERVICE_TICKET_CREATED',
    who: principalId,
    what,
    service: sent,
    clientAddress,
  });
  // The ticket is for the address that asked, wherever the definition sends the answer.
  const target = service.redirectUrl ?? asked;
  const method = passage.request.method ?? service.responseType;
  if (method === 'POST') return { kind: 'done', ticket, answer: { kind: 'post', service: target, ticket } };
  if (method === 'HEADER')
    return { kind: 'done', ticket, answer: { kind: 'headers', service: target, ticket } };
  const location = addTicket(target, 'ticket', ticket);
  return { kind: 'done', ticket, answer: { kind: 'redirect', status: 302, location } };
}
