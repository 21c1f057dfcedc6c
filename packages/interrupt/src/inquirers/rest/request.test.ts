// What the endpoint receives (INT-21…26), seen by a real server.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { rebuiltLanguages } from './headers.ts';
import { requestOf } from './request.ts';
import type { RestInquirerOptions } from './rest.ts';
import { endpointOf, RestSettingsError } from './settings.ts';
import { asking, endpoint, inquiry, type Endpoint, type Facts } from './testing/endpoint.ts';

const APP = { service: 'https://app.example/?a=1&b=ü', pattern: '^https://app\\.example/.*' };

async function sent(
  context: TestContext,
  facts: Partial<Facts>,
  options: Partial<RestInquirerOptions> = {},
  query = '',
): Promise<Endpoint['requests'][number] & { readonly parameters: [string, string][] }> {
  const { url, requests } = await endpoint(context, (_, response) => response.end('null'));
  const { ask } = await asking(context, url + query, options);
  assert.deepEqual(await ask(facts), { kind: 'none' });
  const [request] = requests;
  assert.ok(request !== undefined);
  assert.equal(requests.length, 1);
  return { ...request, parameters: [...new URL(request.url, url).searchParams] };
}

test('INT-21 username, service and the pattern of the registered service travel in the query', async (context) => {
  const { parameters, method, headers, body } = await sent(context, APP);
  assert.deepEqual(parameters, [
    ['username', 'casuser'],
    ['service', APP.service],
    ['registeredService', APP.pattern],
  ]);
  assert.equal(method, 'GET');
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(body, '');
});

test('INT-21 a query of the configured address is kept, its fragment is not sent', async (context) => {
  const { url } = await sent(context, {}, {}, '?tenant=a%20b#top');
  assert.equal(url, '/check?tenant=a%20b&username=casuser');
});

test('INT-22 without a service only the username is sent', async (context) => {
  assert.deepEqual((await sent(context, {})).parameters, [['username', 'casuser']]);
});

test('INT-23 the language of the browser is sent, and * when it named none', async (context) => {
  assert.equal((await sent(context, { acceptLanguage: 'fr' })).headers['accept-language'], 'fr');
  assert.equal((await sent(context, {})).headers['accept-language'], '*');
});

test('INT-23 D10 Accept-Language is rebuilt from at most ten parsed ranges', () => {
  assert.equal(rebuiltLanguages('fr-CH, fr;q=0.9, en;q=0.8,*;q=0.5'), 'fr-CH,fr;q=0.9,en;q=0.8,*;q=0.5');
  assert.equal(rebuiltLanguages('de, \r\nX-Evil: 1, en;q=2, zh-Hant-TW;q=0.300'), 'de,zh-Hant-TW;q=0.300');
  assert.equal(rebuiltLanguages('en,'.repeat(500)), Array(10).fill('en').join(','));
  for (const none of [null, '', ' , ,', 'a'.repeat(9_000), 'é', `x${'-abcdefgh'.repeat(5)}`]) {
    assert.equal(rebuiltLanguages(none), '*');
  }
});

test('INT-23 D10 whatever a browser sends as its languages becomes a short, valid header', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()).map(String)), (header) => {
      const rebuilt = rebuiltLanguages(header);
      assert.match(rebuilt, /^[A-Za-z\d*;=.,-]{1,500}$/);
      assert.equal(rebuiltLanguages(rebuilt), rebuilt);
    }),
  );
});

test('INT-24 a configured header wins, whatever its spelling', async (context) => {
  const headers = {
    'Accept-LANGUAGE': 'nl',
    'content-type': 'text/plain',
    'X-Key': 'k1',
    Authorization: 'Token t',
  };
  const basicAuth = { username: 'cas', password: 'secret' };
  const request = await sent(context, { acceptLanguage: 'fr' }, { headers, basicAuth });
  assert.equal(request.headers['accept-language'], 'nl');
  assert.equal(request.headers['content-type'], 'text/plain');
  assert.equal(request.headers['x-key'], 'k1');
  assert.equal(request.headers.authorization, 'Token t');
});

