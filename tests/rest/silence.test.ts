// An endpoint behind something that meets a person's text with silence, or turns it away when little time is left: a
// blocked person stays blocked, and nobody else notices (D10, D27).
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { openHouse, type House } from '../protocol/support/house.ts';
import { serviceFile } from '../support/config-folder.ts';

const APP = 'https://app.example.edu/';
const TEXT = `${APP}?x=tarpit`;

type Manner = (request: IncomingMessage, response: ServerResponse) => void;

const MANNERS: Readonly<Record<string, Manner>> = {
  silence: () => undefined,
  stall: (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('{"mess'),
  drip: (request, response) => {
    response.writeHead(200);
    const drops = setInterval(() => response.write(' '), 100);
    request.socket.once('close', () => clearInterval(drops));
  },
};

/** What is done once the bare question about the same person has come, so that it is late by any clock. */
const LATE: Readonly<Record<string, Manner>> = {
  late403: (_, response) => response.writeHead(403).end(),
  late503: (_, response) => response.writeHead(503).end(),
  lateReset: (request) => void request.socket.resetAndDestroy(),
};

const EVERYBODY = [...Object.keys(MANNERS), ...Object.keys(LATE)];

interface Tarpit {
  readonly url: string;
  /** What came, as `name` for a bare or plain question and `name with text` for the other. */
  readonly came: string[];
}

/** Blocks everybody but bert, at every address but one. */
async function tarpit(t: TestContext): Promise<Tarpit> {
  const came: string[] = [];
  const late = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://x').searchParams;
    const who = asked.get('username') ?? '';
    response.on('error', () => undefined);
    if (
      asked.get('service')?.includes('tarpit') === true ||
      request.headers['accept-language'] === 'tarpit'
    ) {
      came.push(`${who} with text`);
      const manner = LATE[who];
      if (manner === undefined) return (MANNERS[who] ?? MANNERS['silence'])?.(request, response);
      return void late.set(who, () => manner(request, response));
    }
    came.push(who);
    const free = who === 'bert' || asked.get('service')?.endsWith('/free') === true;
    response.end(free ? 'null' : '{"message":"held","block":true}', late.get(who));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came };
}

const openWith = (t: TestContext, url: string, settings: Readonly<Record<string, string>>): Promise<House> =>
  openHouse(t, {
    settings: {
      'cas.interrupt.rest.url': `${url}/check`,
      'cas.interrupt.rest.timeout': 'PT4S',
      // One person's failure would be everybody's.
      'cas.interrupt.rest.breaker.failures': '1',
      ...settings,
    },
    people: Object.fromEntries(['anna', 'bert', 'silent', ...EVERYBODY].map((name) => [name, {}])),
    services: { 'App-1.json': serviceFile(1, 'App', '^https://app\\.example\\.edu/.*') },
  });

for (const mode of ['OPEN', 'CLOSED', 'LAST_KNOWN']) {
  test(`D27 ${mode}: a text that meets silence, a stall or a late refusal lets no blocked person in`, async (t) => {
    const { url, came } = await tarpit(t);
    const house = await openWith(t, url, { 'cas.interrupt.rest.failure-mode': mode });
    await Promise.all(
      EVERYBODY.map(async (name) => {
        const page = await house.person().enter(name, TEXT);
        assert.equal(page.page().text('interruptMessage'), 'held', name);
      }),
    );
    const person = house.person({ headers: { 'accept-language': 'tarpit' } });
    assert.equal((await person.enter('silent', APP)).page().text('interruptMessage'), 'held');
    assert.equal(house.rows('service-ticket'), 0);

    const before = came.length;
    assert.equal((await house.person().enter('anna', APP)).page().text('interruptMessage'), 'held');
    assert.deepEqual(came.slice(before), ['anna'], 'the endpoint is asked: no breaker has opened');
  });
}

test('D27 who is not blocked gets in with a text that meets silence, and the entry is marked', async (t) => {
  const { url, came } = await tarpit(t);
  const house = await openWith(t, url, { 'cas.interrupt.rest.failure-mode': 'CLOSED' });
  const bert = house.person();
  const { ticket = '' } = await bert.enter('bert', TEXT);
  assert.match((await bert.validate(ticket, TEXT)).body, /"interruptInquiryFailed":\["rest"\]/);
  assert.deepEqual(came, ['bert with text', 'bert']);
});

test('D27 LAST_KNOWN: no interrupt at one address does not let a silent text through at another', async (t) => {
  const { url } = await tarpit(t);
  const house = await openWith(t, url, { 'cas.interrupt.rest.failure-mode': 'LAST_KNOWN' });
  assert.notEqual((await house.person().enter('anna', `${APP}free`)).ticket, undefined);
  const page = await house.person().enter('anna', TEXT);
  assert.equal(page.page().text('interruptMessage'), 'held');
});
