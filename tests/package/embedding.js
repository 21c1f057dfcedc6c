// The engine in a server of nothing but node:http: `/enter?user=NAME` asks, a POST to it proceeds.
import { createServer } from 'node:http';
import { createGate, createJsonInquirer, createStoreTracking, makePlan, silentLogger, spendClearance, systemClock as clock } from '@vestibule/interrupt'; // prettier-ignore

const people = new Map();
const list = async (id) => people.get(id) ?? [];
const rows = { list, add: async (id, added) => void people.set(id, [...(await list(id)), added]) };
const inquirer = await createJsonInquirer({ location: process.argv[2], strict: false, logger: silentLogger, clock, watch: false }); // prettier-ignore
const { plan } = makePlan([{ inquirer, failureMode: { mode: 'OPEN' } }]);
const gate = createGate({ plan, tracking: createStoreTracking({ rows, clock }), clock });

async function enter({ method, url }, response) {
  const id = new URL(url, 'http://localhost').searchParams.get('user');
  const authentication = { principal: { id, attributes: {} }, attributes: {}, authenticatedAt: clock.now() };
  const request = { method, url, clientAddress: '127.0.0.1', userAgent: null, acceptLanguage: null, locale: 'en', headers: {}, parameters: {} }; // prettier-ignore
  const inquiry = { authentication, service: null, registeredService: null, request };
  const tracking = {
    principalId: id,
    presented: [],
    clientAddress: '127.0.0.1',
    userAgent: null,
    present() {},
  };
  const entry = { inquiry, manner: 'interactive', tracking, scope: { isOpen: () => true }, transaction: id };
  let outcome = await gate.approach(entry);
  if (method === 'POST') outcome = await gate.answer(entry, outcome.progress, { event: 'proceed' });
  if (outcome.kind !== 'clear')
    return response.end(`${outcome.kind} ${outcome.response?.message ?? ''}`.trim());
  return response.end(`welcome ${spendClearance(outcome.clearance, 'session').authentication.principal.id}`);
}
const server = createServer((request, response) => void enter(request, response));
server.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => server.close());
