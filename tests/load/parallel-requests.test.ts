// Many requests of one person at once (D26): they wear nobody out, let nobody in, and keep nobody else waiting.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Inquirer } from '@vestibule/interrupt';
import { NEWS, openHouse, type House } from '../protocol/support/house.ts';
import type { Answer, Person } from '../protocol/support/person.ts';

const BLOCKED = '{"message": "Held by the library.", "block": true}';

/** An endpoint that blocks anna, and takes its time. */
async function slowEndpoint(t: TestContext, milliseconds: number): Promise<{ url: string; most(): number }> {
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const who = new URL(request.url ?? '', 'http://x').searchParams.get('username');
    if (who === 'anna') most = Math.max(most, (open += 1));
    setTimeout(() => {
      if (who === 'anna') open -= 1;
      response.setHeader('content-type', 'application/json').end(who === 'anna' ? BLOCKED : 'null');
    }, milliseconds);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, most: () => most };
}

interface Health {
  readonly components: {
    readonly inquiries: { readonly status: string; readonly details: { readonly detail: string } };
  };
}

const isBusy = (answer: Answer): boolean => answer.status === 429;
const isBlock = (answer: Answer): boolean =>
  answer.page().text('interruptMessage') === 'Held by the library.';
const failures = (house: House): number =>
  house.audit.filter(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED').length;

/** So many entries of one session at different places of one application. */
const atOnce = (person: Person, count: number): Promise<readonly Answer[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) => person.client.loginForm(`${NEWS}?place=${index}`, {})),
  );

for (const mode of ['OPEN', 'CLOSED'] as const) {
  test(`D26 ${mode}: 120 entries of a blocked person get no ticket, others get in`, async (t) => {
    const { url, most } = await slowEndpoint(t, 1000);
    const house = await openHouse(t, {
      settings: {
        'cas.interrupt.rest.url': url,
        'cas.interrupt.rest.failure-mode': mode,
        // An answer comes well before half of it, when a second question would be asked beside the first (D27).
        'cas.interrupt.rest.timeout': 'PT6S',
        'cas.interrupt.core.trigger-mode': 'AFTER_SSO',
      },
    });
    const anna = house.person();
    assert.ok(isBlock(await anna.enter('anna', NEWS)));
    const all = atOnce(anna, 120);
    const bert = await house.person().enter('bert', NEWS);
    assert.ok(bert.ticket, 'another person gets in meanwhile');
    const answers = await all;
    assert.equal(answers.filter(({ ticket }) => ticket !== undefined).length, 0);
    assert.equal(house.rows('service-ticket'), 1);
    assert.ok(answers.every((answer) => isBlock(answer) || isBusy(answer)));
    assert.ok(answers.some(isBlock) && answers.some(isBusy));
    assert.equal(failures(house), 0);
    assert.ok(most() <= 4, `${most()} calls about one person at once`);
  });
}

