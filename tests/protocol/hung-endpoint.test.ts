// A REST endpoint that hangs costs a login its timeout and nothing else; what its failure means is a setting (D9, D10).
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { endpoint, type Endpoint } from '../../packages/interrupt/src/inquirers/rest/testing/endpoint.ts';
import { serviceFile } from '../support/config-folder.ts';
import { eventually } from './support/eventually.ts';
import { CANTEEN, NEWS, openHouse, type House, type HouseOptions } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';

const FREE = 'http://free.test/';
const SERVICES = {
  'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
  'Canteen-2.json': serviceFile(2, 'Canteen', '^http://canteen\\.test/.*'),
  'Free-3.json': serviceFile(3, 'Free', '^http://free\\.test/.*', {
    webflowInterruptPolicy: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
      enabled: false,
    },
  }),
};
const BLOCK = { message: 'Not today.', block: true };

interface Remote {
  readonly requests: Endpoint['requests'];
  /** From now on: nothing ever, or this payload; null says no interrupt. */
  says(answer: 'nothing' | object | null): void;
  /** Answers those who are waiting that there is no interrupt. */
  release(): void;
}

async function openRemoteHouse(
  t: TestContext,
  more: HouseOptions = {},
): Promise<{ house: House; remote: Remote }> {
  let answer: 'nothing' | object | null = null;
  const waiting: ServerResponse[] = [];
  const { url, requests } = await endpoint(t, (_request, response) => {
    if (answer === 'nothing') waiting.push(response);
    else if (answer === null) response.writeHead(204).end();
    else response.writeHead(200).end(JSON.stringify(answer));
  });
  const rest = { 'cas.interrupt.rest.url': url, 'cas.interrupt.rest.retries': 0 };
  const house = await openHouse(t, { services: SERVICES, ...more, settings: { ...rest, ...more.settings } });
  const remote: Remote = {
    requests,
    says: (next) => void (answer = next),
    release: () => {
      for (const response of waiting.splice(0)) response.writeHead(204).end();
    },
  };
  return { house, remote };
}

async function failedAt(person: Person, { ticket = '' }: Answer, service: string): Promise<unknown> {
  const { body } = await person.validate(ticket, service);
  const told = JSON.parse(body) as {
    serviceResponse: { authenticationSuccess: { attributes: Record<string, unknown> } };
  };
  return told.serviceResponse.authenticationSuccess.attributes['interruptInquiryFailed'];
}

const isRetryPage = (answer: Answer): boolean => answer.page().form('formretry') !== undefined;

test('D10 while a login waits for the endpoint, everything that asks nothing is answered', async (t) => {
  const { house, remote } = await openRemoteHouse(t, { settings: { 'cas.interrupt.rest.timeout': 'PT60S' } });
  const bert = house.person();
  const carla = house.person();
  const { ticket } = await bert.enter('bert', NEWS);
  await carla.enter('bert', FREE);

  remote.says('nothing');
  const before = remote.requests.length;
  const anna = house.person();
  await anna.arrive(NEWS);
  let isWaiting = true;
  const login = anna.signIn('anna').finally(() => (isWaiting = false));
  await eventually(async () => remote.requests.length > before);

  assert.equal(await bert.redeem(ticket, NEWS), 'bert');
  assert.equal((await house.person().arrive(NEWS, { gateway: 'true' })).location, NEWS);
  assert.ok((await house.person().arrive(NEWS)).page().form('fm1'));
  assert.equal(await carla.redeem((await carla.arrive(FREE)).ticket, FREE), 'bert');
  assert.ok((await house.person().enter('bert', FREE)).ticket);
  assert.equal((await bert.logout()).status, 200);
  assert.equal(remote.requests.length, before + 1, 'none of them asked');
  assert.equal(isWaiting, true);

  remote.release();
  assert.equal(await anna.redeem((await login).ticket, NEWS), 'anna');
});

