// The page decides by event, never by parameter (D4): every event, every browser, every place a field can stand in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const NOTICE = {
  message: 'Read this.',
  links: { Portal: 'https://portal.test/a', Here: '/here', Bad: 'javascript:x' },
};
const BLOCK = { ...NOTICE, block: true };

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const isRefusal = (answer: Answer): boolean =>
  answer.status === 403 && answer.page().all('h2').includes('Application Not Authorized to Use CAS');

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`INT-38 INT-64 INT-65 ${mode}: the page, then proceed, then the ticket and the acknowledgement`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    const page = await person.enter('anna', NEWS);
    assert.equal(page.status, 200);
    assert.ok(isInterrupt(page));
    assert.match(page.page().text('content') ?? '', /The authentication flow has been interrupted/);
    assert.equal(page.page().text('interruptMessage'), 'Read this.');
    assert.equal(await person.cookie('CASINTERRUPT'), undefined);
    const arrived = await person.proceed();
    assert.equal(arrived.status, 302);
    assert.ok(await person.cookie('CASINTERRUPT'));
    assert.equal(await person.redeem(arrived.ticket, NEWS), 'anna');
    const told = house.audit.filter(({ audit }) => audit.startsWith('INTERRUPT_')).map(({ audit }) => audit);
    assert.deepEqual(told, ['INTERRUPT_REQUIRED', 'INTERRUPT_PROCEEDED']);
  });

  test(`INT-66 INT-71 D4 ${mode}: whatever is posted, a block is a block`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const link = 'https://portal.test/a';
    for (const fields of [
      { _eventId: 'proceed' },
      { _eventId: 'proceed', link },
      { _eventId: 'success' },
      { _eventId: 'submit' },
      { _eventId: 'PROCEED' },
      { _eventId: 'retry' },
      { _eventId: 'proceed', block: 'false', interrupt: 'false' },
      { _eventId: 'submit', username: 'anna', password: 'Mellon' },
      { _eventId: 'interruptSkipped' },
    ]) {
      const person = house.person();
      await person.enter('anna', NEWS);
      const answer = await person.answer(fields);
      assert.ok(isRefusal(answer), JSON.stringify(fields));
      assert.equal(answer.location, undefined);
      assert.equal(await person.cookie('CASINTERRUPT'), undefined);
    }
    assert.equal(house.rows('service-ticket'), 0);
    if (mode === 'AFTER_AUTHENTICATION') assert.equal(house.rows('session'), 0);
  });

  test(`D4 ${mode}: no event, or stay, shows the same page again, with a new execution`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK, bert: NOTICE } });
    for (const name of ['anna', 'bert']) {
      const person = house.person();
      const executionOf = (page: Answer): string => page.page().form('formlinks')?.fields['execution'] ?? '';
      const seen = [executionOf(await person.enter(name, NEWS))];
      for (const fields of [{}, { link: 'https://portal.test/a' }, { _eventId: 'stay' }, { _eventId: '' }]) {
        const answer = await person.answer(fields);
        assert.ok(isInterrupt(answer), `${name} ${JSON.stringify(fields)}`);
        assert.equal(answer.page().text('interruptMessage'), 'Read this.');
        seen.push(executionOf(answer));
      }
      assert.equal(new Set(seen).size, seen.length);
    }
    assert.equal(house.rows('service-ticket'), 0);
  });

  test(`INT-68 INT-76 D14 ${mode}: a link of an ordinary page is followed and acknowledges; no ticket`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    const left = await person.follow('Portal');
    assert.equal(left.status, 302);
    assert.equal(left.location, 'https://portal.test/a');
    assert.ok(await person.cookie('CASINTERRUPT'));
    assert.equal(house.rows('service-ticket'), 0);
    assert.equal((await person.cookie('TGC')) === undefined, mode === 'AFTER_AUTHENTICATION');
    assert.ok((await person.enter('anna', NEWS, { renew: 'true' })).ticket);
  });

  test(`INT-70 D5 ${mode}: a link of a block leads to the link and to nothing else`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const person = house.person();
    await person.enter('anna', NEWS);
    const left = await person.follow('Portal');
    assert.equal(left.location, 'https://portal.test/a');
    assert.equal(await person.cookie('CASINTERRUPT'), undefined);
    assert.ok(isInterrupt(await person.enter('anna', NEWS, { renew: 'true' })));
    assert.equal(house.rows('service-ticket'), 0);
  });

  test(`INT-69 D4 ${mode}: a link that the page did not show is refused, and nobody is sent there`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE, bert: BLOCK } });
    for (const name of ['anna', 'bert']) {
      for (const link of [
        'https://evil.test/',
        'javascript:x',
        '',
        'https://portal.test/',
        'https://portal.test/a#x',
        '//portal.test/a',
      ]) {
        const person = house.person();
        await person.enter(name, NEWS);
        const answer = await person.answer({ _eventId: 'redirect', link });
        assert.equal(answer.status, 403, link);
        assert.equal(answer.location, undefined);
        assert.equal(await person.cookie('CASINTERRUPT'), undefined);
      }
    }
  });
}

test('INT-67 a block with unauthorizedRedirectUrl: proceed leads there, without a ticket', async (t) => {
  const accessStrategy = {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
    unauthorizedRedirectUrl: 'http://sorry.test/why',
  };
  const house = await openHouse(t, {
    notices: { anna: BLOCK },
    services: { 'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*', { accessStrategy }) },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  const answer = await person.answer({ _eventId: 'proceed' });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get('location'), 'http://sorry.test/why');
  assert.equal(house.rows('service-ticket') + house.rows('session'), 0);
});

