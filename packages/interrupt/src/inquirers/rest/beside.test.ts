// The question with a person's text and the bare one beside it: which of them counts, and what the breaker learns (D27).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { InquirerAnswer } from '../../inquirer.ts';
import { asking, endpoint, inquiry, type Handler } from './testing/endpoint.ts';

const TEXT = { service: 'https://app.example.edu/?x=EVIL' };
const held = '{"message":"held","block":true}';
const other = '{"message":"of the whole question"}';

const isBlock = (answer: InquirerAnswer): boolean => answer.kind === 'interrupt' && answer.response.block;

/** One handler for the question with a text, one for the bare one. */
const two =
  (full: Handler, bare: Handler): Handler =>
  (request, response, call) =>
    (request.url?.includes('EVIL') === true ? full : bare)(request, response, call);

const answers =
  (status: number, body = ''): Handler =>
  (_, response) =>
    void response.writeHead(status).end(body);
const hung: Handler = () => undefined;

test('D27 the answer to the whole question counts when it comes after the bare one’s', async (context) => {
  let late = (): void => undefined;
  const { url, requests } = await endpoint(
    context,
    two(
      (_, response) => void (late = () => response.end(other)),
      (_, response) => response.end(held, late),
    ),
  );
  const { ask } = await asking(context, url, { timeout: 2_000 });
  const answer = await ask(TEXT);
  assert.equal(answer.kind === 'interrupt' && answer.response.message, 'of the whole question');
  assert.equal(answer.fault, undefined);
  assert.equal(requests.length, 2);
});

test('D27 a good answer ends what is under way beside it', async (context) => {
  let late = (): void => undefined;
  const ended = Promise.withResolvers<void>();
  const { url } = await endpoint(
    context,
    two(
      (_, response) => void (late = () => response.end(other)),
      (_, response) => {
        response.on('close', ended.resolve);
        late();
      },
    ),
  );
  const { ask } = await asking(context, url, { timeout: 2_000 });
  assert.equal((await ask(TEXT)).kind, 'interrupt');
  await ended.promise;
});

test('D10 D27 a text that meets silence is told to the breaker only when the bare question fails too', async (context) => {
  let well = true;
  const { url } = await endpoint(
    context,
    two(hung, (request, response, call) => answers(well ? 200 : 500, 'null')(request, response, call)),
  );
  const { ask, inquirer } = await asking(context, url, {
    timeout: 300,
    retries: 0,
    breaker: { failures: 2 },
  });
  const people = (names: readonly string[]): Promise<InquirerAnswer[]> =>
    Promise.all(names.map((username) => ask({ ...TEXT, username })));
  for (const answer of await people(['a', 'b', 'c', 'd', 'e', 'f'])) {
    assert.equal(answer.kind, 'none');
    assert.equal(answer.fault?.code, 'turned-away');
  }
  assert.deepEqual(inquirer.health(), { status: 'up', detail: 'breaker closed' });
  well = false;
  for (const answer of await people(['a', 'b'])) {
    assert.match(answer.kind === 'failed' ? answer.fault.detail : '', /answers 500/);
  }
  assert.match(inquirer.health().detail, /^breaker open/);
});

test('D27 an open breaker is closed by the bare question of whoever tries it, at once', async (context) => {
  let well = false;
  const { url, requests } = await endpoint(
    context,
    two(hung, (request, response, call) => answers(well ? 200 : 500, 'null')(request, response, call)),
  );
  const asked = await asking(context, url, { timeout: 60_000, retries: 0, breaker: { failures: 1 } });
  await asked.ask({ username: 'a' });
  assert.equal(asked.inquirer.health().status, 'down');
  well = true;
  asked.time += 10_000;
  const leave = new AbortController();
  const { inquirer } = asked;
  const trying = inquirer.inquire(inquiry({ ...TEXT, username: 'b' }), leave.signal);
  assert.deepEqual(await asked.ask({ username: 'c' }), { kind: 'none' }, 'who waits for it is not kept');
  assert.equal(requests.length, 4);
  leave.abort();
  assert.equal((await trying).kind, 'none');
});

test('D26 D27 however many texts meet silence, each has a connection for its bare question', async (context) => {
  const { url } = await endpoint(context, two(hung, answers(200, held)));
  const { ask } = await asking(context, url, { timeout: 8_000 });
  const came = await Promise.all(
    Array.from({ length: 128 }, (_, i) => ask({ ...TEXT, username: `person ${i}` })),
  );
  assert.equal(came.filter(isBlock).length, 128);
});

test('D27 what nobody has seen is not asked about twice', async (context) => {
  const { url } = await endpoint(context, hung);
  const { ask } = await asking(context, url.replace('http:', 'https:'), { retries: 0 });
  const answer = await ask(TEXT);
  assert.equal(answer.kind === 'failed' && answer.fault.code, 'unavailable');
});

const reset: Handler = (request) => void request.socket.resetAndDestroy();
const stalled: Handler = (_, response) => void response.writeHead(200, { 'content-length': '9' }).write('{');
const REFUSALS = { hung, stalled, reset, 400: answers(400), 403: answers(403), 503: answers(503) } as const;

test('D27 property: whatever a text meets, and however late, a block of the bare question holds', async (context) => {
  const met = new Map<string, { refusal: Handler; after: number }>();
  const { url } = await endpoint(
    context,
    two(
      (request, response, call) => {
        const who = new URL(request.url ?? '', 'http://x').searchParams.get('username') ?? '';
        const { refusal = hung, after = 0 } = met.get(who) ?? {};
        setTimeout(() => refusal(request, response, call), after);
      },
      answers(200, held),
    ),
  );
  const askers = await Promise.all(
    [0, 1, 3].map((retries) => asking(context, url, { timeout: 2_000, retries, breaker: { failures: 1 } })),
  );
  const person = fc.record({
    asker: fc.constantFrom(...askers),
    refusal: fc.constantFrom(...Object.values(REFUSALS)),
    after: fc.integer({ min: 0, max: 2_200 }),
    service: fc.constantFrom(TEXT.service, 'https://app.example.edu/EVIL'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 5, maxLength: 10 }), async (people) => {
      const came = await Promise.all(
        people.map(({ asker, service, ...how }, i) => {
          const username = `person ${i}`;
          met.set(username, how);
          return asker.ask({ service, username });
        }),
      );
      for (const answer of came) {
        assert.equal(isBlock(answer), true, answer.fault?.detail);
        assert.equal(answer.fault?.code, 'turned-away');
      }
      for (const { inquirer } of askers)
        assert.deepEqual(inquirer.health(), { status: 'up', detail: 'breaker closed' });
    }),
    { numRuns: 6 },
  );
});
