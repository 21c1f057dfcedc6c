// What an endpoint may answer, and what becomes of it (D8, D10; INT-27…33).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { ask as askInTime } from '../../ask.ts';
import type { InquirerAnswer, InquiryFault } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import { interruptResponse } from '../../response.ts';
import type { RestInquirerOptions } from './rest.ts';
import { asking, endpoint, inquiry, type Handler } from './testing/endpoint.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const ERROR_BODY = '{"status":500,"error":"Internal Server Error"}';

async function answerTo(
  context: TestContext,
  handler: Handler,
  options: Partial<RestInquirerOptions> = {},
): Promise<{ answer: InquirerAnswer; requests: number }> {
  const { url, requests } = await endpoint(context, handler);
  const { ask } = await asking(context, url, options);
  return { answer: await ask(), requests: requests.length };
}

const says =
  (status: number, body = '', headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

async function fails(
  context: TestContext,
  handler: Handler,
  code: InquiryFault['code'],
  detail: RegExp,
  requests = 1,
  options: Partial<RestInquirerOptions> = {},
): Promise<void> {
  const got = await answerTo(context, handler, options);
  assert.equal(got.answer.kind, 'failed');
  assert.equal(got.answer.fault.code, code);
  assert.match(got.answer.fault.detail, detail);
  assert.equal(got.requests, requests);
}

test('INT-27 a block with two links is read as such', async (context) => {
  const body = '{"message":"Stop","block":true,"links":{"A":"https://a.example/","B":"https://b.example/"}}';
  const { answer } = await answerTo(context, says(200, body, JSON_TYPE));
  const links = new Map([
    ['A', 'https://a.example/'],
    ['B', 'https://b.example/'],
  ]);
  assert.deepEqual(answer, {
    kind: 'interrupt',
    response: interruptResponse({ message: 'Stop', block: true, links }),
  });
});

test('INT-27 201 with an object counts, and Hjson with any content type', async (context) => {
  const { answer } = await answerTo(
    context,
    says(201, 'message: Hello\nblock: false', { 'content-type': 'text/html' }),
  );
  assert.deepEqual(answer, { kind: 'interrupt', response: interruptResponse({ message: 'Hello' }) });
});

test('INT-28 400, 404 and 500 with a JSON object are no interrupt', async (context) => {
  const block = '{"block":true,"message":"no"}';
  await fails(context, says(400, block, JSON_TYPE), 'refused', /answers 400: .*cas\.interrupt\.rest\.url/);
  await fails(context, says(404, block, JSON_TYPE), 'refused', /answers 404: .*cas\.interrupt\.rest\.url/);
  await fails(context, says(500, block, JSON_TYPE), 'unavailable', /answers 500/, 2);
});

test('D10 another status than 2xx: the fault says first that a block needs a 2xx, then what else helps', async (context) => {
  const said =
    /a block counts only with a 2xx, so answer 200 where the body holds one; else .*\.none-on-status/;
  await fails(context, says(403, '{"block":true}', JSON_TYPE), 'refused', said);
  await fails(context, says(500, '{"block":true}', JSON_TYPE), 'unavailable', said, 2);
});

test('INT-29 D10 500 with a JSON object interrupts nobody: it is a failure, tried once more', async (context) => {
  await fails(context, says(500, ERROR_BODY, JSON_TYPE), 'unavailable', /answers 500/, 2);
  await fails(context, says(503, ERROR_BODY, JSON_TYPE), 'unavailable', /answers 503/, 1, { retries: 0 });
  await fails(context, says(502, ERROR_BODY, JSON_TYPE), 'unavailable', /answers 502/, 4, { retries: 3 });
});

test('D10 a 5xx followed by an answer is an answer', async (context) => {
  const { answer, requests } = await answerTo(context, (_, response, call) =>
    response.writeHead(call === 1 ? 503 : 200).end('{"interrupt":false}'),
  );
  assert.deepEqual(answer, { kind: 'none' });
  assert.equal(requests, 2);
});

test('INT-31 D8 200 with {} or with a framework’s error object is malformed, not an interrupt', async (context) => {
  await fails(context, says(200, '{}', JSON_TYPE), 'malformed', /known fields/);
  await fails(context, says(200, ERROR_BODY, JSON_TYPE), 'malformed', /known fields/);
});

test('INT-32 204 is no interrupt', async (context) => {
  assert.deepEqual((await answerTo(context, says(204))).answer, { kind: 'none' });
});

test('D10 null is no interrupt', async (context) => {
  assert.deepEqual((await answerTo(context, says(200, ' null\n', JSON_TYPE))).answer, { kind: 'none' });
});

test('D10 the statuses that mean no interrupt are the operator’s choice', async (context) => {
  const noneOnStatus = [404, 500, 302];
  for (const status of noneOnStatus) {
    const handler = says(status, '{"block":true}', { location: 'https://elsewhere.example/' });
    const { answer, requests } = await answerTo(context, handler, { noneOnStatus });
    assert.deepEqual({ answer, requests }, { answer: { kind: 'none' }, requests: 1 });
  }
  await fails(context, says(204), 'malformed', /empty/, 1, { noneOnStatus });
});

test('INT-33 D9 without an authentication, which the types rule out, an inquiry fails and does not throw', async (context) => {
  const { url, requests } = await endpoint(context, says(200, '{"block":true}'));
  const { inquirer } = await asking(context, url);
  const nobody = { ...inquiry(), authentication: null } as unknown as Inquiry;
  const planned = { inquirer, failureMode: { mode: 'OPEN' } } as const;
  const asked = await askInTime(planned, nobody, { clock: { now: () => 0 }, lastKnown: null });
  assert.equal(asked.outcome, 'failed-open');
  assert.equal(requests.length, 0);
});

test('D8 an empty 200, HTML, a list, a bare word and half an object are malformed', async (context) => {
  await fails(context, says(200), 'malformed', /empty/);
  await fails(
    context,
    says(200, '<!doctype html><h1>Sign in</h1>', { 'content-type': 'text/html' }),
    'malformed',
    /./,
  );
  await fails(context, says(200, '[1]', JSON_TYPE), 'malformed', /not an object|cannot be parsed/);
  await fails(context, says(200, '"yes"', JSON_TYPE), 'malformed', /not an object|cannot be parsed/);
  await fails(context, says(200, '{"message": "a', JSON_TYPE), 'malformed', /cannot be parsed/);
});

test('D8 a wrong type is malformed, and one that says block blocks with the fault told', async (context) => {
  await fails(
    context,
    says(200, '{"message":"m","links":[]}', JSON_TYPE),
    'malformed',
    /links is not an object/,
  );
  const { answer } = await answerTo(context, says(200, '{"block":true,"data":{"a":"x"}}', JSON_TYPE));
  assert.equal(answer.kind, 'interrupt');
  assert.deepEqual(answer.response, interruptResponse({ block: true }));
  assert.equal(answer.fault?.code, 'malformed');
});

test('D8 strict-payload asks for an explicit interrupt', async (context) => {
  await fails(context, says(200, '{"message":"m"}'), 'malformed', /strict-payload/, 1, { strict: true });
});

test('D10 an answer over the cap is a failure, whether its length is announced or not', async (context) => {
  const large = `{"message":"${'x'.repeat(300 * 1024)}"}`;
  const announced = { ...JSON_TYPE, 'content-length': String(large.length) };
  await fails(
    context,
    says(200, large, announced),
    'too-large',
    /262144 bytes \(cas\.interrupt\.rest\.max-body\)/,
  );
  const endless: Handler = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  };
  await fails(context, endless, 'too-large', /max-body/);
  const { answer } = await answerTo(context, says(200, large), { maxBody: 400 * 1024 });
  assert.equal(answer.kind, 'interrupt');
});