test('D4 event, link and execution count in the body of a POST and nowhere else', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const execution = person.page().page().form('fm1')?.fields['execution'] ?? '';
  const service = encodeURIComponent(NEWS);
  const inQuery = await person.client.get(
    `/login?service=${service}&execution=${execution}&_eventId=proceed`,
  );
  assert.equal(inQuery.ticket, undefined);
  const eventInQuery = await person.client.post(`/login?service=${service}&_eventId=proceed`, { execution });
  assert.ok(isInterrupt(eventInQuery));
  const renewed = eventInQuery.page().form('fm1')?.fields['execution'] ?? '';
  const executionInQuery = await person.client.post(`/login?service=${service}&execution=${renewed}`, {
    _eventId: 'proceed',
  });
  assert.equal(executionInQuery.ticket, undefined);
  const linkInQuery = await person.client.post(
    `/login?service=${service}&link=https%3A%2F%2Fportal.test%2Fa`,
    {
      execution: renewed,
      _eventId: 'redirect',
    },
  );
  assert.equal(linkInQuery.status, 403);
  assert.equal(house.rows('service-ticket'), 0);
});

test('D4 an execution belongs to the browser it was shown to', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const anna = house.person();
  await anna.enter('anna', NEWS);
  const execution = anna.page().page().form('fm1')?.fields['execution'] ?? '';
  const stranger = house.person();
  await stranger.arrive(NEWS);
  const bare = house.person();
  for (const other of [stranger, bare]) {
    const answer = await other.client.post(anna.page().url, { execution, _eventId: 'proceed' });
    assert.equal(answer.status, 200);
    assert.equal(answer.page().form('fm1')?.fields['username'], '');
    assert.equal(await other.cookie('TGC'), undefined);
  }
  // And the stranger has not spent it.
  assert.equal(await anna.redeem((await anna.proceed()).ticket, NEWS), 'anna');
});

test('D4 the same post from another browser at the same moment learns nothing of the answer', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const anna = house.person();
  const stranger = house.person();
  await anna.enter('anna', NEWS);
  await stranger.arrive(NEWS);
  const execution = anna.page().page().form('fm1')?.fields['execution'] ?? '';
  const { url } = anna.page();
  const post = { execution, _eventId: 'proceed' };
  const answers = await Promise.all(
    [anna, stranger, anna, stranger].map((person) => person.client.post(url, post)),
  );
  const [first, foreign, second, alsoForeign] = answers;
  assert.ok(first?.ticket);
  assert.equal(second?.ticket, first.ticket);
  for (const answer of [foreign, alsoForeign]) {
    assert.equal(answer?.ticket, undefined);
    assert.equal(
      answer?.setCookies.some((cookie) => cookie.startsWith('TGC')),
      false,
    );
  }
});

test('D4 D1 a page answered at another application restarts what it stood for', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  const answer = await person.answer(
    { _eventId: 'proceed' },
    `/login?service=${encodeURIComponent(CANTEEN)}`,
  );
  assert.equal(answer.ticket, undefined);
  assert.equal(house.rows('service-ticket'), 0);
  assert.equal(house.rows('session'), 0);
});

test('D4 a form token never answers a page, and a page’s execution never signs anybody in', async (t) => {
  const house = await openHouse(t, { notices: { anna: BLOCK } });
  const person = house.person();
  await person.arrive(NEWS);
  const token = person.page().page().form('fm1')?.fields['execution'] ?? '';
  await person.signIn('anna');
  for (const _eventId of ['proceed', 'redirect', 'retry', 'stay', '']) {
    const answer = await person.client.post(person.page().url, {
      execution: token,
      _eventId,
      link: 'https://portal.test/a',
    });
    assert.equal(answer.ticket, undefined);
    assert.notEqual(answer.location, 'https://portal.test/a');
  }
  const execution = person.page().page().form('formlinks')?.fields['execution'] ?? '';
  const signed = await person.client.post(person.page().url, {
    execution,
    _eventId: 'submit',
    username: 'bert',
    password: 'Mellon',
  });
  assert.equal(signed.ticket, undefined);
  assert.equal(house.rows('session'), 0);
});

test('INT-75 INT-77 D21 automatic redirect needs a first link that can be shown; else the page is an ordinary one', async (t) => {
  const autoRedirect = true;
  const house = await openHouse(t, {
    people: { now: {}, later: {}, none: {}, bad: {}, held: {} },
    notices: {
      now: { autoRedirect, links: { Go: 'https://go.test/' } },
      later: { autoRedirect, autoRedirectAfterSeconds: 5, links: { Go: 'https://go.test/' } },
      none: { autoRedirect },
      bad: { autoRedirect, links: { Bad: 'javascript:x', Good: 'https://go.test/' } },
      held: { autoRedirect, block: true, links: { Go: 'https://go.test/' } },
    },
  });
  const page = async (name: string): Promise<string> => (await house.person().enter(name, NEWS)).body;
  const refresh = (html: string): string | undefined =>
    /http-equiv="refresh" content="([^"]*)"/i.exec(html)?.[1];
  assert.match(refresh(await page('now')) ?? '', /^0;\s*url=https:\/\/go\.test\/$/i);
  assert.match(refresh(await page('held')) ?? '', /go\.test/);
  assert.ok((await page('later')).includes('https://go.test/'));
  for (const name of ['none', 'bad']) {
    const html = await page(name);
    assert.equal(refresh(html), undefined, name);
    assert.match(html, /id="proceed"/);
  }
  // D21: it acknowledges nothing (INT-76).
  const person = house.person();
  await person.enter('now', NEWS);
  assert.equal(await person.cookie('CASINTERRUPT'), undefined);
  const stayed = await person.answer({ _eventId: 'stay' });
  assert.equal(refresh(stayed.body), undefined);
  assert.ok(isInterrupt(stayed));
});
