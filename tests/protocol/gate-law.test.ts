// The gate law (D1): every door of the server is offered a pending block, and none gives a ticket, nor in
// AFTER_AUTHENTICATION a session. What mints behind the doors: gate-law-minting.test.ts.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse, type House } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';

const LINK = 'https://portal.test/';
const BLOCK = { message: 'Not today.', block: true, links: { Portal: LINK } };
const MODES = ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const;

/** What must hold whatever was tried. */
async function assertShut(
  house: House,
  mode: string,
  answers: readonly Answer[],
  sessionsBefore = 0,
): Promise<void> {
  for (const { ticket, headers, body, location, url } of answers) {
    assert.equal(ticket, undefined, url);
    assert.equal(headers.get('ticket'), null, url);
    assert.doesNotMatch(`${body} ${location}`, /(?<![\w-])ST-[A-Za-z0-9]{20}/, url);
  }
  assert.equal(house.rows('service-ticket'), 0);
  assert.equal(
    house.audit.some(({ audit }) => audit === 'SERVICE_TICKET_CREATED'),
    false,
  );
  if (mode === 'AFTER_AUTHENTICATION') assert.equal(house.rows('session'), sessionsBefore);
}

const METHODS = [
  {},
  { method: 'POST' },
  { method: 'HEADER' },
  { gateway: 'true' },
  { renew: 'true' },
  { gateway: 'true', method: 'HEADER' },
  { format: 'JSON' },
];
/** Every address of the protocol, those that do not exist yet too. */
const OTHER_ADDRESSES = [
  '/validate',
  '/serviceValidate',
  '/p3/serviceValidate',
  '/proxy',
  '/proxyValidate',
  '/p3/proxyValidate',
  '/samlValidate',
  '/v1/tickets',
  '/v1/users',
  '/actuator/health',
  '/',
  '/logout',
];

const EVENTS = [
  'proceed',
  'redirect',
  'retry',
  'stay',
  'submit',
  'success',
  'gateway',
  'interruptSkipped',
  'PROCEED',
  '',
];

