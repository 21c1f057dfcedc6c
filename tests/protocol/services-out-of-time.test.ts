// Definitions that let nobody in because of a date, those without a name, and those that ask for single logout: told to
// operators at start, in health and in the audit (D38).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { openHouse, type House } from './support/house.ts';

const HEALTH = { 'cas.monitor.endpoints.endpoint.health.access': 'PERMIT' };
const timed = (dates: object): object => ({
  accessStrategy: {
    '@class': 'org.apereo.cas.services.TimeBasedRegisteredServiceAccessStrategy',
    enabled: true,
    ...dates,
  },
});
/** The house's clock stands at 2030-01-07. */
const CASES: Readonly<Record<string, readonly [more: object, why: string | null]>> = {
  'an expiration that is past': [
    { expirationPolicy: { expirationDate: '2029-12-31' } },
    'expirationPolicy.expirationDate 2029-12-31T00:00:00Z is past',
  ],
  'a window that is over': [
    timed({ endingDateTime: '2029-12-31T12:00:00Z' }),
    'accessStrategy.endingDateTime 2029-12-31T12:00:00Z is past',
  ],
  'a window that is still to come': [
    timed({ startingDateTime: '2031-01-01T00:00:00Z' }),
    'accessStrategy.startingDateTime 2031-01-01T00:00:00Z is still to come',
  ],
  'a chain with a window that is over': [
    {
      accessStrategy: {
        '@class': 'org.apereo.cas.services.ChainingRegisteredServiceAccessStrategy',
        strategies: [timed({ endingDateTime: '2029-12-31T12:00:00Z' })].map(
          (one) => (one as { accessStrategy: object }).accessStrategy,
        ),
      },
    },
    'accessStrategy.endingDateTime 2029-12-31T12:00:00Z is past',
  ],
  'one that is disabled by hand, whatever its dates': [
    { accessStrategy: { enabled: false }, expirationPolicy: { expirationDate: '2029-12-31' } },
    null,
  ],
};

interface Told {
  readonly status: string;
  readonly components: {
    readonly services: { readonly status: string; readonly details: { detail: string } };
  };
}

const healthOf = async ({ base }: House): Promise<Told> =>
  (await (await fetch(`${base}/actuator/health`)).json()) as Told;

for (const [what, [more, why]] of Object.entries(CASES)) {
  test(`D38 a definition with ${what}: start, health and audit`, async (t) => {
    const services = { 'App-1.json': serviceFile(1, 'App', '^http://app\\.test/.*', more) };
    const house = await openHouse(t, { settings: HEALTH, services });
    const { services: part } = (await healthOf(house)).components;
    assert.equal((await house.person().arrive('http://app.test/')).status, 403);
    const { what: said } = house.audit.at(-1) ?? {};
    if (why === null) {
      assert.equal(part.status, 'UP');
      assert.equal(said, 'service-disabled');
      assert.doesNotMatch(house.logged(), /refuses everybody/);
    } else {
      assert.equal(part.status, 'WARN');
      assert.equal(part.details.detail, `"App" refuses everybody: ${why}`);
      assert.equal(said, `service-disabled: definition 1 "App": ${why}`);
      assert.ok(house.logged().includes(`App-1.json: matches and refuses everybody: ${why}`));
    }
  });
}

test('D38 health tells a definition as soon as its date has come, without a restart', async (t) => {
  const more = { expirationPolicy: { expirationDate: '2030-01-08' } };
  const services = { 'App-1.json': serviceFile(1, 'App', '^http://app\\.test/.*', more) };
  const house = await openHouse(t, { settings: HEALTH, services });
  assert.equal((await healthOf(house)).components.services.status, 'UP');
  house.clock.pass(86_400_000);
  assert.equal((await healthOf(house)).components.services.status, 'WARN');
});

test('D38 a service file without a name goes by its id, with a notice', async (t) => {
  const { name: _, ...nameless } = serviceFile(7, '', '^http://app\\.test/.*') as { name: string };
  const services = { 'App-7.json': nameless, 'Empty-8.json': serviceFile(8, '', '^http://other\\.test/.*') };
  const house = await openHouse(t, { services });
  assert.match((await house.person().enter('anna', 'http://app.test/')).location ?? '', /ticket=ST-/);
  assert.match((await house.person().enter('anna', 'http://other.test/')).location ?? '', /ticket=ST-/);
  for (const [file, id] of [
    ['App-7.json', 7],
    ['Empty-8.json', 8],
  ] as const)
    assert.ok(house.logged().includes(`${file}: name is missing; the definition goes by its id, ${id}`));
});

test('D38 logoutType and logoutUrl are told: single logout to applications is not here yet', async (t) => {
  const asks = { logoutType: 'BACK_CHANNEL', logoutUrl: 'https://app.test/bye' };
  const services = {
    'App-1.json': serviceFile(1, 'App', '^http://app\\.test/.*', asks),
    'None-2.json': serviceFile(2, 'None', '^http://none\\.test/.*', { logoutType: 'NONE' }),
  };
  const house = await openHouse(t, { services });
  assert.match(
    house.logged(),
    /App-1\.json: logoutType, logoutUrl: single logout to applications is not here yet: applications keep their own/,
  );
  assert.doesNotMatch(house.logged(), /None-2\.json: logout/);
});
