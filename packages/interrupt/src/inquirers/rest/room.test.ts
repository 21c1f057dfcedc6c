// What a person chooses has room of its own in the request, and never decides whether it can be made (D27).
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import fc from 'fast-check';
import { directoryRoom, HALF, headerSize } from './measure.ts';
import { doesNotFit, plainRequestOf, requestOf, type RestRequest } from './request.ts';
import { endpointOf, tooLargeForMany, type Endpoint } from './settings.ts';
import { asking, endpoint, inquiry, listening, type Facts, type Handler } from './testing/endpoint.ts';

const blocked = '{"message":"held","block":true}';

/** Bytes of the request head as HTTP/1.1 sends it. */
function head({ origin }: Endpoint, { url, method, headers }: RestRequest): number {
  const line = `${method} ${url.slice(origin.length)} HTTP/1.1\r\n`;
  const all = { host: new URL(url).host, connection: 'keep-alive', ...headers };
  return Object.entries(all).reduce((sum, [name, value]) => sum + headerSize(name, value), line.length);
}

const long = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4_000 }),
  fc
    .tuple(
      fc.constantFrom('&', '"', 'ü', '€', '😀', '\uD800', 'a', '?', '/'),
      fc.integer({ min: 0, max: 5_000 }),
    )
    .map(([unit, times]) => unit.repeat(times)),
);
const address = fc
  .tuple(
    fc.constantFrom('https://app.example.edu', 'http://[2001:db8::1]:8443', 'imaps://mail.test', 'app:/'),
    fc.constantFrom('', '/', '/deep/path', '?', '#', '/?'),
    long,
  )
  .map((parts) => parts.join(''));
const languages = fc.oneof(
  long,
  fc
    .array(fc.constantFrom('de-CH;q=0.123', 'zh-Hant-TW-x-abcdefgh', '*', 'en'), { maxLength: 400 })
    .map(String),
);

