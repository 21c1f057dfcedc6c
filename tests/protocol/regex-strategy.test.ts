// The regex strategy in the server, with attributes from the users' file, from the settings and of the authentication
// itself; the pairs are those that a running reference was asked (INT-15 to INT-18).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Settings } from '../support/config-folder.ts';
import { NEWS, openHouse, type HouseOptions } from './support/house.ts';
import type { Answer } from './support/person.ts';
import { refusal } from './support/start-up.ts';

const STUB = 'cas.authn.attribute-repository.stub.attributes';
const NAME = 'cas.interrupt.regex.attribute-name';
const VALUE = 'cas.interrupt.regex.attribute-value';
const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const regex = (name: string, value: string): Settings => ({ [NAME]: name, [VALUE]: value });

async function interrupts(
  t: TestContext,
  settings: Settings,
  people?: HouseOptions['people'],
): Promise<boolean> {
  const house = await openHouse(t, { settings, ...(people === undefined ? {} : { people }) });
  const answer = await house.person().enter('anna', NEWS);
  assert.ok(isInterrupt(answer) || answer.ticket !== undefined, answer.body);
  return isInterrupt(answer);
}

test('INT-16 INT-17 D13 whole match and case-sensitive, on name and value', async (t) => {
  for (const [name, value, expected] of [
    ['memberOf', 'staff', true],
    ['mem...Of', '^st[a-z]ff$', true],
    ['dept|memberOf', 'staff', true],
    ['.*', 'sta.+', true],
    ['memberOf', '^(?!student).+$', true],
    ['MEMBEROF', 'staff', false],
    ['member', 'staff', false],
    ['memberOf', 'STAFF', false],
    ['memberOf', 'sta', false],
    ['memberOf', '^(?!staff).+$', false],
    ['memberOf', '^st[a-z]ff$-east', false],
  ] as const)
    assert.equal(
      await interrupts(t, { ...regex(name, value), [`${STUB}.memberOf`]: 'staff' }),
      expected,
      `${name} ${value}`,
    );
});

test('INT-16 the page says the default text, and acknowledging it lets in', async (t) => {
  const person = (
    await openHouse(t, { settings: { ...regex('memberOf', 'staff'), [`${STUB}.memberOf`]: 'staff' } })
  ).person();
  const page = await person.enter('anna', NEWS);
  assert.equal(page.page().text('interruptMessage'), 'Authentication flow is interrupted');
  assert.equal(await person.redeem((await person.proceed()).ticket, NEWS), 'anna');
  assert.ok((await person.arrive(NEWS)).ticket);
});

test('INT-16 each value of an attribute counts, from the users’ file and from the settings', async (t) => {
  const people = { anna: { memberOf: ['library', 'staff'], number: [7], flag: [true] } };
  assert.equal(await interrupts(t, regex('memberOf', 'staff'), people), true);
  assert.equal(await interrupts(t, regex('memberOf', 'library, staff'), people), false);
  assert.equal(
    await interrupts(t, { ...regex('memberOf', 'staff'), [`${STUB}.memberOf`]: 'library,staff' }),
    true,
  );
  assert.equal(await interrupts(t, regex('number', '7'), people), true);
  assert.equal(await interrupts(t, regex('flag', 'true'), people), true);
});

test('INT-18 attributes of the authentication count; on equal names those of the person win', async (t) => {
  const handler = regex('successfulAuthenticationHandlers', 'JsonResourceAuthenticationHandler');
  assert.equal(await interrupts(t, handler), true);
  const people = { anna: { successfulAuthenticationHandlers: ['by hand'] } };
  assert.equal(await interrupts(t, handler, people), false);
  assert.equal(await interrupts(t, regex('successfulAuthenticationHandlers', 'by hand'), people), true);
});

test('INT-16 what the file says of a person wins over an attribute that everybody gets', async (t) => {
  const settings = { ...regex('memberOf', 'staff'), [`${STUB}.memberOf`]: 'staff' };
  assert.equal(await interrupts(t, settings, { anna: { memberOf: ['student'] } }), false);
  assert.equal(await interrupts(t, settings, { anna: { mail: ['anna@example.org'] } }), true);
});

test('INT-15 D13 one of the two without the other, or a pattern that cannot be run, stops start-up', async (t) => {
  assert.match(await refusal(t, { [NAME]: 'memberOf' }), /attribute-value, which is missing/);
  assert.match(await refusal(t, { [VALUE]: 'staff' }), /attribute-name, which is missing/);
  assert.match(await refusal(t, regex('(a)\\1', 'staff')), /attribute-name: position/);
  assert.match(await refusal(t, regex('memberOf', '[a-z&&[^b]]')), /attribute-value: position/);
});

test('D13 D27 D9 a value too long to be judged is a failed inquiry, which the failure mode decides', async (t) => {
  const people = { anna: { memberOf: ['x'.repeat(70_000)] } };
  assert.equal(await interrupts(t, regex('memberOf', 'staff'), people), false);
  const house = await openHouse(t, {
    people,
    settings: { ...regex('memberOf', 'staff'), 'cas.interrupt.regex.failure-mode': 'CLOSED' },
  });
  const answer = await house.person().enter('anna', NEWS);
  assert.ok(answer.page().form('formretry'));
});