test('INT-25 basic authentication is sent at once; with either part blank there is none', async (context) => {
  const authorization = async (username: string, password: string): Promise<string | undefined> =>
    (await sent(context, {}, { basicAuth: { username, password } })).headers.authorization;
  assert.equal(await authorization('cas', 'pä:ss'), `Basic ${Buffer.from('cas:pä:ss').toString('base64')}`);
  assert.equal(await authorization(' ', 'secret'), undefined);
  assert.equal(await authorization('cas', ''), undefined);
});

test('INT-26 with POST the parameters are still in the query and the body is empty', async (context) => {
  const { method, body, parameters } = await sent(context, APP, { method: ' post ' });
  assert.equal(method, 'POST');
  assert.equal(body, '');
  assert.equal(parameters.length, 3);
});

test('INT-26 DELETE and PATCH are sent, what the reference does not know is sent as GET', async (context) => {
  assert.equal((await sent(context, {}, { method: 'DELETE' })).method, 'DELETE');
  assert.equal((await sent(context, {}, { method: 'patch' })).method, 'PATCH');
  assert.equal((await sent(context, {}, { method: 'PUT' })).method, 'GET');
});

test('D10 attributes on the allow-list are sent, one parameter a value, and no others', async (context) => {
  const { parameters } = await sent(
    context,
    {
      attributes: { memberOf: ['staff', 'law & order'], mail: ['c@example.org'], level: [3] },
      authenticationAttributes: { method: ['LDAP'], memberOf: ['other'] },
    },
    { attributes: ['memberOf', 'level', 'method', 'absent', '__proto__'] },
  );
  assert.deepEqual(parameters.slice(1), [
    ['attribute.memberOf', 'staff'],
    ['attribute.memberOf', 'law & order'],
    ['attribute.level', '3'],
    ['attribute.method', 'LDAP'],
  ]);
});

test('D10 whatever a person chooses, the request can be made and carries it unchanged', () => {
  const settings = endpointOf({ url: 'https://api.example/check?x=%00', attributes: ['a'] });
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, (username, service, value) => {
      const { url, headers } = requestOf(
        settings,
        inquiry({ username, service, acceptLanguage: value, attributes: { a: [value] } }),
      );
      const parameters = new URL(url).searchParams;
      assert.equal(parameters.get('username'), username.toWellFormed());
      assert.equal(parameters.get('service'), service.toWellFormed());
      assert.equal(parameters.get('attribute.a'), value.toWellFormed());
      assert.match(url, /^[\x21-\x7E]+$/);
      assert.equal(new Headers(headers).get('accept-language'), headers['accept-language']);
    }),
  );
});

test('W4 settings that cannot work are refused with their name and without their value', () => {
  const refused = (settings: Parameters<typeof endpointOf>[0], text: RegExp): void => {
    assert.throws(
      () => endpointOf(settings),
      (error) =>
        error instanceof RestSettingsError && text.test(error.message) && !error.message.includes('s3cret'),
    );
  };
  const url = 'https://api.example/';
  refused({ url: 'api.example' }, /cas\.interrupt\.rest\.url/);
  refused({ url: 'file:///etc/passwd' }, /cas\.interrupt\.rest\.url/);
  refused({ url: 'https://cas:s3cret@api.example/' }, /basic-auth-username/);
  refused({ url, headers: { 'X Y': 's3cret' } }, /cas\.interrupt\.rest\.headers/);
  refused({ url, headers: { 'X-Key': 's3cret\r\nHost: b' } }, /cas\.interrupt\.rest\.headers\.X-Key/);
  refused({ url, headers: { 'Transfer-Encoding': 'chunked' } }, /Transfer-Encoding/);
});