test('D27 property: what a person chose fills at most half of 6 KiB, and decides nothing', () => {
  fc.assert(
    fc.property(
      address,
      languages,
      long,
      fc.string({ maxLength: 3_000 }),
      fc.array(fc.string({ maxLength: 400 }), { maxLength: 12 }),
      fc.constantFrom(0, 500, 2_900, 6_000),
      (service, acceptLanguage, userAgent, pattern, memberOf, more) => {
        const settings = endpointOf({
          url: 'https://api.example/check',
          headers: more === 0 ? {} : { 'X-Token': 't'.repeat(more) },
          attributes: ['memberOf', 'userAgent'],
        });
        const facts: Partial<Facts> = { pattern, attributes: { memberOf } };
        const quiet = inquiry(facts);
        const loud = inquiry({
          ...facts,
          service,
          acceptLanguage,
          authenticationAttributes: { userAgent: [userAgent] },
        });
        const request = requestOf(settings, loud);
        const own = head(settings, requestOf(settings, quiet));
        assert.ok(head(settings, request) - own <= HALF, 'a person has half');
        assert.deepEqual(doesNotFit(settings, loud), doesNotFit(settings, quiet));
        const fits = doesNotFit(settings, loud) === null;
        if (fits) assert.ok(own <= settings.size + directoryRoom(settings.size) + 64);
        if (fits && more < 2_000) assert.ok(head(settings, request) <= 2 * HALF + 64);

        const parameters = new URL(request.url).searchParams;
        assert.deepEqual(
          parameters.getAll('attribute.memberOf'),
          memberOf.map((value) => value.toWellFormed()),
        );
        const sent = parameters.get('service') ?? '';
        assert.ok(service.toWellFormed().startsWith(sent));
        assert.equal(parameters.get('serviceCut') === 'true', sent !== service.toWellFormed());

        const plain = new URL(plainRequestOf(settings, loud).url).searchParams;
        assert.match(plain.get('service') ?? '', /^(?:[a-z]+:(\/\/[^/?#<>"'&]*)?)?$/);
        assert.equal(plain.has('attribute.userAgent'), false);
      },
    ),
    { numRuns: 300 },
  );
});

test('D27 a service that is too long is sent without its query, then without its path, and says so', () => {
  const settings = endpointOf({ url: 'https://api.example/check' });
  const sent = (service: string): (string | null)[] => {
    const { searchParams } = new URL(requestOf(settings, inquiry({ service })).url);
    return [searchParams.get('service'), searchParams.get('serviceCut')];
  };
  const app = 'https://app.example.edu:8443/deep';
  assert.deepEqual(sent(`${app}?x=1#y`), [`${app}?x=1#y`, null]);
  assert.deepEqual(sent(`${app}?${'&'.repeat(2_700)}`), [app, 'true']);
  assert.deepEqual(sent(`${app}#${'€'.repeat(1_000)}`), [app, 'true']);
  assert.deepEqual(sent(`${app}/${'%20'.repeat(1_300)}`), ['https://app.example.edu:8443', 'true']);
});

test('D27 an endpoint with a small limit is asked, whatever a person sends', async (context) => {
  const seen: (string | undefined)[] = [];
  const server = createServer({ maxHeaderSize: 6_144 }, (request, response) => {
    seen.push(request.url);
    response.end(blocked);
  });
  const port = await listening(context, server);
  const { ask } = await asking(context, `http://127.0.0.1:${port}/check`, { attributes: ['userAgent'] });
  const answer = await ask({
    service: `https://app.example.edu/?${'&'.repeat(2_700)}`,
    pattern: '^https://app\\.example\\.edu/.*',
    acceptLanguage: Array(400).fill('zh-Hant-TW-x-abcdefgh;q=0.123').join(),
    authenticationAttributes: { userAgent: ['ü'.repeat(8_000)] },
  });
  assert.equal(answer.kind === 'interrupt' && answer.response.block, true);
  assert.equal(answer.kind === 'interrupt' && answer.fault, undefined);
  assert.equal(seen.length, 1);
});

test('D27 attributes that do not fit are not cut: nothing is sent, and the fault names the setting', async (context) => {
  const { url, requests } = await endpoint(context, (_, response) => response.end('null'));
  const { ask, inquirer } = await asking(context, url, { attributes: ['memberOf'] });
  const answer = await ask({ attributes: { memberOf: Array(200).fill('cn=group,dc=example') } });
  assert.equal(answer.kind === 'failed' && answer.fault.code, 'too-large');
  assert.match(answer.kind === 'failed' ? answer.fault.detail : '', /cas\.interrupt\.rest\.attributes/);
  assert.equal(requests.length, 0);
  assert.deepEqual(await ask(), { kind: 'none' });
  assert.equal(inquirer.health().status, 'degraded');
  assert.match(inquirer.health().detail, /1 inquiries .*cas\.interrupt\.rest\.attributes did not fit/);
});

test('D27 a long pattern of a definition is left out and fails nothing; a long fixed part is told', async (context) => {
  const { url, requests } = await endpoint(context, (_, response) => response.end('null'));
  const headers = { 'X-Token': 't'.repeat(3_000) };
  const { ask, inquirer, lines } = await asking(context, url, { headers });
  assert.deepEqual(await ask({ service: 'https://a.example/', pattern: 'a|'.repeat(2_000) }), {
    kind: 'none',
  });
  assert.match(requests[0]?.url ?? '', /registeredServiceCut=true/);
  assert.match(tooLargeForMany({ url, headers }) ?? '', /cas\.interrupt\.rest\.headers alone fill \d+ bytes/);
  assert.equal(inquirer.health().status, 'degraded');
  assert.equal(lines.length, 1);
});

/** What firewalls do with a text that they take for an attack. */
const TURNED_AWAY: readonly (readonly [string, Handler])[] = [
  ['403', (_, response) => response.writeHead(403).end('Forbidden')],
  ['400', (_, response) => response.writeHead(400).end()],
  ['a broken connection', (_, response) => void response.socket?.resetAndDestroy()],
  ['a page with 200', (_, response) => response.end('<html>The requested URL was rejected.')],
  [
    'a redirect to such a page',
    (_, response) => response.writeHead(302, { location: 'https://waf.example/' }).end(),
  ],
  ['502', (_, response) => response.writeHead(502).end()],
];

for (const [what, turnAway] of TURNED_AWAY) {
  test(`D27 a text that is turned away with ${what} is asked about once more without it, and marked`, async (context) => {
    const { url, requests } = await endpoint(context, (request, response, call) => {
      if (request.url?.includes('script') === true) turnAway(request, response, call);
      else response.end(blocked);
    });
    const { ask, inquirer } = await asking(context, url, { breaker: { failures: 1 } });
    const service = 'https://app.example.edu/?x=<script>alert(1)</script>';
    const answer = await ask({ service, acceptLanguage: 'de' });
    assert.equal(answer.kind === 'interrupt' && answer.response.block, true);
    const fault = answer.kind === 'interrupt' ? answer.fault : undefined;
    assert.match(fault?.detail ?? '', /without what the person sent/);
    const last = requests.at(-1);
    assert.match(last?.url ?? '', /service=https%3A%2F%2Fapp\.example\.edu&serviceCut=true/);
    assert.equal(last?.headers['accept-language'], '*');
    assert.deepEqual(inquirer.health(), { status: 'up', detail: 'breaker closed' });
  });
}

test('D27 when the plain question fails too, that is the endpoint’s own failure; nothing is asked thrice', async (context) => {
  const { url, requests } = await endpoint(context, (_, response) => response.writeHead(403).end());
  const { ask } = await asking(context, url);
  const answer = await ask({ service: 'https://app.example.edu/?x=1' });
  assert.match(
    answer.kind === 'failed' ? answer.fault.detail : '',
    /answers 403: .*look at cas\.interrupt\.rest\.url/,
  );
  assert.equal(requests.length, 2);
  await ask();
  assert.equal(requests.length, 3, 'without a text of a person there is nothing to leave out');
});
