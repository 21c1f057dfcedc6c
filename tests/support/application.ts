// An application for journeys: sends whoever comes without a ticket to sign in, and shows as whom the server knows the
// bearer of one. It keeps no session, so that every visit asks the server again.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Application {
  /** `http://localhost:PORT/app`; register it as `^http://localhost:\d+/app.*`. */
  readonly url: string;
  /** Every ticket that was brought, in order, and what the server said of it. */
  readonly arrivals: readonly Arrival[];
  close(): void;
}

export interface Arrival {
  readonly method: string;
  readonly ticket: string;
  readonly user: string | null;
}

export async function startApplication(casServer: string): Promise<Application> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { port } = server.address() as AddressInfo;
      const address = new URL(request.url ?? '/', `http://localhost:${port}`);
      const fields = new URLSearchParams(await bodyOf(request));
      const ticket = address.searchParams.get('ticket') ?? fields.get('ticket');
      address.searchParams.delete('ticket');
      const login = `${casServer}/login?service=${encodeURIComponent(address.href)}`;
      if (ticket === null) {
        response.writeHead(302, { location: login }).end();
        return;
      }
      const user = await validate(casServer, address.href, ticket);
      arrivals.push({ method: request.method ?? '', ticket, user });
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><html lang="en"><title>Application</title><link rel="icon" href="data:,"><p id="user">${user ?? 'nobody'}`,
      );
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((listening) => {
    server.listen(0, 'localhost', listening);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/app`,
    arrivals,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function validate(casServer: string, service: string, ticket: string): Promise<string | null> {
  const query = new URLSearchParams({ service, ticket, format: 'JSON' });
  const answer = await fetch(`${casServer}/p3/serviceValidate?${query.toString()}`);
  const { serviceResponse } = (await answer.json()) as {
    readonly serviceResponse: { readonly authenticationSuccess?: { readonly user: string } };
  };
  return serviceResponse.authenticationSuccess?.user ?? null;
}
