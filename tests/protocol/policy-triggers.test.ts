// The attribute trigger of a service's policy, in its file and in the server (D7, INT-49 to INT-51). It says who is
// asked about, and interrupts nobody by itself. Groovy triggers: tests/groovy/policy-in-the-server.test.ts.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse, type House, type HouseOptions } from './support/house.ts';
import type { Answer } from './support/person.ts';

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const PEOPLE = { anna: { memberOf: ['library', 'staff'], dept: ['law'] }, bert: { memberOf: ['student'] } };

function withPolicy(t: TestContext, policy: object, more: HouseOptions = {}): Promise<House> {
  const webflowInterruptPolicy = {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
    ...policy,
  };
  return openHouse(t, {
    people: PEOPLE,
    notices: { anna: { message: 'Read this.' }, bert: { message: 'Read this.' } },
    services: {
      'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*', { webflowInterruptPolicy }),
      'Canteen-2.json': serviceFile(2, 'Canteen', '^http://canteen\\.test/.*'),
    },
    ...more,
  });
}

const asks = async (house: House, name: string, service = NEWS): Promise<boolean> =>
  isInterrupt(await house.person().enter(name, service));

test('INT-49 INT-50 a matching attribute lets the inquirers be asked; without one nobody is asked', async (t) => {
  const house = await withPolicy(t, { attributeName: 'memberOf', attributeValue: 'staff' });
  assert.equal(await asks(house, 'anna'), true);
  assert.equal(await asks(house, 'bert'), false);
  assert.deepEqual(
    house.bulletin.asked.map(({ who }) => who),
    ['anna'],
  );
  assert.equal(await asks(house, 'bert', CANTEEN), true, 'another application has its own policy');
  house.bulletin.post('anna', null);
  assert.equal(await asks(house, 'anna'), false, 'a trigger interrupts nobody by itself');
});

test('INT-49 D7 D13 patterns are searched for, ignore ASCII case, and see every matching attribute', async (t) => {
  for (const [attributeName, attributeValue, expected] of [
    ['MEMBEROF', 'STA', true],
    ['member|dept', 'law', true],
    ['.*', '^staff$', true],
    ['memberOf', '^sta$', false],
    ['nothing', 'staff', false],
    ['authenticationMethod', 'json', true],
  ] as const)
    assert.equal(
      await asks(await withPolicy(t, { attributeName, attributeValue }), 'anna'),
      expected,
      `${attributeName} ${attributeValue}`,
    );
});

test('INT-51 a name without a value, or a value without a name, is no trigger: everybody is asked about', async (t) => {
  for (const half of [{ attributeName: 'memberOf' }, { attributeValue: 'staff' }])
    assert.equal(await asks(await withPolicy(t, half), 'bert'), true);
});

test('D13 D27 a value too long to be judged counts as a match', async (t) => {
  const people = { anna: { memberOf: ['x'.repeat(70_000)] } };
  assert.equal(
    await asks(
      await withPolicy(t, { attributeName: 'memberOf', attributeValue: 'staff' }, { people }),
      'anna',
    ),
    true,
  );
});

test('INT-47 INT-48 enabled=false wins over trigger and forced execution; FALSE and TRUE as texts count', async (t) => {
  const trigger = { attributeName: 'memberOf', attributeValue: 'staff' };
  for (const enabled of [false, 'FALSE'])
    assert.equal(
      await asks(await withPolicy(t, { enabled, forceExecution: 'TRUE', ...trigger }), 'anna'),
      false,
    );
  assert.equal(await asks(await withPolicy(t, { enabled: 'TRUE', ...trigger }), 'anna'), true);
});

test('INT-40 INT-50 forced execution of a service asks at every entry whom its trigger matches, and nobody else', async (t) => {
  const house = await withPolicy(t, {
    forceExecution: 'TRUE',
    attributeName: 'memberOf',
    attributeValue: 'staff',
  });
  const anna = house.person();
  await anna.enter('anna', NEWS);
  assert.ok((await anna.proceed()).ticket);
  assert.ok(isInterrupt(await anna.arrive(NEWS)));
  assert.ok((await anna.arrive(CANTEEN)).ticket, 'acknowledged elsewhere');
  assert.equal(await asks(house, 'bert'), false);
});
