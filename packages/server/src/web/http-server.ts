// The HTTP server: limits, headers, cookies, assets, errors. Which addresses it answers is the routes' business.
import { randomUUID } from 'node:crypto';
import type { ServerOptions as TlsOptions } from 'node:https';
import fastifyStatic from '@fastify/static';
import type { Logger } from '@vestibule/interrupt';
import fastify, { type FastifyInstance, type FastifyRequest, type FastifyReply } from 'fastify';
import { Unavailable } from '../unavailable.ts';
import { pathOf } from '../operations/log.ts';
import type { Messages } from './messages/messages.ts';
import type { Pages } from './pages/render.ts';
import { securityHeaders } from './security-headers.ts';
import { hearRequestsOut, readForms } from './whole-requests.ts';

export interface HttpServerOptions {
  readonly contextPath: string;
  readonly tls: TlsOptions | null;
  /** Who may send forwarded headers (`cas.server.trusted-proxies`). */
  readonly trustsProxy: (address: string) => boolean;
  readonly pages: Pages;
  readonly messages: Messages;
  readonly localeParameter: string;
  readonly logger: Logger;
}

/** As the reference: forms up to 40 KB, headers up to 20 KB. */
const FORM_LIMIT = 40 * 1024;
const HEADER_LIMIT = 20 * 1024;

export type HttpServer = FastifyInstance;

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { contextPath, tls, trustsProxy, pages } = options;
  const shared = {
    bodyLimit: FORM_LIMIT,
    trustProxy: (address: string) => trustsProxy(address),
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 512 },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  } as const;
  const http = { maxHeaderSize: HEADER_LIMIT };
  const server = (
    tls === null ? fastify({ ...shared, http }) : fastify({ ...shared, https: { ...tls, ...http } })
  ) as FastifyInstance;
  const plain = securityHeaders(false);
  const encrypted = securityHeaders(true);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.protocol === 'https' ? encrypted : plain);
    done();
  });
  await readForms(server);
  hearRequestsOut(server);
  await server.register(fastifyStatic, {
    root: [...pages.assetRoots],
    prefix: `${contextPath}/assets/`,
    // Addresses carry the contents' hash.
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
    index: false,
  });
  const answerError = errorPages(options);
  server.setNotFoundHandler((request, reply) => answerError(request, reply, 404, null));
  server.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Unavailable) return answerError(request, later(reply), 503, null);
    const status = error.statusCode ?? 500;
    if (status < 500) return answerError(request, reply, status, null);
    const reference = randomUUID();
    options.logger.error(
      {
        event: 'request-failed',
        reference,
        path: pathOf(request.url),
        error: { name: error.name, message: error.message, stack: error.stack },
      },
      'a request could not be answered',
    );
    return answerError(request, reply, status, reference);
  });
  return server;
}

/** No route here has a JSON schema. Said to fastify, or it would load its compilers for them: 90 modules, 50 ms. */
function noSchemas(): never {
  throw new Error('routes of this server have no JSON schemas');
}

/** What must not be kept by anybody: pages with tokens, redirects with tickets, answers about people (CAS-19). */
export function forbidStorage(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'cache-control': 'no-store, no-cache, must-revalidate',
    pragma: 'no-cache',
    expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  });
}

/** Two seconds: the store is probed as often (D31). */
const later = (reply: FastifyReply): FastifyReply => reply.header('retry-after', '2');

function errorPages({ pages, messages, contextPath, localeParameter }: HttpServerOptions) {
  return (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    reference: string | null,
  ): FastifyReply => {
    const mark = request.url.indexOf('?');
    const query = new URLSearchParams(mark === -1 ? '' : request.url.slice(mark));
    const acceptLanguage = request.headers['accept-language'] ?? null;
    const locale = messages.chooseLocale({ parameter: query.get(localeParameter), acceptLanguage });
    const body = pages.render({
      page: 'error',
      frame: { locale, languages: [] },
      status,
      reference,
      loginUrl: `${contextPath}/login`,
    });
    return forbidStorage(reply).code(status).type('text/html; charset=utf-8').send(body);
  };
}
