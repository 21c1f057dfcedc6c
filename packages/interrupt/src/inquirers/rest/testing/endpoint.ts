// A real HTTP endpoint on this machine that answers as a test says, and inquirers that ask it.
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { TestContext } from 'node:test';
import type { InquirerAnswer } from '../../../inquirer.ts';
import type { Attributes, Inquiry } from '../../../inquiry.ts';
import type { Logger } from '../../../ports.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../../service-policy.ts';
import { createRestInquirer, type RestInquirer, type RestInquirerOptions } from '../rest.ts';

export interface Endpoint {
  readonly url: string;
  /** What came in, in order. */
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
}

export type Handler = (request: IncomingMessage, response: ServerResponse, call: number) => void;

export async function endpoint(context: TestContext, handler: Handler): Promise<Endpoint> {
  const requests: Endpoint['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      handler(request, response, requests.length);
    });
  });
  return { url: `http://127.0.0.1:${await listening(context, server)}/check`, requests };
}

/** The port of a server that ends with its test. */
export async function listening(context: TestContext, server: NetServer | HttpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

export interface Asking {
  readonly inquirer: RestInquirer;
  readonly lines: readonly Line[];
  /** Time of the port, in milliseconds; moves only by hand. */
  time: number;
  ask(facts?: Partial<Facts>): Promise<InquirerAnswer>;
}

export async function asking(
  context: TestContext,
  url: string,
  options: Partial<RestInquirerOptions> = {},
): Promise<Asking> {
  const lines: Line[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const logger: Logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const clock = { now: () => asked.time };
  const inquirer = await createRestInquirer({ url, strict: false, logger, clock, ...options });
  context.after(() => inquirer.close());
  const asked: Asking = {
    inquirer,
    lines,
    time: Date.UTC(2030, 0, 1),
    ask: async (facts) => inquirer.inquire(inquiry(facts), new AbortController().signal),
  };
  return asked;
}

export interface Facts {
  readonly username: string;
  readonly service: string | null;
  readonly pattern: string | null;
  readonly acceptLanguage: string | null;
  readonly attributes: Attributes;
  readonly authenticationAttributes: Attributes;
}

export function inquiry({
  username = 'casuser',
  service = null,
  pattern = null,
  acceptLanguage = null,
  attributes = {},
  authenticationAttributes = {},
}: Partial<Facts> = {}): Inquiry {
  return {
    authentication: {
      principal: { id: username, attributes },
      attributes: authenticationAttributes,
      authenticatedAt: 0,
    },
    service: service === null ? null : { id: service },
    registeredService:
      pattern === null
        ? null
        : { id: 7, name: 'app', serviceId: pattern, webflowInterruptPolicy: DEFAULT_INTERRUPT_POLICY },
    request: {
      method: 'POST',
      url: '/cas/login',
      clientAddress: '192.0.2.1',
      userAgent: null,
      acceptLanguage,
      locale: 'en',
      headers: {},
      parameters: {},
    },
  };
}
