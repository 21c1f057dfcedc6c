// Passive requests: never a page, never a ticket while something is pending, and nothing left behind (D6).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inquirer } from '@vestibule/interrupt';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer } from './support/person.ts';

const NOTICE = { message: 'Read this.' };
const BLOCK = { message: 'Not today.', block: true };
const PASSIVE = { gateway: 'true' };
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  const settings = { 'cas.interrupt.core.trigger-mode': mode };

  test(`INT-90 INT-95 D6 ${mode}: back without a ticket; nothing is stored, tracked or set`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna');
    for (const notice of [NOTICE, BLOCK]) {
      house.bulletin.post('anna', notice);
      const rows = house.rows();
      const answer = await person.arrive(NEWS, PASSIVE);
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.get('location'), NEWS);
      assert.deepEqual(answer.setCookies, []);
      assert.equal(house.rows(), rows);
      assert.ok(isInterrupt(await person.arrive(NEWS)));
    }
    assert.ok(house.audit.some(({ audit }) => audit === 'INTERRUPT_WITHHELD'));
  });

  test(`INT-92 D6 ${mode}: without a session never a page, and nobody is asked about`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: BLOCK } });
    const answer = await house.person().arrive(NEWS, PASSIVE);
    assert.equal(answer.headers.get('location'), NEWS);
    assert.equal(house.bulletin.asked.length, 0);
    assert.equal(house.rows(), 0);
  });

  test(`INT-94 D6 ${mode}: a blank gateway is interactive`, async (t) => {
    const house = await openHouse(t, { settings });
    const person = house.person();
    await person.enter('anna');
    house.bulletin.post('anna', NOTICE);
    for (const gateway of ['', ' ']) assert.ok(isInterrupt(await person.arrive(NEWS, { gateway })));
  });

  test(`INT-96 D6 ${mode}: what is acknowledged lets a passive request through`, async (t) => {
    const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
    const person = house.person();
    await person.enter('anna', NEWS);
    await person.proceed();
    assert.equal(await person.redeem((await person.arrive(NEWS, PASSIVE)).ticket, NEWS), 'anna');
  });

  test(`D6 D9 ${mode}: under CLOSED a failed inquiry withholds the ticket`, async (t) => {
    const house = await openHouse(t, { settings, failureMode: 'CLOSED' });
    const person = house.person();
    await person.enter('anna');
    house.bulletin.fail(true);
    assert.equal((await person.arrive(NEWS, PASSIVE)).headers.get('location'), NEWS);
    assert.equal(house.rows('service-ticket'), 0);
  });
}

test('D6 a passive request cannot be turned into a passage: a page of it does not exist', async (t) => {
  const house = await openHouse(t);
  const person = house.person();
  await person.enter('anna');
  house.bulletin.post('anna', BLOCK);
  for (const query of [
    { gateway: 'true', method: 'POST' },
    { gateway: 'true', method: 'HEADER' },
    { gateway: 'on' },
    { gateway: 'false' },
  ]) {
    const answer = await person.arrive(NEWS, query);
    assert.equal(answer.headers.get('location'), NEWS, JSON.stringify(query));
    assert.equal(answer.headers.get('ticket'), null);
  }
  assert.equal(house.rows('transaction') + house.rows('service-ticket'), 0);
});

test('D6 a passive request whose session ends meanwhile goes back without ticket and form', async (t) => {
  let meanwhile = async (): Promise<void> => undefined;
  const inquirer: Inquirer = {
    name: 'meanwhile',
    kind: 'custom',
    timeout: 5000,
    async inquire() {
      await meanwhile();
      return { kind: 'none' };
    },
  };
  const house = await openHouse(t, { inquirers: [{ inquirer, failureMode: { mode: 'OPEN' } }] });
  const person = house.person();
  await person.enter('anna', NEWS);
  meanwhile = async () => void (await person.client.logout());
  const { status, location } = await person.arrive(CANTEEN, PASSIVE);
  assert.deepEqual([status, location], [302, CANTEEN]);
});