test('INT-30 D9 D10 OPEN: after the timeout the login goes on, marked for that one entry', async (t) => {
  const { house, remote } = await openRemoteHouse(t, { settings: timeout('OPEN') });
  const anna = house.person();
  remote.says('nothing');
  assert.deepEqual(await failedAt(anna, await anna.enter('anna', NEWS), NEWS), ['rest']);
  remote.says(null);
  assert.equal(await failedAt(anna, await anna.arrive(NEWS), NEWS), undefined);
  assert.equal(await failedAt(anna, await anna.arrive(CANTEEN), CANTEEN), undefined);
  remote.says(BLOCK);
  assert.equal((await anna.arrive(NEWS)).ticket, undefined, 'an open failure is no acknowledgement');
  assert.equal(house.audit.filter(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED').length, 1);
});

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO']) {
  test(`D9 D10 CLOSED ${mode}: a page that says so and asks again, at most every five seconds`, async (t) => {
    const settings = { ...timeout('CLOSED'), 'cas.interrupt.core.trigger-mode': mode };
    const { house, remote } = await openRemoteHouse(t, { settings });
    const anna = house.person();
    remote.says('nothing');
    const page = await anna.enter('anna', NEWS);
    assert.equal(page.status, 200);
    assert.ok(isRetryPage(page));
    assert.equal(house.rows('service-ticket'), 0);
    assert.equal(house.rows('session'), 0);

    remote.says(null);
    assert.ok(isRetryPage(await anna.retry()));
    // The whole question alone counts: beside one that meets silence the plain one is asked (D27).
    const asked = (): number =>
      remote.requests.filter(({ url }) => new URL(url, NEWS).searchParams.get('service') === NEWS).length;
    assert.equal(asked(), 1, 'too early: nobody is asked');
    house.clock.pass(5000);
    const { ticket } = await anna.retry();
    assert.equal(asked(), 2);
    assert.equal(await anna.redeem(ticket, NEWS), 'anna');
  });
}

test('D9 CLOSED: proceed, link and unknown events on the page of a failed inquiry get nobody in', async (t) => {
  const { house, remote } = await openRemoteHouse(t, { settings: timeout('CLOSED') });
  const anna = house.person();
  remote.says('nothing');
  await anna.enter('anna', NEWS);
  for (const _eventId of ['proceed', 'redirect', 'submit', 'success', '']) {
    const answer = await anna.answer({ _eventId, link: 'https://a.test/' });
    assert.ok(isRetryPage(answer), _eventId);
  }
  assert.equal(house.rows('session') + house.rows('service-ticket'), 0);
});

test('D9 LAST_KNOWN: the last good answer holds, a block at every application, until it is too old', async (t) => {
  const settings = {
    ...timeout('LAST_KNOWN'),
    'cas.interrupt.rest.last-known-for': 'PT1H',
    'cas.interrupt.rest.last-known-otherwise': 'CLOSED',
  };
  const { house, remote } = await openRemoteHouse(t, { settings });
  assert.ok((await house.person().enter('bert', NEWS)).ticket);
  remote.says(BLOCK);
  assert.equal((await house.person().enter('anna', NEWS)).page().text('interruptMessage'), 'Not today.');

  remote.says('nothing');
  await house.restart();
  for (const service of [NEWS, CANTEEN])
    assert.equal((await house.person().enter('anna', service)).page().text('interruptMessage'), 'Not today.');
  const bert = house.person();
  assert.deepEqual(await failedAt(bert, await bert.enter('bert', NEWS), NEWS), ['rest']);
  assert.ok(isRetryPage(await house.person().enter('bert', CANTEEN)), 'nothing is known of that application');

  house.clock.pass(3_600_001);
  assert.ok(isRetryPage(await house.person().enter('bert', NEWS)));
  assert.ok(isRetryPage(await house.person().enter('anna', NEWS)));
});

test('D10 W8 nothing that the log says of a failure holds the address’s query, the person’s name or the credentials', async (t) => {
  const settings = {
    ...timeout('OPEN'),
    'cas.interrupt.rest.basic-auth-username': 'vestibule',
    'cas.interrupt.rest.basic-auth-password': 'a-very-secret-word',
  };
  const { house, remote } = await openRemoteHouse(t, { settings });
  remote.says('nothing');
  assert.ok((await house.person().enter('anna', NEWS)).ticket);
  const told = house.logged();
  assert.match(told, /timeout/);
  for (const secret of [
    'a-very-secret-word',
    Buffer.from('vestibule:a-very-secret-word').toString('base64'),
    'username=anna',
  ])
    assert.equal(told.includes(secret), false, secret);
});

function timeout(mode: string): Record<string, string> {
  return {
    'cas.interrupt.rest.timeout': 'PT0.2S',
    'cas.interrupt.rest.connect-timeout': 'PT0.2S',
    'cas.interrupt.rest.failure-mode': mode,
  };
}
