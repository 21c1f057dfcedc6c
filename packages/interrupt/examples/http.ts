// The engine on a plain node:http server, without this project's server. `?user=NAME` stands for your own sign-in.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createCookieTracking,
  createGate,
  createJsonInquirer,
  createSealedProtection,
  makePlan,
  silentLogger as logger,
  spendClearance,
  systemClock as clock,
  systemRandom,
  type EntryProgress,
} from '@vestibule/interrupt';
import { askingPage, entryOf, page, readPost } from './host.ts';

const location = new URL('interrupts.hjson', import.meta.url).href;
const inquirer = await createJsonInquirer({ location, strict: false, watch: true, logger, clock });
const planned = makePlan([{ inquirer, failureMode: { mode: 'OPEN' } }]);
if (!planned.ok) throw new Error(planned.fault);
const protection = createSealedProtection(systemRandom(32), systemRandom);
const tracking = createCookieTracking({ protection, pinToSession: true, allowedAddresses: null, clock });
const gate = createGate({ plan: planned.plan, tracking, clock });
const pending = new Map<string, EntryProgress>();

async function enter(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const { transaction, event } = await readPost(request);
  const entry = entryOf(request, response, transaction);
  const progress = pending.get(transaction);
  const came = await (progress === undefined ? gate.approach(entry) : gate.answer(entry, progress, event));
  pending.delete(transaction);
  // Whoever is let in is told by the clearance, never by the request.
  if (came.kind === 'clear') {
    const { authentication } = spendClearance(came.clearance, 'session');
    return response.end(page(`Welcome, ${authentication.principal.id}`));
  }
  if (came.kind === 'leave') return response.writeHead(303, { location: came.url }).end();
  if (came.kind !== 'ask') return response.writeHead(403).end(page('You cannot enter'));
  pending.set(transaction, came.progress);
  return response.end(await askingPage(transaction, came.response));
}

const server = createServer((request, response) => {
  enter(request, response).catch(() => response.writeHead(500).end());
});

server.listen(Number(process.env['PORT'] ?? 0), 'localhost', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`http://localhost:${address?.port}/?user=casuser`);
});
process.once('SIGTERM', () => {
  server.close();
  void inquirer.close();
});
