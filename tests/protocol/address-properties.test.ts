// However an address is spelled: what is redeemed at an application is what signing in at its own address would have given,
// and nobody is sent to a host that the definition would not match (D25). Over HTTP, with generated registries.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { serviceFile } from '../support/config-folder.ts';
import { registry, respelt } from './support/address-arbitraries.ts';
import { openHouse } from './support/house.ts';
import type { Person } from './support/person.ts';

const HOME = 'https://home.invalid/';
const ATTRIBUTES = Object.fromEntries(
  Array.from({ length: 6 }, (_, index) => [`a${index + 1}`, [`of ${index + 1}`]]),
);

/** Anna has a session and is blocked wherever anybody is asked. */
async function annaAt(t: TestContext, definitions: Record<string, object>): Promise<Person> {
  const home = serviceFile(99, 'Home', '^https://home\\.invalid/$', {
    evaluationOrder: -1,
    webflowInterruptPolicy: { enabled: false },
  });
  const house = await openHouse(t, {
    people: { anna: ATTRIBUTES },
    services: { ...definitions, 'Home-99.json': home },
    notices: { anna: { message: 'Blocked.', block: true } },
  });
  const person = house.person();
  await person.enter('anna', HOME);
  return person;
}

/** What the application learns that redeems the ticket: the attributes of one definition, or the code of a failure. */
async function learned(person: Person, ticket: string, address: string): Promise<string> {
  const { body } = await person.validate(ticket, address);
  const { serviceResponse } = JSON.parse(body) as {
    serviceResponse: {
      authenticationSuccess?: { attributes: Record<string, unknown> };
      authenticationFailure?: { code: string };
    };
  };
  const { authenticationSuccess: success, authenticationFailure: failed } = serviceResponse;
  return success === undefined
    ? (failed?.code ?? '')
    : Object.keys(success.attributes)
        .filter((name) => /^a\d$/.test(name))
        .join();
}

test('D25 no spelling gives an application what its own address would not have given', async (t) => {
  let redeemed = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      registry,
      fc.array(respelt, { minLength: 60, maxLength: 60 }),
      async (definitions, pairs) => {
        const person = await annaAt(t, definitions);
        for (const [own, spelling] of pairs) {
          const { ticket, status } = await person.arrive(spelling);
          if (ticket === undefined) {
            refused += 1;
            continue;
          }
          assert.equal(status, 302);
          const gained = await learned(person, ticket, own);
          if (/^[A-Z_]+$/.test(gained)) continue;
          redeemed += 1;
          const plain = await person.arrive(own);
          const where = `${JSON.stringify(spelling)} redeemed at ${JSON.stringify(own)}`;
          assert.ok(plain.ticket, `${where}, which gives no ticket itself (${plain.status})`);
          assert.equal(gained, await learned(person, plain.ticket, own), where);
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  assert.ok(redeemed > 20 && refused > 20, `${redeemed} redeemed, ${refused} refused: too few to say much`);
});

test('D25 nobody is sent to a host that the definition would not match', async (t) => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(
      registry,
      fc.array(respelt, { minLength: 60, maxLength: 60 }),
      async (definitions, pairs) => {
        const person = await annaAt(t, definitions);
        for (const [, spelling] of pairs) {
          const { headers, ticket } = await person.arrive(spelling);
          const location = headers.get('location');
          if (location === null || ticket === undefined) continue;
          sent += 1;
          // The application there redeems the address that it was sent to, under the same definition.
          const seen = location.replace(/[?&]ticket=ST-[\w-]{20,}(?=#|$)/, '');
          const shown = `${JSON.stringify(spelling)} to ${location}`;
          assert.match(await learned(person, ticket, seen), /^a\d$/, shown);
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  assert.ok(sent > 20, `${sent} were sent anywhere: too few to say much`);
});
