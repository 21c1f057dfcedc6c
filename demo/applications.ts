// Two applications for the demonstration, each a few lines around an existing CAS client.
import { createServer, type Server } from 'node:http';
import { protectedBy, signOutPath, type Person } from './cas-client.ts';
import { listenFrom } from './listening.ts';
import { escaped, sendPage } from './page.ts';

export interface Applications {
  readonly news: string;
  readonly canteen: string;
  close(): void;
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
  path: 'news' | 'canteen',
  casServer: string,
  wished: number,
): Promise<Application> {
  const server = createServer();
  const port = await listenFrom(server, wished);
  server.on(
    'request',
    protectedBy({
      title,
      path,
      port,
      casServer,
      show: (person, _request, response) => sendPage(response, title, welcome(person, path)),
    }),
  );
  return { server, port };
}

function welcome({ user, attributes = {} }: Person, path: 'news' | 'canteen'): string {
  const of = (isOwn: boolean): string => {
    const told = Object.entries(attributes).filter(([name]) => OF_THE_SIGN_IN.has(name) !== isOwn);
    const items = told.map(
      ([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(textOf(value))}</dd></div>`,
    );
    return items.length === 0 ? '<p>Nothing.</p>' : `<dl>${items.join('')}</dl>`;
  };
  return `<p>You are signed in as <strong id="user">${escaped(user)}</strong>.</p>
<h2>What this application is told of you</h2>${of(true)}
<details><summary>And of how you signed in</summary>${of(false)}</details>
<p><a href="${signOutPath(path)}">Sign out</a></p>`;
}

/** What the server tells every application; the rest is the person's own. */
const OF_THE_SIGN_IN = new Set([
  'authenticationDate',
  'authenticationMethod',
  'clientIpAddress',
  'credentialType',
  'isFromNewLogin',
  'longTermAuthenticationRequestTokenUsed',
  'serverIpAddress',
  'successfulAuthenticationHandlers',
  'userAgent',
]);

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));
