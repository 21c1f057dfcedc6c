// The training office: where people who are kept out go to do what they have to. The server only reads; it is this
// application that clears the person's state, so that the next entry passes. It shows both ways to keep that state:
// in the interrupt file, which it rewrites, and in its own memory, which it tells the server of by REST.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { protectedBy, signOutPath, type Person } from './cas-client.ts';
import { listenFrom } from './listening.ts';
import { escaped, sendPage } from './page.ts';
import { answerWithPage } from './pages.ts';
import { tasksInInterruptFile, tasksInMemory } from './tasks.ts';

export interface TrainingOffice {
  /** Where people do their task. Its service definition switches interrupts off, else nobody blocked could sign in. */
  readonly page: string;
  /** What the server is told to ask, as settings `cas.interrupt.rest.*`; the endpoint answers nobody else. */
  readonly endpoint: { readonly url: string; readonly username: string; readonly password: string };
  /** From now on people can sign in; before, the page asks for patience. */
  open(casServer: string, backTo: string): void;
  close(): void;
}

/** Takes the port it is given, or the next one that is free. */
export async function startTrainingOffice(firstPort: number, interruptFile: string): Promise<TrainingOffice> {
  const inFile = tasksInInterruptFile(interruptFile);
  const inMemory = tasksInMemory(['apprentice']);
  const isOpen = (user: string): boolean => inFile.isOpen(user) || inMemory.isOpen(user);

  const server = createServer();
  const port = await listenFrom(server, firstPort);
  const origin = `http://localhost:${port}`;
  const page = `${origin}/training`;
  const endpoint = {
    url: `${origin}/tasks`,
    username: 'vestibule',
    password: randomBytes(16).toString('hex'),
  };
  const authorization = `Basic ${btoa(`${endpoint.username}:${endpoint.password}`)}`;

  /** What `cas.interrupt.rest.url` is asked, with `username`, `service` and `registeredService`. */
  function tellServer(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
      return;
    }
    const username = new URL(request.url ?? '/', origin).searchParams.get('username') ?? '';
    if (!inMemory.isOpen(username)) {
      // No content: no interrupt.
      response.writeHead(204).end();
      return;
    }
    const interrupt = {
      message: 'Before you go on, please do the <em>fire drill</em> at the training office.',
      links: { 'Go to the training': page },
      block: true,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(interrupt));
  }

  function show(
    { user }: Person,
    { method }: IncomingMessage,
    response: ServerResponse,
    backTo: string,
  ): void {
    const done = method === 'POST' && isOpen(user);
    if (done) for (const tasks of [inFile, inMemory]) tasks.clear(user);
    const onwards = `<p><a id="back" href="${backTo}">Go to News</a> · <a href="${signOutPath('training')}">Sign out</a></p>`;
    const task = `<p>Here is your task: leave the building by the nearest stairs, then press the button.</p>
<form method="post" action="/training"><button id="done">I have done it</button></form>`;
    const rest = isOpen(user)
      ? task
      : `<p id="nothing">${done ? 'Well done. ' : ''}There is nothing left to do.</p>`;
    sendPage(
      response,
      'Training',
      `<p>Hello, <strong id="user">${escaped(user)}</strong>.</p>${rest}${onwards}`,
    );
  }

  let showPage: RequestListener = (_request, response) => void response.writeHead(503).end('not open yet');
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/tasks?') === true) tellServer(request, response);
    else if (!answerWithPage(request.url ?? '/', response)) showPage(request, response);
  });
  return {
    page,
    endpoint,
    open(casServer, backTo) {
      showPage = protectedBy({
        title: 'Training',
        path: 'training',
        port,
        casServer,
        show: (person, request, response) => show(person, request, response, backTo),
      });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
