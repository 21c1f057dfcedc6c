// An endpoint that does not answer, and the breaker that then leaves it alone (D9, D10; INT-30).
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import type { InquirerAnswer, InquiryFault } from '../../inquirer.ts';
import { asking, endpoint, inquiry, listening, type Handler } from './testing/endpoint.ts';

function failed(answer: InquirerAnswer, code: InquiryFault['code'], detail: RegExp): void {
  assert.equal(answer.kind, 'failed');
  assert.equal(answer.fault.code, code);
  assert.match(answer.fault.detail, detail);
}

const hung: Handler = () => undefined;
const dead: Handler = (_, response) => void response.socket?.resetAndDestroy();

test('INT-30 D9 an endpoint where nobody listens is a failure, which the failure mode decides', async (context) => {
  const server = createTcpServer();
  const port = await listening(context, server);
  server.close();
  await once(server, 'close');
  const { ask } = await asking(context, `http://127.0.0.1:${port}/`);
  failed(
    await ask(),
    'unavailable',
    /cas\.interrupt\.rest\.url could not be reached, or broke off \(ECONNREFUSED\)/,
  );
});

test('INT-30 D10 slow headers cost the timeout and one request', async (context) => {
  const { url, requests } = await endpoint(context, hung);
  const { ask } = await asking(context, url, { timeout: 500, retries: 5 });
  failed(await ask(), 'timeout', /cas\.interrupt\.rest\.timeout/);
  assert.equal(requests.length, 1);
});

test('INT-30 D10 a slow body costs the timeout', async (context) => {
  const { url } = await endpoint(context, (_, response) => void response.write('{"interrupt":'));
  const { ask } = await asking(context, url, { timeout: 100 });
  failed(await ask(), 'timeout', /cas\.interrupt\.rest\.timeout/);
});

test('D10 the timeout is for all tries together', async (context) => {
  const { url, requests } = await endpoint(context, (_, response, call) => {
    if (call === 1) response.writeHead(503).end();
  });
  const { ask } = await asking(context, url, { timeout: 200 });
  failed(await ask(), 'timeout', /cas\.interrupt\.rest\.timeout/);
  assert.equal(requests.length, 2);
});

test('D10 the deadline of the plan ends the request', async (context) => {
  const { url } = await endpoint(context, (_, response) => response.on('close', () => deadline.abort()));
  const { inquirer } = await asking(context, url, { timeout: 60_000 });
  const deadline = new AbortController();
  setTimeout(() => deadline.abort(), 50);
  failed(await inquirer.inquire(inquiry(), deadline.signal), 'timeout', /./);
});

test('D10 a slow body of an answer that is not read holds nobody up', async (context) => {
  const { url } = await endpoint(context, (_, response) => void response.writeHead(404).write('x'));
  const { ask } = await asking(context, url, { timeout: 60_000 });
  failed(await ask(), 'refused', /answers 404/);
});

test('D10 an endless body of an answer that is not read is cut off', async (context) => {
  const ended = Promise.withResolvers<void>();
  const { url } = await endpoint(context, (_, response) => {
    response.on('close', ended.resolve).writeHead(400);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  });
  const { ask } = await asking(context, url, { timeout: 60_000 });
  failed(await ask(), 'refused', /answers 400/);
  await ended.promise;
});

test('D10 a reset connection is tried again, before and within the answer', async (context) => {
  for (const first of [
    dead,
    ((_, response) => {
      response.write('{"block":true,', () => response.socket?.resetAndDestroy());
    }) satisfies Handler,
  ]) {
    const { url, requests } = await endpoint(context, (request, response, call) => {
      if (call === 1) first(request, response, call);
      else response.end('{"interrupt":false}');
    });
    const { ask } = await asking(context, url);
    assert.deepEqual(await ask(), { kind: 'none' });
    assert.equal(requests.length, 2);
  }
});

test('D10 a connection that is always reset is a failure', async (context) => {
  const { url, requests } = await endpoint(context, dead);
  const { ask } = await asking(context, url);
  failed(await ask(), 'unavailable', /ECONNRESET|UND_ERR_SOCKET/);
  assert.equal(requests.length, 2);
});

test('D10 what is no HTTP is a failure', async (context) => {
  const port = await listening(
    context,
    createTcpServer((socket) => socket.on('error', () => {}).end('SSH-2.0-x\r\n')),
  );
  const { ask } = await asking(context, `http://127.0.0.1:${port}/`);
  failed(await ask(), 'unavailable', /HTTPParserError/);
});

test('D10 TLS that fails is a failure: a server without a certificate, and one that speaks none', async (context) => {
  const bare = createTlsServer({}).on('tlsClientError', () => undefined);
  const port = await listening(context, bare);
  const without = await asking(context, `https://127.0.0.1:${port}/`);
  failed(await without.ask(), 'unavailable', /could not be reached, or broke off \(.*(SSL|TLS|ECONNRESET)/);
  const plain = await endpoint(context, (_, response) => response.end('null'));
  const spoken = await asking(context, plain.url.replace('http:', 'https:'));
  failed(await spoken.ask(), 'unavailable', /SSL|EPROTO/);
});

test('D10 a connection whose TLS never comes costs the connect-timeout a try', async (context) => {
  const sockets: unknown[] = [];
  const port = await listening(
    context,
    createTcpServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      context.after(() => socket.destroy());
    }),
  );
  const { ask } = await asking(context, `https://127.0.0.1:${port}/`, {
    connectTimeout: 50,
    timeout: 60_000,
  });
  failed(await ask(), 'unavailable', /no connection in time \(cas\.interrupt\.rest\.connect-timeout\)/);
  assert.equal(sockets.length, 2);
});

