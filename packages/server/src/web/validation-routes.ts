// The addresses where applications redeem tickets. Answers are 200 with a code in them: clients read nothing else
// (CAS-49); a fault of ours is INTERNAL_ERROR, never an HTML page (CAS-48).
import type { Logger } from '@vestibule/interrupt';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../operations/log.ts';
import { jsonResponse } from '../protocols/cas/json-response.ts';
import { readValidationRequest, type Wish } from '../protocols/cas/validation-request.ts';
import { failure, validate, type Validation, type ValidationRoom } from '../protocols/cas/validation.ts';
import { loadXmlResponder, type XmlResponder } from '../protocols/cas/xml-response.ts';
import type { Protocol } from '../services/protocols.ts';
import { Unavailable } from '../unavailable.ts';
import type { ClientAddress } from './client-address.ts';
import { forbidStorage, type HttpServer } from './http-server.ts';

export interface ValidationRoutes extends ValidationRoom {
  readonly contextPath: string;
  readonly clientAddress: ClientAddress;
  readonly logger: Logger;
  /** As `LoginRoutes.begin`: what it answers settles when the ticket is gone for good. */
  readonly begin: () => () => Promise<void>;
}

interface Door {
  readonly format: 'text' | 'markup';
  readonly takesProxyTickets: boolean;
  readonly protocol: Protocol;
}

/** Some libraries always ask at `/proxyValidate`, for service tickets too (CAS-68). */
const DOORS: readonly (readonly [path: string, Door])[] = [
  ['/validate', { format: 'text', takesProxyTickets: false, protocol: 'CAS10' }],
  ['/serviceValidate', { format: 'markup', takesProxyTickets: false, protocol: 'CAS20' }],
  ['/p3/serviceValidate', { format: 'markup', takesProxyTickets: false, protocol: 'CAS30' }],
  ['/proxyValidate', { format: 'markup', takesProxyTickets: true, protocol: 'CAS20' }],
  ['/p3/proxyValidate', { format: 'markup', takesProxyTickets: true, protocol: 'CAS30' }],
];

export function addValidationRoutes(server: HttpServer, room: ValidationRoutes): void {
  let xml: Promise<XmlResponder> | null = null;
  const sendXml = async (reply: FastifyReply, validation: Validation): Promise<FastifyReply> => {
    xml ??= loadXmlResponder();
    return reply.type('application/xml; charset=utf-8').send((await xml)(validation));
  };

  async function answer(request: FastifyRequest, reply: FastifyReply, door: Door): Promise<FastifyReply> {
    const wish = readValidationRequest(
      request.url,
      request.body instanceof URLSearchParams ? request.body : null,
    );
    return tell(reply, wish, door.format, await carefully(request, wish, door));
  }

  async function tell(
    reply: FastifyReply,
    wish: Wish,
    format: 'text' | 'markup',
    validation: Validation,
  ): Promise<FastifyReply> {
    forbidStorage(reply).code(200);
    if (wish.format === 'JSON')
      return reply.type('application/json; charset=utf-8').send(jsonResponse(validation));
    if (format === 'markup') return sendXml(reply, validation);
    const text = validation.kind === 'success' ? `yes\n${validation.user}\n` : 'no\n\n';
    return reply.type('text/plain; charset=utf-8').send(text);
  }

  async function carefully(
    request: FastifyRequest,
    wish: Wish,
    { takesProxyTickets, protocol }: Door,
  ): Promise<Validation> {
    if (wish.refusal !== null) return failure('INVALID_REQUEST', wish.refusal);
    try {
      const kept = room.begin();
      const { ticket, service, renew, wantsProxying } = wish;
      const clientAddress = room.clientAddress(request);
      const validation = await validate(room, {
        ticket,
        service,
        renew,
        wantsProxying,
        takesProxyTickets,
        protocol,
        clientAddress,
      });
      await kept();
      return validation;
    } catch (error) {
      if (error instanceof Unavailable)
        return failure('INTERNAL_ERROR', 'The ticket cannot be validated at the moment. Please try again.');
      const { name, message, stack } = error as Error;
      const path = pathOf(request.url);
      room.logger.error(
        { event: 'validation-failed', path, error: { name, message, stack } },
        'a ticket could not be validated',
      );
      return failure('INTERNAL_ERROR', 'The ticket could not be validated because of a fault of the server.');
    }
  }

  for (const [path, door] of DOORS) {
    server.route({
      method: ['GET', 'POST'],
      url: room.contextPath + path,
      handler: (request, reply) => answer(request, reply, door),
      // A body that the server would not read, by its type or size, is answered in the client's language too.
      errorHandler: (_error, request, reply) => {
        const refused = failure('INVALID_REQUEST', 'The form of this request could not be read.');
        void tell(reply, readValidationRequest(request.url, null), door.format, refused);
      },
    });
  }
}
