// D38: `supportedProtocols` and `serviceTicketExpirationPolicy` are honoured, and refuse only what cannot be had.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readService } from './service.ts';

const set = (...items: readonly string[]): unknown => ['java.util.HashSet', items];

function read(members: object) {
  const base = { id: 1, name: 'app', serviceId: '^https://app\\.example\\.org/.*' };
  const { service, faults, warnings, notices } = readService(
    JSON.stringify({ ...base, ...members }),
    'app-1.json',
  );
  assert.deepEqual(faults, []);
  assert.ok(service);
  return { service, told: [...warnings, ...notices].join('\n') };
}

test('D38 an application may name the versions of the CAS protocol that it speaks', () => {
  for (const [names, protocols] of [
    [set('CAS20', 'CAS30'), ['CAS20', 'CAS30']],
    [['cas30 ', ''], ['CAS30']],
    ['CAS10', ['CAS10']],
    [set('SAML1', 'CAS20'), ['CAS20']],
  ] as const) {
    const { service, told } = read({ supportedProtocols: names });
    assert.equal(service.refusal, null);
    assert.deepEqual([...(service.protocols ?? [])], protocols);
    assert.match(told, /supportedProtocols: tickets are validated with CAS\d0/);
  }
  for (const all of [set(), set(' '), null, '', set('CAS10', 'CAS20', 'CAS30'), undefined]) {
    const { service, told } = read({ supportedProtocols: all });
    assert.deepEqual([service.refusal, service.protocols, told], [null, null, '']);
  }
});

test('W5 an application that speaks no CAS protocol refuses, with the reason', () => {
  const { service, told } = read({ supportedProtocols: set('SAML1', 'SAML2') });
  const why = 'supportedProtocols names none of CAS10, CAS20, CAS30 (SAML1, SAML2)';
  assert.equal(service.refusal, why);
  assert.match(told, /matches and refuses everybody: supportedProtocols names none/);
});

const lives = (members: object): object => ({
  serviceTicketExpirationPolicy: {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceServiceTicketExpirationPolicy',
    ...members,
  },
});

test('D38 an application may say how long its tickets live, in each way to write it', () => {
  for (const [members, milliseconds] of [
    [{ numberOfUses: 1, timeToLive: '60' }, 60_000],
    [{ numberOfUses: '1', timeToLive: 'PT30S' }, 30_000],
    [{ numberOfUses: 3, timeToLive: 20 }, 20_000],
    [{ numberOfUses: 1 }, null],
    [{ timeToLive: '60' }, null],
    [{ numberOfUses: 0, timeToLive: '' }, null],
    [{}, null],
  ] as const) {
    const { service } = read(lives(members));
    assert.deepEqual([service.refusal, service.ticketLifetime], [null, milliseconds]);
  }
  assert.match(read(lives({ timeToLive: '60' })).told, /timeToLive has no effect without numberOfUses/);
  assert.match(read(lives({ numberOfUses: 3, timeToLive: '60' })).told, /a ticket is good for one attempt/);
});

test('W5 a life of tickets that cannot be read, and a policy of an unknown kind, refuse', () => {
  assert.match(
    read(lives({ numberOfUses: 1, timeToLive: 'soon' })).service.refusal ?? '',
    /^serviceTicketExpirationPolicy\.timeToLive is no duration/,
  );
  const unknown = { '@class': 'x.OwnServiceTicketExpirationPolicy', timeToLive: '2' };
  assert.equal(
    read({ serviceTicketExpirationPolicy: unknown }).service.refusal,
    'serviceTicketExpirationPolicy is not supported (OwnServiceTicketExpirationPolicy)',
  );
});
