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

export async function startApplications(casServer: string, newsPort: number, canteenPort: number): Promise<Applications> {
  const news = await startApplication('News', 'news', casServer, newsPort);
  const canteen = await startApplication('Canteen', 'canteen', casServer, canteenPort);
  return {
    news: `http://localhost:${newsPort}/news`,
    canteen: `http://localhost:${canteenPort}/canteen`,
    close() {
      for (const server of [news, canteen]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function startApplication(title: string, path: string, casServer: string, port: number): Promise<Server> {
  const protect = httpCasClient({ casServerUrlPrefix: casServer, serverName: `http://localhost:${port}` });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(`/${path}`) !== true) {
      response.writeHead(302, { location: `/${path}` }).end();
      return;
    }
    // Cookies know no ports: each application has its own cookie name, else the two would overwrite one another.
    const allowed = await protect(request, response, {
        getTicket: () => ticketOf(request, path) ?? '',
      ticketCreated: (ticket) => response.setHeader('set-cookie', `${path}=${ticket}; HttpOnly; Path=/; SameSite=Lax`),
      ticketDestroyed: () => response.setHeader('set-cookie', `${path}=; Max-Age=0; Path=/`),
    });
    if (allowed) welcome(response, title, (request as SignedIn).principal, casServer);
    else response.end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client throws when the server does not know a ticket, as after a reload of an old address.
      process.stderr.write(`${title}: ${error instanceof Error ? error.message : String(error)}\n`);
      response.writeHead(302, { location: `/${path}` }).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  return server;
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
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1rem/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
th{text-align:start;padding-inline-end:2rem;font-weight:500;vertical-align:top}td{overflow-wrap:anywhere}</style></head>
<body><h1>${title}</h1><p>You are signed in as <strong id="user">${escaped(user)}</strong>.</p>
<table>${rows.join('')}</table><p><a href="${casServer}/logout">Sign out</a></p></body></html>`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