test('D26 a busy page keeps its entry and goes on by itself, with JavaScript and without', async (t) => {
  const { url } = await slowEndpoint(t, 400);
  const house = await openHouse(t, {
    settings: {
      'cas.interrupt.rest.url': url,
      'cas.interrupt.rest.timeout': 'PT2S',
      'cas.interrupt.core.trigger-mode': 'AFTER_AUTHENTICATION',
      'cas.monitor.endpoints.endpoint.health.access': 'PERMIT',
    },
  });
  const people = Array.from({ length: 30 }, () => house.person());
  await Promise.all(people.map((person, index) => person.arrive(`${NEWS}?place=${index}`)));
  // Every browser signs in as the same person at once.
  const answers = await Promise.all(people.map((person) => person.signIn('anna')));
  assert.equal(answers.filter(({ ticket }) => ticket !== undefined).length, 0);
  assert.equal(failures(house), 0);
  const busy = people.filter((_, index) => isBusy(answers[index] as Answer));
  assert.ok(busy.length > 2);
  const health = JSON.parse((await house.person().client.get('/actuator/health')).body) as Health;
  assert.equal(health.components.inquiries.status, 'UP', 'load is nobody’s failure');
  assert.match(health.components.inquiries.details.detail, /\d+ waited in vain since the start/);
  const [byButton, byItself, asAnother] = busy as [Person, Person, Person];
  const shown = byButton.page();
  assert.match(shown.headers.get('retry-after') ?? '', /^\d+$/);
  assert.match(shown.body, /retry\.js/);
  assert.ok(isBlock(await byButton.retry()), 'no password is asked for again');
  const again = (answer: Answer): string =>
    /<noscript><meta http-equiv="refresh" content="\d+; url=([^"]+)">/.exec(answer.body)?.[1] ?? '';
  const address = new URL(again(byItself.page()).replaceAll('&amp;', '&'), house.base).href;
  assert.equal(new URL(address).searchParams.get('service')?.startsWith(NEWS), true);
  assert.equal(
    (await asAnother.client.get(address)).page().form('fm1') !== undefined,
    true,
    'bound to its browser',
  );
  const came = await byItself.client.get(address);
  assert.ok(isBlock(came));
  assert.equal(house.rows('session'), 0);
  assert.equal(house.rows('service-ticket'), 0);
});

test('D22 D26 a busy page goes back to its application, wherever its form was posted to', async (t) => {
  const queue: Inquirer = {
    name: 'queue',
    kind: 'custom',
    timeout: 50,
    inquire(_inquiry, _signal, turn) {
      turn?.held();
      return new Promise(() => undefined);
    },
  };
  const house = await openHouse(t, {
    inquirers: [{ inquirer: queue, failureMode: { mode: 'OPEN' } }],
    settings: { 'cas.interrupt.core.trigger-mode': 'AFTER_AUTHENTICATION' },
  });
  const anna = house.person();
  const execution = (await anna.arrive(NEWS)).page().form('fm1')?.fields['execution'] ?? '';
  const fields = { username: 'anna', password: 'Mellon', execution, service: NEWS };
  const busy = await anna.client.post('/login', fields);
  assert.ok(isBusy(busy));
  const [, address = ''] = /url=([^"]+)">/.exec(busy.body) ?? [];
  const again = new URL(address.replaceAll('&amp;', '&'), house.base).href;
  assert.equal(new URL(again).searchParams.get('service'), NEWS);
  assert.ok(isBusy(await anna.client.get(again)));
});

test('D4 D26 any other event on a busy page continues nothing', async (t) => {
  const { url } = await slowEndpoint(t, 900);
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.rest.url': url, 'cas.interrupt.rest.timeout': 'PT2S' },
  });
  const people = Array.from({ length: 16 }, () => house.person());
  await Promise.all(people.map((person, index) => person.arrive(`${NEWS}?place=${index}`)));
  const answers = await Promise.all(people.map((person) => person.signIn('anna')));
  const busy = people.find((_, index) => isBusy(answers[index] as Answer));
  assert.ok(busy);
  for (const _eventId of ['proceed', 'redirect', 'stay', 'submit', '']) {
    assert.ok(isBusy(await busy.answer({ _eventId })), _eventId);
  }
});

test('D6 D26 a passive request that is busy gets no ticket and no page', async (t) => {
  const { url } = await slowEndpoint(t, 400);
  const house = await openHouse(t, {
    settings: {
      'cas.interrupt.rest.url': url,
      'cas.interrupt.rest.timeout': 'PT2S',
      'cas.interrupt.core.trigger-mode': 'AFTER_SSO',
    },
  });
  const anna = house.person();
  await anna.enter('anna', NEWS);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      anna.client.loginForm(`${NEWS}?place=${index}`, { gateway: 'true' }),
    ),
  );
  assert.ok(answers.every(({ status, ticket }) => status === 302 && ticket === undefined));
  assert.ok(house.audit.some(({ audit, what }) => audit === 'INTERRUPT_WITHHELD' && /busy/.test(what ?? '')));
  assert.equal(failures(house), 0);
});
