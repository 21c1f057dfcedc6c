// What was acknowledged is not asked again, by whom and where it was acknowledged (D14, D15, INT-42 to INT-99).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const NOTICE = {
  message: 'Read this.',
  links: { A: 'https://a.test/', B: 'https://b.test/' },
  data: { row: ['1', '2'] },
};
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

for (const type of ['COOKIE', 'STORE'] as const) {
  const settings = { 'cas.interrupt.tracking.type': type };

  test(`INT-42 INT-62 ${type}: acknowledged once, the same payload is not shown again, at any application`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    for (const service of [NEWS, CANTEEN])
      assert.equal(await person.redeem((await person.arrive(service)).ticket, service), 'anna');
    assert.ok((await person.enter('anna', NEWS, { renew: 'true' })).ticket);
    assert.ok(house.audit.some(({ audit }) => audit === 'INTERRUPT_SKIPPED'));
  });

  test(`INT-43 INT-63 D14 ${type}: what changes in a payload is shown; the order of names is no change`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    const again = async (notice: object): Promise<boolean> => {
      house.bulletin.post('anna', notice);
      return isInterrupt(await person.arrive(NEWS));
    };
    assert.equal(await again({ ...NOTICE, links: { B: 'https://b.test/', A: 'https://a.test/' } }), false);
    for (const change of [
      { message: 'Read that.' },
      { links: { A: 'https://a.test/' } },
      { data: { row: ['2', '1'] } },
      { ssoEnabled: false },
      { message: null },
      { autoRedirect: true },
      { autoRedirectAfterSeconds: 0 },
      { messageCode: 'x' },
      { block: true },
    ]) {
      assert.equal(await again({ ...NOTICE, ...change }), true, JSON.stringify(change));
    }
  });

  test(`INT-63 ${type}: a payload that depends on the application is shown for each, and remembered for both`, async (t) => {
    const house = await openHouse(t, {
      settings,
      notices: { anna: ({ service }) => ({ message: `For ${service?.id}` }) },
    });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    const second = await person.arrive(CANTEEN);
    assert.equal(second.page().text('interruptMessage'), `For ${CANTEEN}`);
    await person.proceed();
    for (const service of [NEWS, CANTEEN]) assert.ok((await person.arrive(service)).ticket);
  });

  test(`INT-44 ${type}: an acknowledgement is its person's alone`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE, bert: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    assert.ok(isInterrupt(await person.enter('bert', NEWS, { renew: 'true' })));
  });

  test(`INT-45 D5 ${type}: a block is shown whatever was acknowledged before`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    house.bulletin.post('anna', { ...NOTICE, block: true });
    for (let entry = 0; entry < 3; entry += 1) {
      assert.ok(isInterrupt(await person.arrive(NEWS)));
      await person.follow('A');
    }
  });

  test(`INT-89 D14 ${type}: payloads that the reference asks again for ever are remembered`, async (t) => {
    for (const notice of [
      { message: null, links: { A: 'https://a.test/' } },
      { message: 'x', data: null },
      { message: 'x', links: null },
      { message: 'x', autoRedirectAfterSeconds: 0 },
    ]) {
      const house = await openHouse(t, { settings, notices: { anna: notice } });
      const person = house.person();
      await person.enter('anna', NEWS);
      await person.proceed();
      assert.ok((await person.arrive(NEWS)).ticket, JSON.stringify(notice));
    }
  });
}

test('D14 STORE: it follows the person to another browser, at most 32 of them; a cookie does not', async (t) => {
  for (const [type, page] of [
    ['STORE', false],
    ['COOKIE', true],
  ] as const) {
    const house = await openHouse(t, {
      settings: { 'cas.interrupt.tracking.type': type },
      notices: { anna: NOTICE },
    });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    assert.equal(isInterrupt(await house.person().enter('anna', NEWS)), page, type);
    for (let index = 0; index < 40; index += 1) {
      house.bulletin.post('anna', { message: `Number ${index}` });
      await person.arrive(NEWS);
      assert.ok((await person.proceed()).ticket);
    }
    assert.equal(house.rows('acknowledgement'), type === 'STORE' ? 32 : 0);
    assert.ok(((await person.cookie('CASINTERRUPT')) ?? '').length < 3800);
    house.bulletin.post('anna', { message: 'Number 39' });
    assert.ok((await person.arrive(NEWS)).ticket);
    house.bulletin.post('anna', { message: 'Number 0' });
    assert.ok(isInterrupt(await person.arrive(NEWS)));
  }
});

test('INT-85 D15 another user agent presents the cookie: as absent', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  const value = (await person.cookie('CASINTERRUPT')) ?? '';
  const entry = async (userAgent: string): Promise<boolean> => {
    const other = house.person({ userAgent });
    await other.client.jar.setCookie(
      `CASINTERRUPT=${value}; Secure; Path=/cas`,
      house.base.replace('http:', 'https:'),
    );
    return isInterrupt(await other.enter('anna', NEWS));
  };
  assert.equal(await entry('Another/2.0'), true);
  assert.equal(await entry('Test Browser/1.0'), false);
});

test('INT-87 D15 a tampered, foreign or doubled cookie counts as absent, and is no error', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  const value = (await person.cookie('CASINTERRUPT')) ?? '';
  const middle = Math.floor(value.length / 2);
  const tampered = `${value.slice(0, middle)}${value[middle] === 'A' ? 'B' : 'A'}${value.slice(middle + 1)}`;
  for (const cookie of [
    `CASINTERRUPT=${tampered}`,
    'CASINTERRUPT=garbage',
    'CASINTERRUPT=true',
    `CASINTERRUPT=${'x'.repeat(6000)}`,
    'CASINTERRUPT="%zz',
    `CASINTERRUPT=${value}; CASINTERRUPT=${value}`,
    `CASINTERRUPT=${value}.`,
  ]) {
    const tgc = await person.cookie('TGC');
    const holder = house.person({ headers: { cookie: `TGC=${tgc}; ${cookie}` } });
    assert.ok(isInterrupt(await holder.arrive(NEWS)), cookie.slice(0, 40));
  }
  const holder = house.person({
    headers: { cookie: `TGC=${await person.cookie('TGC')}; CASINTERRUPT=${value}` },
  });
  assert.ok((await holder.arrive(NEWS)).ticket);
});

test('INT-99 a user agent with @ in it holds its acknowledgement', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = house.person({ userAgent: 'Browser@home/1.0 (me@example.org)' });
  await person.enter('anna', NEWS);
  await person.proceed();
  assert.ok((await person.arrive(NEWS)).ticket);
});

test('D15 the cookie holds no payload and no name', async (t) => {
  const house = await openHouse(t, {
    notices: { anna: { message: 'A very private matter.' } },
    settings: { 'cas.interrupt.cookie.crypto.enabled': false },
  });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  const value = decodeURIComponent((await person.cookie('CASINTERRUPT')) ?? '');
  assert.doesNotMatch(
    value + Buffer.from(value, 'base64').toString(),
    /private|anna|127\.0\.0\.1|Test Browser/,
  );
});