test('D10 after five people in a row without an answer nobody is asked about, until one inquiry tries', async (context) => {
  let well = false;
  const { url, requests } = await endpoint(context, (request, response, call) => {
    if (well) response.end('null');
    else dead(request, response, call);
  });
  const asked = await asking(context, url, { retries: 0 });
  assert.equal(asked.inquirer.health().status, 'up');
  for (const username of ['a', 'b', 'c', 'd', 'e'])
    failed(await asked.ask({ username }), 'unavailable', /broke off/);
  assert.equal(asked.inquirer.health().status, 'down');
  assert.match(asked.inquirer.health().detail, /^breaker open; last inquiry: .*could not be reached/);

  failed(
    await asked.ask(),
    'unavailable',
    /not asked.*cas\.interrupt\.rest\.breaker.*last: .*could not be reached/,
  );
  asked.time += 9_999;
  failed(await asked.ask(), 'unavailable', /not asked/);
  assert.equal(requests.length, 5);

  asked.time += 1;
  failed(await asked.ask(), 'unavailable', /broke off/);
  failed(await asked.ask(), 'unavailable', /not asked/);
  assert.equal(requests.length, 6);

  well = true;
  asked.time += 10_000;
  assert.deepEqual(await asked.ask(), { kind: 'none' });
  assert.deepEqual(asked.inquirer.health(), { status: 'up', detail: 'breaker closed' });
  assert.deepEqual(
    asked.lines.map(({ level }) => level),
    ['error', 'error', 'info'],
  );
});

test('D10 one principal counts once, so that nobody opens the breaker for the others', async (context) => {
  const { url } = await endpoint(context, (request, response) => {
    if (request.url?.includes('username=ok')) response.end('null');
    else response.writeHead(500).end();
  });
  const { ask, inquirer } = await asking(context, url, { retries: 0, breaker: { failures: 3 } });
  for (let i = 0; i < 20; i += 1) failed(await ask({ username: 'broken' }), 'unavailable', /answers 500/);
  failed(await ask({ username: 'broken too' }), 'unavailable', /answers 500/);
  assert.equal(inquirer.health().status, 'degraded');
  assert.deepEqual(await ask({ username: 'ok' }), { kind: 'none' });
  for (const username of ['broken', 'broken too', 'broken'])
    failed(await ask({ username }), 'unavailable', /500/);
  assert.match(inquirer.health().detail, /^breaker closed/);
  failed(await ask({ username: 'a third' }), 'unavailable', /answers 500/);
  assert.match(inquirer.health().detail, /^breaker open/);
});

test('D10 time-outs count; 404, redirects, malformed and large answers show that the endpoint lives', async (context) => {
  const slow = await endpoint(context, hung);
  const waiting = await asking(context, slow.url, { timeout: 50, breaker: { failures: 2 } });
  await Promise.all([waiting.ask({ username: 'a' }), waiting.ask({ username: 'b' })]);
  assert.match(waiting.inquirer.health().detail, /^breaker open/);

  const answers = ['404', '302', '{}', 'x'.repeat(300)];
  const live = await endpoint(context, (_, response, call) => {
    const answer = answers[call % answers.length] ?? '';
    if (/^\d+$/.test(answer)) response.writeHead(Number(answer), { location: 'https://a.example' }).end();
    else response.end(answer);
  });
  const asked = await asking(context, live.url, { maxBody: 200, breaker: { failures: 2 } });
  for (let i = 0; i < 12; i += 1) {
    assert.equal((await asked.ask({ username: `person ${i}` })).kind, 'failed');
  }
  assert.match(asked.inquirer.health().detail, /^breaker closed; last inquiry: /);
  assert.equal(asked.inquirer.health().status, 'degraded');
});

test('D10 D24 neither credentials nor what the query holds reach a log line, a fault or health', async (context) => {
  const handlers: Handler[] = [
    dead,
    (_, response) => response.writeHead(500).end('secret-body'),
    (_, response) => response.writeHead(302, { location: 'https://secret-host.example/?secret-query' }).end(),
    (_, response) => response.end('<html>secret-body'),
    (_, response) => response.end('{"message":["secret-body"]}'),
    hung,
  ];
  for (const handler of handlers) {
    const { url } = await endpoint(context, handler);
    const { ask, inquirer, lines } = await asking(context, `${url}?key=secret-key`, {
      timeout: 150,
      breaker: { failures: 1 },
      basicAuth: { username: 'secret-user', password: 'secret-word' },
      headers: { 'X-Api-Key': 'secret-header' },
      attributes: ['mail'],
    });
    const facts = {
      username: 'secret-person',
      service: 'https://secret.example/',
      attributes: { mail: ['secret'] },
    };
    const answers = [await ask(facts), await ask(facts)];
    const told = answers.map((answer) =>
      answer.kind === 'failed' ? [answer.fault.detail, String(answer.fault.cause)] : [],
    );
    assert.equal(told.flat().length, 4);
    assert.doesNotMatch(JSON.stringify([told, inquirer.health(), lines]), /secret|YTpi|Basic/);
  }
});

test('D9 connections are kept between inquiries and end with the inquirer', async (context) => {
  const ports = new Set<number | undefined>();
  const { url } = await endpoint(context, (request, response, call) => {
    ports.add(request.socket.remotePort);
    response.writeHead(call % 2 === 0 ? 200 : 404).end('null');
  });
  const { ask, inquirer } = await asking(context, url);
  for (let i = 0; i < 6; i += 1) await ask();
  // A body that nobody reads may still be on its way when the next inquiry goes out.
  assert.ok(ports.size <= 2, `${ports.size} connections`);
  await inquirer.close();
  failed(await ask(), 'unavailable', /UND_ERR_DESTROYED/);
});
