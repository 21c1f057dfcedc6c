// `cas.interrupt.tracking.type=STORE` end to end: what was acknowledged is known to the server and to no browser (D14).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CANTEEN, NEWS, openHouse, type House, type HouseOptions } from './support/house.ts';
import type { Answer } from './support/person.ts';

const NOTICE = { message: 'Read this.', links: { More: 'https://more.test/' } };
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

const openStoreHouse = (t: TestContext, options: HouseOptions = {}): Promise<House> =>
  openHouse(t, {
    notices: { anna: NOTICE },
    ...options,
    settings: { 'cas.interrupt.tracking.type': 'STORE', ...options.settings },
  });

/** A new browser, with credentials. */
const isAsked = async (house: House, name: string, service = NEWS): Promise<boolean> =>
  isInterrupt(await house.person().enter(name, service));

test('D14 STORE: an acknowledgement follows the person to another browser and over a restart, and leaves no cookie', async (t) => {
  const house = await openStoreHouse(t);
  const person = house.person();
  assert.ok(isInterrupt(await person.enter('anna', NEWS)));
  assert.equal(await isAsked(house, 'anna'), true, 'shown is not acknowledged (INT-65)');
  const done = await person.proceed();
  assert.equal(
    done.setCookies.some((line) => line.startsWith('CASINTERRUPT=')),
    false,
  );
  for (const service of [NEWS, CANTEEN]) assert.equal(await isAsked(house, 'anna', service), false);
  const other = house.person({ userAgent: 'Another/2.0' });
  assert.equal(await other.redeem((await other.enter('anna', NEWS)).ticket, NEWS), 'anna');
  await house.restart();
  assert.equal(await isAsked(house, 'anna'), false);
  await other.logout();
  assert.equal(await isAsked(house, 'anna'), false, 'a logout forgets nothing that the person has read');
});

test('D14 STORE: following a link acknowledges, the link of a block never does, a block is always shown (D5, INT-45, INT-70)', async (t) => {
  const block = { message: 'Not today.', block: true, links: { Help: 'https://help.test/' } };
  const house = await openStoreHouse(t, { notices: { anna: NOTICE, bert: block } });
  const anna = house.person();
  await anna.enter('anna', NEWS);
  assert.equal((await anna.follow('More')).location, 'https://more.test/');
  assert.equal(await isAsked(house, 'anna'), false);
  const bert = house.person();
  await bert.enter('bert', NEWS);
  assert.equal((await bert.follow('Help')).location, 'https://help.test/');
  assert.equal(await isAsked(house, 'bert'), true);
  assert.equal(house.rows('acknowledgement'), 1);
});

test('D14 STORE: forced execution shows the page although it was acknowledged (D17)', async (t) => {
  const house = await openStoreHouse(t, { settings: { 'cas.interrupt.core.force-execution': true } });
  const person = house.person();
  await person.enter('anna', NEWS);
  await person.proceed();
  assert.equal(await isAsked(house, 'anna'), true);
});

test('D14 W2 STORE: the 32 newest acknowledgements of each person are kept', async (t) => {
  const house = await openStoreHouse(t);
  const anna = house.person();
  await anna.enter('anna');
  await anna.proceed();
  for (let number = 1; number <= 32; number += 1) {
    house.clock.pass(1000);
    house.bulletin.post('anna', { message: `Number ${number}.` });
    assert.ok(isInterrupt(await anna.arrive(NEWS)));
    assert.ok((await anna.proceed()).ticket);
  }
  assert.equal(house.rows('acknowledgement'), 32);
  const again = async (message: string): Promise<boolean> => {
    house.bulletin.post('anna', { ...(message === NOTICE.message ? NOTICE : { message }) });
    return isInterrupt(await anna.arrive(NEWS));
  };
  assert.equal(await again(NOTICE.message), true, 'the oldest went first');
  for (const number of [1, 2, 31, 32])
    assert.equal(await again(`Number ${number}.`), false, `number ${number}`);
});

test('D14 D15 STORE: the cookie’s pinning, patterns and keys play no part', async (t) => {
  const house = await openStoreHouse(t, {
    settings: { 'cas.server.trusted-proxies[0]': '127.0.0.1', 'cas.interrupt.cookie.pin-to-session': true },
  });
  const person = house.person({ headers: { 'x-forwarded-for': '192.0.2.1' } });
  await person.enter('anna', NEWS);
  await person.proceed();
  const elsewhere = house.person({ headers: { 'x-forwarded-for': '198.51.100.7' } });
  assert.ok((await elsewhere.enter('anna', NEWS)).ticket);
});
