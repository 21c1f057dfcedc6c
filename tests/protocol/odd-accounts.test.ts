// What is wrong with one account concerns its person only, and tells nobody that there is one (D7, D30).
import assert from 'node:assert/strict';
import { renameSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { eventually } from './support/eventually.ts';
import { NEWS, openHouse } from './support/house.ts';

const PEOPLE = {
  anna: { password: 'Mellon', attributes: { phone: [null], mail: [null, 'anna@example.org'] } },
  'o\'hara "x" <é>': { password: 'Mellon' },
  missing: { attributes: {} },
  number: { password: 5 },
  status: { password: 'Mellon', status: 'SHUT' },
  member: { password: 'Mellon', passwrod: 'x' },
  list: ['Mellon'],
  restricted: { password: 'Mellon', location: 'office' },
  locked: { password: 'Mellon', status: 'LOCKED' },
};

test('D30 a malformed account answers as a wrong password and an unknown name do', async (t) => {
  const house = await openHouse(t, {
    settings: {
      'cas.authn.accept.users': 'otto::x,otto::y,pia::Mellon,nothing',
      'cas.authn.throttle.failure.threshold': 50,
    },
    files: { 'people.json': PEOPLE },
  });
  const tried = async (name: string, password: string) => {
    const person = house.person();
    await person.arrive();
    const { status, body } = await person.signIn(name, { password });
    return { status, body: body.replaceAll(/value="[^"]*"/g, '') };
  };
  const unknown = await tried('nobody', 'Mellon');
  assert.equal(unknown.status, 401);
  for (const name of ['missing', 'number', 'status', 'member', 'list', 'restricted', 'otto'])
    assert.deepEqual(await tried(name, 'Mellon'), unknown, name);
  for (const name of ['anna', 'locked', 'pia']) assert.deepEqual(await tried(name, 'wrong'), unknown, name);
  assert.match(house.logged(), /"account-unusable".*"username":"status".*'status': expected OK/);
  assert.doesNotMatch(house.logged(), /Mellon/);
});

test('D7 everybody else signs in, and a null among the values of an attribute is left out', async (t) => {
  const house = await openHouse(t, {
    settings: { 'cas.authn.accept.users': 'otto::x,otto::y,pia::Mellon' },
    files: { 'people.json': PEOPLE },
  });
  assert.match(house.logged(), /"accounts-malformed".*"malformed":6/);
  const anna = house.person();
  const { ticket } = await anna.enter('anna', NEWS);
  const { body } = await anna.validate(ticket ?? '', NEWS);
  assert.match(body, /"mail":\["anna@example\.org"\]/);
  assert.doesNotMatch(body, /phone|null/);
  for (const name of ['o\'hara "x" <é>', 'pia']) {
    const person = house.person();
    const entered = await person.enter(name, NEWS);
    assert.equal(await person.redeem(entered.ticket, NEWS), name);
  }
});

test('W6 a locked account is told only after the right password', async (t) => {
  const house = await openHouse(t, { files: { 'people.json': PEOPLE } });
  const person = house.person();
  await person.arrive();
  assert.doesNotMatch((await person.signIn('locked', { password: 'wrong' })).body, /is locked/);
  assert.match((await person.signIn('locked')).body, /is locked/);
});

test('D29 a person signs in 120 times a minute, from wherever; the next is told when to come back', async (t) => {
  const house = await openHouse(t, { settings: { 'cas.server.trusted-proxies[0]': '127.0.0.1' } });
  const from = (host: number) => house.person({ headers: { 'x-forwarded-for': `203.0.113.${host}` } });
  for (let host = 0; host < 120; host += 1) {
    assert.equal((await from(host % 7).enter('anna', NEWS)).status, 302);
  }
  const refused = await from(9).enter('anna', NEWS);
  assert.equal(refused.status, 423);
  assert.equal(refused.ticket, undefined);
  assert.equal(refused.headers.get('retry-after'), '60');
  assert.equal((await from(0).enter('bert', NEWS)).status, 302);
  house.clock.pass(60_000);
  assert.equal((await from(9).enter('anna', NEWS)).status, 302);
});

test('D11 a file of accounts that is swapped, by rename or by a link, counts without a restart', async (t) => {
  const house = await openHouse(t, {
    people: { anna: {} },
    settings: { 'cas.authn.throttle.failure.threshold': -1 },
  });
  const works = async (name: string, password: string): Promise<boolean> => {
    const person = house.person();
    await person.arrive();
    return (await person.signIn(name, { password })).status === 200;
  };
  const { path } = house.folder;
  const link = (target: string, name: string): void => {
    symlinkSync(target, `${path}/new-link`);
    renameSync(`${path}/new-link`, `${path}/${name}`);
  };
  house.folder.write('people.json', { carla: { password: 'renamed' } });
  await eventually(() => works('carla', 'renamed'));
  // As Kubernetes mounts a file: by way of a link to a directory, which is swapped.
  for (const version of ['first', 'second', 'third']) {
    house.folder.write(`..${version}/people.json`, { carla: { password: version } });
    link(`..${version}`, '..data');
    if (version === 'first') link('..data/people.json', 'people.json');
    await eventually(() => works('carla', version));
  }
  assert.equal(await works('anna', 'Mellon'), false);
});
