// The addresses of the login: /login, /logout, and the way to them.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorAnswer, DoorRequest, Presented } from '../login/door.ts';
import type { Login } from '../login/login.ts';
import type { ToDoorRequest } from './door-request.ts';
import { forbidStorage, type HttpServer } from './http-server.ts';
import type { Presenter } from './presenter.ts';

export interface LoginRoutes {
  readonly contextPath: string;
  readonly login: Login;
  readonly logout: (request: DoorRequest) => Promise<DoorAnswer>;
  readonly present: Presenter;
  readonly toDoorRequest: ToDoorRequest;
  /**
   * Called at a request's beginning; throws `Unavailable` when none may begin. What it answers settles when all that the
   * request wrote has been kept.
   */
  readonly begin: () => () => Promise<void>;
}

export function addLoginRoutes(server: HttpServer, routes: LoginRoutes): void {
  const { contextPath, login, present, toDoorRequest, begin } = routes;

  /** Clearances live as long as this function, and no longer (D1). */
  async function withDoor(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: (door: DoorRequest) => Promise<Presented>,
  ): Promise<FastifyReply> {
    const kept = begin();
    let open = true;
    try {
      const presented = await answer(toDoorRequest(request, { isOpen: () => open }));
      await kept();
      return await send(reply, presented);
    } finally {
      open = false;
    }
  }

  const logout = async (door: DoorRequest): Promise<Presented> => present(door, await routes.logout(door));

  if (contextPath !== '') {
    // Whoever types no more than the host wants to sign in.
    server.get('/', (_request, reply) => reply.redirect(`${contextPath}/login`, 302));
    server.get(contextPath, (_request, reply) => reply.redirect(`${contextPath}/`, 302));
  }
  server.get(`${contextPath}/`, (_request, reply) => reply.redirect(`${contextPath}/login`, 302));
  server.get(`${contextPath}/login`, (request, reply) => withDoor(request, reply, (door) => login.get(door)));
  server.post(`${contextPath}/login`, (request, reply) =>
    withDoor(request, reply, (door) => login.post(door, door.form ?? new URLSearchParams())),
  );
  server.get(`${contextPath}/logout`, (request, reply) => withDoor(request, reply, logout));
  server.post(`${contextPath}/logout`, (request, reply) => withDoor(request, reply, logout));
  for (const path of ['/login', '/logout']) {
    server.route({
      method: ['PUT', 'DELETE', 'PATCH', 'OPTIONS'],
      url: contextPath + path,
      handler: (_request, reply) => reply.code(405).header('allow', 'GET, HEAD, POST').send(),
    });
  }
}

function send(reply: FastifyReply, { status, headers, setCookies, body }: Presented): FastifyReply {
  forbidStorage(reply).code(status).headers(headers);
  if (setCookies.length > 0) reply.header('set-cookie', setCookies);
  return reply.send(body);
}