test('D10 a redirect on the same origin is followed with everything it needs', async (context) => {
  const seen: (string | undefined)[] = [];
  const handler: Handler = (request, response, call) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    if (call === 1) response.writeHead(302, { location: '/v2?username=casuser' }).end('moved');
    else response.end('{"message":"v2"}');
  };
  const options = { method: 'POST', basicAuth: { username: 'a', password: 'b' } };
  const { answer } = await answerTo(context, handler, options);
  assert.equal(answer.kind, 'interrupt');
  assert.deepEqual(seen, ['POST /check?username=casuser Basic YTpi', 'GET /v2?username=casuser Basic YTpi']);
});

test('D10 307 keeps the method; a redirect in a circle ends', async (context) => {
  const methods: (string | undefined)[] = [];
  const circle: Handler = (request, response) => {
    methods.push(request.method);
    response.writeHead(307, { location: '/check' }).end();
  };
  await fails(context, circle, 'refused', /redirects more than 5 times/, 6, { method: 'POST' });
  assert.deepEqual(methods, Array(6).fill('POST'));
});

test('D10 a redirect off the origin is a failure, and nothing goes there', async (context) => {
  const elsewhere = await endpoint(context, says(200, 'null'));
  for (const location of [
    elsewhere.url,
    '//elsewhere.example/',
    'https://127.0.0.1/',
    'ftp://x/',
    'http://',
  ]) {
    await fails(
      context,
      says(302, '', { location }),
      'refused',
      /away from its origin.*cas\.interrupt\.rest\.url/,
    );
  }
  await fails(context, says(304), 'refused', /answers 304/);
  assert.equal(elsewhere.requests.length, 0);
});
