// /actuator/health: one word to anybody, the parts to whom the settings let in.
import type { AnswerHealth } from '../operations/health.ts';
import type { ClientAddress } from './client-address.ts';
import { forbidStorage, type HttpServer } from './http-server.ts';

export function addHealthRoute(
  server: HttpServer,
  contextPath: string,
  answer: AnswerHealth,
  clientAddress: ClientAddress,
): void {
  server.get(`${contextPath}/actuator/health`, (request, reply) => {
    const { httpStatus, body } = answer(clientAddress(request));
    return forbidStorage(reply).code(httpStatus).type('application/json; charset=utf-8').send(body);
  });
}