for (const mode of MODES) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`D1 ${mode}: every event, with every further field, from this browser and from another`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const answers: Answer[] = [];
    const owner = house.person();
    for (const _eventId of EVENTS) {
      for (const extra of [
        {},
        { link: LINK },
        { link: '/cas/login' },
        { block: 'false' },
        { [`_eventId_${_eventId}`]: '' },
      ] as Record<string, string>[]) {
        await owner.enter('anna', NEWS, { renew: 'true' });
        const stranger = house.person();
        await stranger.arrive(NEWS);
        const execution = owner.page().page().form('formlinks')?.fields['execution'] ?? '';
        answers.push(await stranger.client.post(owner.page().url, { execution, _eventId, ...extra }));
        answers.push(await owner.answer({ _eventId, ...extra }), await owner.again());
        await owner.enter('anna', NEWS, { renew: 'true' });
        answers.push(
          await owner.answer({ _eventId, ...extra }, `/login?service=${encodeURIComponent(CANTEEN)}`),
        );
      }
    }
    assert.equal(answers.length, EVENTS.length * 5 * 4);
    await assertShut(house, mode, answers);
  });

  test(`D1 ${mode}: every way of asking, every method of HTTP, with and without what a login left behind`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    const execution = page.page().form('formlinks')?.fields['execution'] ?? '';
    const answers: Answer[] = [];
    for (const way of METHODS as Record<string, string>[]) {
      for (const service of [NEWS, CANTEEN]) {
        answers.push(await person.client.loginForm(service, way));
        answers.push(
          await person.client.loginForm(service, { ...way, execution, _eventId: 'proceed', ticket: 'ST-1' }),
        );
        const address = `/login?${new URLSearchParams({ service, ...way }).toString()}`;
        answers.push(await person.client.post(address, { execution, _eventId: 'proceed' }));
      }
    }
    const everything = {
      service: NEWS,
      targetService: NEWS,
      ticket: execution,
      pgt: execution,
      username: 'anna',
    };
    for (const path of OTHER_ADDRESSES) {
      // Leaving would take the page away.
      const query = new URLSearchParams(everything).toString();
      if (path !== '/logout') answers.push(await person.client.get(`${path}?${query}`));
      if (path !== '/logout') answers.push(await person.client.get(`${path}?${query}&format=JSON`));
      answers.push(
        await person.client.post(path, { ...everything, password: 'Mellon', execution, _eventId: 'proceed' }),
      );
    }
    const cookie = await person.client.jar.getCookieString(house.base.replace('http:', 'https:') + '/login');
    for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      assert.equal(
        await ticketByMethod(method, `${house.base}/login?service=${encodeURIComponent(NEWS)}`, cookie),
        undefined,
        method,
      );
    }
    await assertShut(house, mode, answers);
  });

  test(`D1 ${mode}: tampered executions, tokens in each other's place, and parallel posts of everything`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const person = house.person();
    const form = await person.arrive(NEWS);
    const token = form.page().form('fm1')?.fields['execution'] ?? '';
    const page = await person.signIn('anna');
    const execution = page.page().form('formlinks')?.fields['execution'] ?? '';
    const other = await otherExecution(house);
    const executions = [
      token,
      execution,
      other,
      `${execution}x`,
      execution.slice(1),
      execution.toLowerCase(),
      `${token.slice(0, -1)}_`,
      `${execution},${token}`,
      ` ${execution}`,
    ];
    const post = (value: string, _eventId: string): Promise<Answer> =>
      person.client.post(page.url, {
        execution: value,
        _eventId,
        username: 'anna',
        password: 'wrong',
        link: LINK,
      });
    const answers = await Promise.all(
      executions.flatMap((value) => EVENTS.slice(0, 6).map((event) => post(value, event))),
    );
    await assertShut(house, mode, answers);
  });

  test(`D1 D5 ${mode}: a block that comes up in a session withholds every ticket of it, and the session stays`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna');
    house.bulletin.post('anna', BLOCK);
    const answers: Answer[] = [];
    for (const way of METHODS as Record<string, string>[]) {
      const page = await person.arrive(NEWS, way);
      answers.push(page);
      const form = page.page().form('formlinks');
      if (form === undefined) continue;
      answers.push(await person.answer({ _eventId: 'proceed' }), await person.again());
    }
    await Promise.all(
      Array.from({ length: 10 }, async () => answers.push(await person.client.loginForm(NEWS))),
    );
    await assertShut(house, mode, answers, 1);
    house.bulletin.post('anna', null);
    assert.equal(await person.redeem((await person.arrive(NEWS)).ticket, NEWS), 'anna');
  });

  test(`D1 ${mode}: an acknowledgement of yesterday, a notice before it, a session of another person: no way round`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: { message: 'Read this.' } } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    // The block is put up while the notice shows, and the notice is then answered: this entry was asked before.
    house.bulletin.post('anna', BLOCK);
    const entered = await person.client.proceed(page);
    assert.ok(entered.ticket, 'one inquiry an entry (D2)');
    await person.redeem(entered.ticket, NEWS);
    const created = house.audit.filter(({ audit }) => audit === 'SERVICE_TICKET_CREATED').length;
    const answers = [
      await person.arrive(NEWS),
      await person.again(),
      await person.enter('anna', NEWS, { renew: 'true' }),
    ];
    answers.push(await person.enter('bert', CANTEEN, { renew: 'true' }));
    assert.ok(answers.pop()?.ticket, 'bert is not blocked');
    answers.push(
      await person.enter('anna', CANTEEN, { renew: 'true' }),
      await person.answer({ _eventId: 'proceed' }),
    );
    for (const answer of answers) assert.equal(answer.ticket, undefined);
    assert.equal(house.audit.filter(({ audit }) => audit === 'SERVICE_TICKET_CREATED').length, created + 1);
  });
}

/** The execution of a notice that lets another person in. */
async function otherExecution(house: House): Promise<string> {
  house.bulletin.post('bert', { message: 'Read this.' });
  const bert: Person = house.person();
  const page = await bert.enter('bert', NEWS);
  return page.page().form('fm1')?.fields['execution'] ?? '';
}

/** `fetch` refuses some methods; what matters is the `Location` that comes back. */
function ticketByMethod(method: string, address: string, cookie: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method, headers: { cookie, 'user-agent': 'Test Browser/1.0' }, agent: false },
      (answer) => {
        answer.resume();
        resolve(
          /[?&]ticket=([^&]+)/.exec(answer.headers.location ?? '')?.[1] ??
            answer.headers['ticket']?.toString(),
        );
      },
    );
    sent.on('error', reject).end();
  });
}
