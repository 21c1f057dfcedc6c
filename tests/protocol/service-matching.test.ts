// When two spellings of an address are the same application (CAS-35 to CAS-39), from login to validation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { NEWS, openHouse } from './support/house.ts';

test('CAS-35 CAS-36 CAS-37 the two are compared decoded, without fragment, without case, without ;jsessionid', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const redeemed = async (atLogin: string, atValidation: string): Promise<string> =>
    person.redeem((await person.arrive(atLogin)).ticket, atValidation);
  const same: readonly (readonly [string, string])[] = [
    ['http://news.test/a', 'HTTP://NEWS.TEST/A'],
    ['http://news.test/a%20b', 'http://news.test/a b'],
    ['http://news.test/a#here', 'http://news.test/a'],
    ['http://news.test/a;jsessionid=ABC', 'http://news.test/a'],
    ['http://news.test/a', 'http://news.test/a;jsessionid=ABC'],
    ['http://news.test/a?x=%3a%2f', 'http://news.test/a?x=%3A%2F'],
    ['http://news.test/%c3%bc', 'http://news.test/ü'],
    ['http://news.test/a?ticket=ST-old', 'http://news.test/a'],
    ["http://news.test/o'neil", "http://news.test/o'neil"],
  ];
  for (const [one, other] of same) assert.equal(await redeemed(one, other), 'anna', `${one} ${other}`);
  const different: readonly (readonly [string, string])[] = [
    ['http://news.test/a', 'http://news.test/a/'],
    ['http://news.test/a', 'http://news.test/b'],
    ['http://news.test/a?x=1', 'http://news.test/a?x=2'],
    ['http://news.test/a', 'http://canteen.test/a'],
  ];
  for (const [one, other] of different)
    assert.equal(await redeemed(one, other), 'INVALID_SERVICE', `${one} ${other}`);
});

test('CAS-37 lower-case escapes of the whole parameter, as mod_auth_cas sends them', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const { ticket = '' } = await person.client.get('/login?service=http%3a%2f%2fnews.test%2fread');
  const answer = await person.client.get(
    `/serviceValidate?service=http%3A%2F%2Fnews.test%2Fread&ticket=${ticket}`,
  );
  assert.match(answer.body, /<cas:user>anna<\/cas:user>/);
});

test('CAS-39 a definition matches whole addresses only', async (t) => {
  const house = await openHouse(t, {
    services: {
      'A-1.json': serviceFile(1, 'A', '^http://news\\.test'),
      'B-2.json': serviceFile(2, 'B', 'http://b\\.test/\\w+'),
    },
  });
  const person = house.person();
  for (const [service, status] of [
    ['http://news.test', 200],
    ['http://news.test.evil.test/', 403],
    ['http://news.test/x', 403],
    ['http://b.test/word', 200],
    ['http://b.test/two/words', 403],
    ['http://evil.test/?http://b.test/word', 403],
  ] as const) {
    assert.equal((await person.arrive(service)).status, status, service);
  }
});

test('CAS-38 targetService and TARGET do not stand in for service at /login', async (t) => {
  const person = (await openHouse(t)).person();
  const { ticket } = await person.enter('anna', NEWS, {
    targetService: 'http://evil.test/',
    TARGET: 'http://evil.test/',
  });
  assert.equal(await person.redeem(ticket, NEWS), 'anna');
});
