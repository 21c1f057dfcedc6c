// When the tracking cookie counts, by the settings of `cas.interrupt.cookie.*` and, where they are the same, of
// `cas.tgc.*`: pinning and allowed addresses (D15, INT-85, INT-86).
// Protection and keys: tracking-keys.test.ts; attributes: cookie-settings.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse, type House } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';
import { refusal } from './support/start-up.ts';

const NOTICE = { message: 'Read this.' };
const PROXY = { 'cas.server.trusted-proxies[0]': '127.0.0.1' };
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

async function acknowledge(person: Person): Promise<string> {
  assert.ok(isInterrupt(await person.enter('anna', NEWS)));
  assert.ok((await person.proceed()).ticket);
  return (await person.cookie('CASINTERRUPT')) ?? '';
}

/** Credentials anew, with the cookies that the browser holds. */
const asksAgain = async (person: Person): Promise<boolean> =>
  isInterrupt(await person.enter('anna', NEWS, { renew: 'true' }));

/** A person who moves: the proxy names the address. */
function traveller(house: House): Person & { at(address: string, userAgent?: string): Person } {
  const headers: Record<string, string> = {};
  const person = house.person({ headers });
  const at = (address: string, userAgent = 'Test Browser/1.0'): Person => {
    Object.assign(headers, { 'x-forwarded-for': address, 'user-agent': userAgent });
    return person;
  };
  at('192.0.2.1');
  return { ...person, at };
}

test('INT-85 INT-86 D15 pin-to-session and allowed-ip-addresses-pattern decide from where the cookie counts', async (t) => {
  const allowed = { 'cas.interrupt.cookie.allowed-ip-addresses-pattern': '10\\.1\\..+' };
  const unpinned = { 'cas.interrupt.cookie.pin-to-session': false };
  // Address, user agent, and whether the page is shown again.
  for (const [settings, visits] of [
    [
      {},
      [
        ['192.0.2.1', 'A/1', false],
        ['192.0.2.2', 'A/1', true],
        ['192.0.2.1', 'B/1', true],
      ],
    ],
    [
      allowed,
      [
        ['10.1.2.3', 'A/1', false],
        ['10.2.2.3', 'A/1', true],
        ['210.1.2.3', 'A/1', true],
        ['10.1.2.3', 'B/1', true],
      ],
    ],
    [
      unpinned,
      [
        ['192.0.2.2', 'A/1', false],
        ['192.0.2.1', 'B/1', false],
      ],
    ],
  ] as const) {
    const house = await openHouse(t, { settings: { ...PROXY, ...settings }, notices: { anna: NOTICE } });
    const person = traveller(house);
    await acknowledge(person.at('192.0.2.1', 'A/1'));
    for (const [address, userAgent, again] of visits)
      assert.equal(
        await asksAgain(person.at(address, userAgent)),
        again,
        `${JSON.stringify(settings)} ${address} ${userAgent}`,
      );
  }
});

test('INT-86 who chooses an address of their own without a trusted proxy gains nothing', async (t) => {
  const house = await openHouse(t, { notices: { anna: NOTICE } });
  const person = traveller(house);
  await acknowledge(person.at('10.1.2.3'));
  assert.equal(await asksAgain(person.at('10.9.9.9')), false);
});

test('cas.tgc.pin-to-session and .allowed-ip-addresses-pattern decide from where the session counts', async (t) => {
  const allowed = { 'cas.tgc.allowed-ip-addresses-pattern': '10\\.1\\..+' };
  const unpinned = { 'cas.tgc.pin-to-session': false };
  for (const [settings, visits] of [
    [
      {},
      [
        ['192.0.2.1', 'A/1', true],
        ['192.0.2.2', 'A/1', false],
        ['192.0.2.1', 'B/1', false],
      ],
    ],
    [
      allowed,
      [
        ['10.1.2.3', 'A/1', true],
        ['10.2.2.3', 'A/1', false],
        ['10.1.2.3', 'B/1', false],
      ],
    ],
    [unpinned, [['192.0.2.2', 'B/1', true]]],
  ] as const) {
    const house = await openHouse(t, { settings: { ...PROXY, ...settings } });
    const person = traveller(house);
    assert.ok((await person.at('192.0.2.1', 'A/1').enter('anna', NEWS)).ticket);
    for (const [address, userAgent, counts] of visits)
      assert.equal(
        (await person.at(address, userAgent).arrive(NEWS)).ticket !== undefined,
        counts,
        `${address} ${userAgent}`,
      );
  }
});

test('D15 geo-locate-client-session: false is accepted, true refused with the reason', async (t) => {
  for (const prefix of ['cas.interrupt.cookie', 'cas.tgc']) {
    const setting = `${prefix}.geo-locate-client-session`;
    assert.ok(
      (await (await openHouse(t, { settings: { [setting]: false } })).person().enter('anna', NEWS)).ticket,
    );
    assert.match(
      await refusal(t, { [setting]: true }),
      /geo-locate-client-session clients are not located here/,
    );
  }
});

test('D15 the address patterns are checked at start', async (t) => {
  for (const prefix of ['cas.interrupt.cookie', 'cas.tgc']) {
    const setting = `${prefix}.allowed-ip-addresses-pattern`;
    assert.match(await refusal(t, { [setting]: '(10' }), /allowed-ip-addresses-pattern: position/);
    assert.match(await refusal(t, { [setting]: '(a)\\1' }), /allowed-ip-addresses-pattern: position/);
  }
});
