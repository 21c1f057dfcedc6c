import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth, healthAccess, healthAnswer, type HealthAccess, type HealthPart } from './health.ts';

const STORE: HealthPart = { name: 'store', status: 'up', detail: 'sqlite' };
const USERS: HealthPart = { name: 'users', status: 'degraded', detail: 'last good contents in use' };
const REST: HealthPart = { name: 'inquirer rest', status: 'down', detail: 'no answer' };

function accessOf(levels: readonly string[], addresses: readonly string[] = []): HealthAccess {
  const outcome = healthAccess(levels, addresses);
  assert.equal(outcome.kind, 'ok');
  return outcome.access;
}

function tells(levels: readonly string[], addresses: readonly string[], client: string): boolean {
  return 'components' in healthAnswer([STORE], accessOf(levels, addresses), client).body;
}

test('health is one word for anybody, given by the worst part', () => {
  const nobody = accessOf([]);
  const answer = (...parts: HealthPart[]) => healthAnswer(parts, nobody, '192.0.2.1');
  assert.deepEqual(answer(), { httpStatus: 200, body: { status: 'UP' } });
  assert.deepEqual(answer(STORE), { httpStatus: 200, body: { status: 'UP' } });
  assert.deepEqual(answer(STORE, USERS), { httpStatus: 200, body: { status: 'WARN' } });
  assert.deepEqual(answer(REST, USERS, STORE), { httpStatus: 503, body: { status: 'DOWN' } });
});

test('health tells its parts to whom the settings let in', () => {
  assert.deepEqual(healthAnswer([STORE, USERS], accessOf(['PERMIT']), '192.0.2.1').body, {
    status: 'WARN',
    components: Object.assign(Object.create(null) as object, {
      store: { status: 'UP', details: { detail: 'sqlite' } },
      users: { status: 'WARN', details: { detail: 'last good contents in use' } },
    }),
  });
  assert.equal(tells([], [], '127.0.0.1'), false);
  assert.equal(tells(['DENY'], [], '127.0.0.1'), false);
  assert.equal(tells(['ANONYMOUS'], [], '192.0.2.1'), true);
  assert.equal(tells(['IP_ADDRESS'], ['10.0.0.0/8'], '10.1.1.1'), true);
  assert.equal(tells(['IP_ADDRESS'], ['10.0.0.0/8'], '::ffff:10.1.1.1'), true);
  assert.equal(tells(['IP_ADDRESS'], ['10.0.0.0/8'], '192.0.2.1'), false);
});

test('of several levels the narrowest rules', () => {
  assert.equal(tells(['PERMIT', 'DENY'], [], '10.1.1.1'), false);
  assert.equal(tells(['PERMIT', 'IP_ADDRESS'], ['10.0.0.0/8'], '192.0.2.1'), false);
});

test('W5 levels that need accounts of operators are refused, and so is what nobody knows', () => {
  for (const level of ['AUTHENTICATED', 'ROLE', 'AUTHORITY', 'permit', 'X']) {
    const outcome = healthAccess([level], []);
    assert.equal(outcome.kind, 'fault');
    assert.equal(outcome.setting, 'cas.monitor.endpoints.endpoint.health.access');
  }
  for (const addresses of [[], ['localhost']]) {
    const outcome = healthAccess(['IP_ADDRESS'], addresses);
    assert.equal(outcome.kind, 'fault');
    assert.equal(outcome.setting, 'cas.monitor.endpoints.endpoint.health.required-ip-addresses');
  }
});

test('a source that throws is a part that is down', () => {
  const health = createHealth({
    store: () => STORE,
    settings: () => {
      throw new RangeError('secret detail');
    },
    files: () => [USERS, REST],
  });
  assert.deepEqual(health.parts(), [
    STORE,
    { name: 'settings', status: 'down', detail: 'could not be asked (RangeError)' },
    USERS,
    REST,
  ]);
});
