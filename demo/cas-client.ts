// Puts an existing CAS client in front of an application. Nothing of the server's own code takes part in protecting
// the demonstration's applications: what they accept, any CAS client accepts.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import httpCasClient from 'http-cas-client';

/** Whom the server named, and what it told of them. */
export interface Person {
  readonly user: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ProtectedApplication {
  readonly title: string;
  /** Its place on its own port, and the name of its cookie. */
  readonly path: ApplicationPath;
  readonly port: number;
  /** With the context path: `http://localhost:8080/cas`. */
  readonly casServer: string;
  /** Answers somebody who has signed in. */
  readonly show: (person: Person, request: IncomingMessage, response: ServerResponse) => void;
}

/** Cookies know no ports: each application has its own cookie name, else they would overwrite one another's. */
const PATHS = ['news', 'canteen', 'training'] as const;
type ApplicationPath = (typeof PATHS)[number];

export function protectedBy({ title, path, port, casServer, show }: ProtectedApplication): RequestListener {
  const protect = httpCasClient({ casServerUrlPrefix: casServer, serverName: `http://localhost:${port}` });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(`/${path}`) !== true) {
      response.writeHead(302, { location: `/${path}` }).end();
      return;
    }
    if (request.url === signOutPath(path)) {
      // Of all three applications at once, which single logout would do in real ones; then at the server.
      response.setHeader(
        'set-cookie',
        PATHS.map((name) => `${name}=; Max-Age=0; Path=/`),
      );
      response.writeHead(302, { location: `${casServer}/logout` }).end();
      return;
    }
    const allowed = await protect(request, response, {
      getTicket: () => ticketOf(request, path) ?? '',
      ticketCreated: (ticket) =>
        response.setHeader('set-cookie', `${path}=${String(ticket)}; HttpOnly; Path=/; SameSite=Lax`),
      ticketDestroyed: () => response.setHeader('set-cookie', `${path}=; Max-Age=0; Path=/`),
    });
    if (allowed) show((request as SignedIn).principal, request, response);
    else response.end();
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client throws when the server does not know a ticket, as after a reload of an old address.
      process.stderr.write(`${title}: ${error instanceof Error ? error.message : String(error)}\n`);
      response.writeHead(302, { location: `/${path}` }).end();
    });
  };
}

export const signOutPath = (path: ApplicationPath): string => `/${path}/sign-out`;

/** What the client has put on the request once it let somebody in. */
interface SignedIn extends IncomingMessage {
  readonly principal: Person;
}

function ticketOf({ headers }: IncomingMessage, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([A-Za-z0-9-]+)`, 'u').exec(headers.cookie ?? '')?.[1];
}
