// Two applications for the demonstration, each a few lines around an existing CAS client. Nothing of the server's own
// code takes part in protecting them: what they accept, any CAS client accepts.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import httpCasClient from 'http-cas-client';

export interface Applications {
  readonly news: string;
  readonly canteen: string;
  close(): void;
}

/** What the client has put on the request once it let somebody in. */
interface SignedIn extends IncomingMessage {
  readonly principal: { readonly user: string; readonly attributes?: Readonly<Record<string, unknown>> };
}

/** Each takes the port it is given, or the next one that is free. */
export async function startApplications(casServer: string, firstPort: number): Promise<Applications> {
  const news = await startApplication('News', 'news', casServer, firstPort);
  const canteen = await startApplication('Canteen', 'canteen', casServer, news.port + 1);
  return {
    news: `http://localhost:${news.port}/news`,
    canteen: `http://localhost:${canteen.port}/canteen`,
    close() {
      for (const { server } of [news, canteen]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

interface Application {
  readonly server: Server;
  readonly port: number;
}

async function startApplication(
  title: string,
  path: string,
  casServer: string,
  wished: number,
): Promise<Application> {
  const server = createServer();
  const port = await listen(server, wished);
  const protect = httpCasClient({ casServerUrlPrefix: casServer, serverName: `http://localhost:${port}` });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(`/${path}`) !== true) {
      response.writeHead(302, { location: `/${path}` }).end();
      return;
    }
    // Cookies know no ports: each application has its own cookie name, else the two would overwrite one another.
    const allowed = await protect(request, response, {
      getTicket: () => ticketOf(request, path) ?? '',
      ticketCreated: (ticket) =>
        response.setHeader('set-cookie', `${path}=${String(ticket)}; HttpOnly; Path=/; SameSite=Lax`),
      ticketDestroyed: () => response.setHeader('set-cookie', `${path}=; Max-Age=0; Path=/`),
    });
    if (allowed) welcome(response, title, (request as SignedIn).principal, casServer);
    else response.end();
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client throws when the server does not know a ticket, as after a reload of an old address.
      process.stderr.write(`${title}: ${error instanceof Error ? error.message : String(error)}\n`);
      response.writeHead(302, { location: `/${path}` }).end();
    });
  });
  return { server, port };
}

/** Tried by listening itself, so that nobody can take the port between the look and the use. */
function listen(server: Server, wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let port = wished;
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || port >= wished + 100) {
        reject(error);
        return;
      }
      port += 1;
      server.listen(port, 'localhost');
    });
    server.once('listening', () => resolve(port));
    server.listen(port, 'localhost');
  });
}

function ticketOf({ headers }: IncomingMessage, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([A-Za-z0-9-]+)`, 'u').exec(headers.cookie ?? '')?.[1];
}

function welcome(
  response: ServerResponse,
  title: string,
  { user, attributes = {} }: SignedIn['principal'],
  casServer: string,
): void {
  const rows = Object.entries(attributes).map(
    ([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(String(value))}</td></tr>`,
  );
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body{font:1rem/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
th{text-align:start;padding-inline-end:2rem;font-weight:500;vertical-align:top}td{overflow-wrap:anywhere}</style></head>
<body><h1>${title}</h1><p>You are signed in as <strong id="user">${escaped(user)}</strong>.</p>
<table>${rows.join('')}</table><p><a href="${casServer}/logout">Sign out</a></p></body></html>`);
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
