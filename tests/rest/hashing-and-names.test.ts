// Passwords are hashed and names are looked up in one thread pool: a crowd at the login must not keep an inquiry from
// finding its endpoint, or the blocked get in where failures are open (D26, D9).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoint } from '../../packages/interrupt/src/inquirers/rest/testing/endpoint.ts';
import { NEWS, openHouse } from '../protocol/support/house.ts';

/** "Mellon", at a cost that takes a second or so. */
const DEAR = '$2y$13$3zHtT4wshyXuWnbs9RY7kOe7YN9D1SbbFEdvHctdJ9ux3Zj7Wgy0u';

test('D26 twenty logins at once with dear passwords let no blocked person in', async (t) => {
  const { url, requests } = await endpoint(t, (_request, response) => {
    response.writeHead(200).end(JSON.stringify({ message: 'Not today.', block: true }));
  });
  const names = Array.from({ length: 20 }, (_, index) => `person${index}`);
  const house = await openHouse(t, {
    settings: {
      'cas.server.trusted-proxies[0]': '127.0.0.1',
      'cas.authn.json.password-encoder.type': 'BCRYPT',
      // A host name: each new connection looks it up.
      'cas.interrupt.rest.url': url.replace('127.0.0.1', 'localhost'),
    },
    files: { 'people.json': Object.fromEntries(names.map((name) => [name, { password: DEAR }])) },
  });
  const answers = await Promise.all(
    names.map((name, index) =>
      house.person({ headers: { 'x-forwarded-for': `203.0.113.${index}` } }).enter(name, NEWS),
    ),
  );
  for (const answer of answers) {
    assert.equal(answer.ticket, undefined);
    assert.match(answer.body, /Not today\./);
  }
  assert.equal(requests.length, 20);
  assert.doesNotMatch(house.logged(), /INTERRUPT_INQUIRY_FAILED/);
});

/** The same at a cost that takes some hundredths of a second. */
const COSTLY = '$2y$10$rcFxGb2K0pWdx6iXzR8vaOzmfl1sR3F3LLzZV9NmNc6.ImqeAC9Ba';

test('D26 whoever finds the line full is told to come back, and has not failed', async (t) => {
  const house = await openHouse(t, {
    settings: {
      'cas.authn.json.password-encoder.type': 'BCRYPT',
      'cas.authn.throttle.failure.threshold': 1000,
    },
    files: { 'people.json': { anna: { password: COSTLY }, bert: { password: COSTLY } } },
  });
  const people = Array.from({ length: 130 }, () => house.person());
  await Promise.all(people.map((person) => person.arrive(NEWS)));
  const answers = await Promise.all(
    people.map((person, index) => person.signIn(index % 2 === 0 ? 'anna' : 'bert')),
  );
  const turnedAway = answers.filter(({ status }) => status === 503);
  assert.ok(turnedAway.length > 0);
  for (const { headers, body } of turnedAway) {
    assert.equal(headers.get('retry-after'), '5');
    assert.match(body, /Very many people are signing in just now/);
  }
  assert.equal(answers.filter(({ ticket }) => ticket !== undefined).length, 130 - turnedAway.length);
  assert.equal(house.rows('login-failure'), 0);
  const again = people[answers.findIndex(({ status }) => status === 503)];
  assert.ok((await again?.signIn('anna'))?.ticket);
});
