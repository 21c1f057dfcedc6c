// "Once" means once (D34): with an age of its own the tracking cookie outlives logout and moves with its browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const NOTICE = { message: 'Read this.' };
const isInterrupt = (answer: Answer): boolean => answer.page().text('interruptMessage') !== undefined;

for (const [age, outlives] of [
  [-1, false],
  ['P365D', true],
] as const) {
  test(`D34 max-age=${age}: after a logout the notice is ${outlives ? 'not shown' : 'shown'} again`, async (t) => {
    const house = await openHouse(t, {
      settings: { 'cas.interrupt.cookie.max-age': age },
      notices: { anna: NOTICE, bert: NOTICE },
    });
    const person = house.person();
    assert.ok(isInterrupt(await person.enter('anna', NEWS)));
    await person.proceed();
    const { setCookies } = await person.logout();
    assert.equal(
      setCookies.some((line) => line.startsWith('CASINTERRUPT=')),
      !outlives,
    );
    assert.equal(await person.cookie('TGC'), undefined);
    assert.equal(isInterrupt(await person.enter('anna', NEWS)), !outlives);
    if (!outlives) return;
    await person.logout();
    assert.ok(isInterrupt(await person.enter('bert', NEWS)), 'what it holds is bound to its person');
    await person.proceed();
    await person.logout();
    assert.ok((await person.enter('anna', NEWS)).ticket, 'both are remembered');
    house.bulletin.post('anna', { message: 'Read this, too.' });
    await person.logout();
    assert.ok(isInterrupt(await person.enter('anna', NEWS)), 'another notice is another matter');
  });

  test(`D34 max-age=${age}: the cookie ${outlives ? 'counts' : 'does not count'} from another address, never from another User-Agent`, async (t) => {
    const house = await openHouse(t, {
      settings: { 'cas.interrupt.cookie.max-age': age, 'cas.server.trusted-proxies[0]': '127.0.0.1' },
      notices: { anna: NOTICE },
    });
    const headers: Record<string, string> = { 'x-forwarded-for': '192.0.2.1', 'user-agent': 'A/1' };
    const person = house.person({ headers });
    await person.enter('anna', NEWS);
    await person.proceed();
    headers['x-forwarded-for'] = '198.51.100.7';
    assert.equal(isInterrupt(await person.enter('anna', NEWS, { renew: 'true' })), !outlives);
    headers['x-forwarded-for'] = '192.0.2.1';
    headers['user-agent'] = 'B/1';
    assert.ok(isInterrupt(await person.enter('anna', NEWS, { renew: 'true' })));
  });
}

test('D34 pin-to-session=false with an age: any browser', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.cookie.max-age': 'P1D', 'cas.interrupt.cookie.pin-to-session': false },
    notices: { anna: NOTICE },
  });
  const headers: Record<string, string> = { 'user-agent': 'A/1' };
  const person = house.person({ headers });
  await person.enter('anna', NEWS);
  await person.proceed();
  headers['user-agent'] = 'B/1';
  assert.ok((await person.enter('anna', NEWS, { renew: 'true' })).ticket);
});
