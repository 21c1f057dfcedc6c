// /actuator/health: one word to anybody, the parts to whom the settings let in. Its groups, as Spring Boot calls them, say
// one word to everybody: readiness is whether anybody can be let in now (D31), liveness whether this process answers. A
// store that is out of order is no reason to kill the process, which would lose what it still knows.
import type { AnswerHealth, AnswerReadiness, HealthAnswer } from '../operations/health.ts';
import type { FastifyReply } from 'fastify';
import type { ClientAddress } from './client-address.ts';
import { forbidStorage, type HttpServer } from './http-server.ts';

export interface HealthRoutes {
  readonly contextPath: string;
  readonly health: AnswerHealth;
  readonly readiness: AnswerReadiness;
  readonly clientAddress: ClientAddress;
}

export function addHealthRoutes(server: HttpServer, routes: HealthRoutes): void {
  const { contextPath, health, readiness, clientAddress } = routes;
  const send = (reply: FastifyReply, { httpStatus, body }: HealthAnswer): FastifyReply =>
    forbidStorage(reply).code(httpStatus).type('application/json; charset=utf-8').send(body);
  const base = `${contextPath}/actuator/health`;
  server.get(base, (request, reply) => send(reply, health(clientAddress(request))));
  server.get(`${base}/readiness`, (_request, reply) => send(reply, readiness()));
  server.get(`${base}/liveness`, (_request, reply) =>
    send(reply, { httpStatus: 200, body: { status: 'UP' } }),
  );
}
