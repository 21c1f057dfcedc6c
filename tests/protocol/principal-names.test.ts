// What a person is called decides which interrupts, which attributes and which user name they meet (D38, D11).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse } from './support/house.ts';

const INTERRUPTS = { '12345': { message: 'held', block: true }, anna: { message: 'not anna', block: true } };
const CALLED = {
  'cas.interrupt.json.location': 'file:interrupts.json',
  'cas.person-directory.principal-attribute': 'employeeNumber, mail',
};

test('D38 a person is called by the principal attribute: blocks of that name hit, others do not', async (t) => {
  const house = await openHouse(t, {
    settings: CALLED,
    people: {
      held: { employeeNumber: ['12345', '6'] },
      anna: { employeeNumber: [777], mail: ['anna@example.org'] },
      bert: { employeeNumber: [], mail: ['bert@example.org'] },
      carl: {},
    },
    files: { 'interrupts.json': INTERRUPTS },
  });
  const user = async (name: string) => {
    const person = house.person();
    const { ticket } = await person.enter(name, NEWS);
    return ticket === undefined ? 'no ticket' : person.redeem(ticket, NEWS);
  };
  assert.equal(await user('held'), 'no ticket');
  assert.equal(await user('anna'), '777');
  assert.equal(await user('bert'), 'bert@example.org');
  // As in Apereo CAS; the log says so.
  assert.equal(await user('carl'), 'carl');
  assert.match(house.logged(), /"principal-attribute-missing".*"username":"carl"/);
  assert.ok(house.audit.some(({ audit, who }) => audit === 'AUTHENTICATION_SUCCESS' && who === '777'));
});

test('D38 a principal attribute can come from the stub repository', async (t) => {
  const house = await openHouse(t, {
    settings: { ...CALLED, 'cas.authn.attribute-repository.stub.attributes.mail': 'all@example.org' },
    files: { 'interrupts.json': INTERRUPTS },
  });
  const person = house.person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, NEWS), 'all@example.org');
});

test('D38 the name as typed is transformed before it is looked up, for each source by itself', async (t) => {
  const transformation = 'principal-transformation';
  const house = await openHouse(t, {
    settings: {
      [`cas.authn.json.${transformation}.case-conversion`]: 'LOWERCASE',
      [`cas.authn.json.${transformation}.suffix`]: '@Example.org',
      'cas.authn.accept.users': 'X-OTTO::Mellon',
      [`cas.authn.accept.${transformation}.prefix`]: 'x-',
      [`cas.authn.accept.${transformation}.case-conversion`]: 'UPPERCASE',
    },
    people: { 'anna@example.org': {} },
  });
  for (const [typed, called] of [
    ['anna', 'anna@example.org'],
    ['ANNA', 'anna@example.org'],
    ['otto', 'X-OTTO'],
  ] as const) {
    const person = house.person();
    const { ticket } = await person.enter(typed, NEWS);
    assert.equal(await person.redeem(ticket, NEWS), called);
  }
  const person = house.person();
  assert.equal((await person.enter('anna@example.org', NEWS)).status, 401);
});
