// What a service file asks for, seen from its application: nothing asked restricts nothing (D38), and what is asked for and
// cannot be had refuses everybody and says so where operators look.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { openHouse } from './support/house.ts';

const JAVA = 'org.apereo.cas.services.';
const HEALTH = 'cas.monitor.endpoints.endpoint.health';

const app = (id: number, name: string, more: object): object =>
  serviceFile(id, name, `^http://${name}\\.test/.*`, more);

const ASKING = {
  multifactorPolicy: {
    '@class': `${JAVA}DefaultRegisteredServiceMultifactorPolicy`,
    multifactorAuthenticationProviders: ['java.util.LinkedHashSet', ['mfa-duo']],
  },
};

test('D38 policies that ask for nothing let everybody to their application', async (t) => {
  const person = (
    await openHouse(t, {
      services: {
        'mfa-1.json': app(1, 'mfa', {
          multifactorPolicy: {
            '@class': `${JAVA}DefaultRegisteredServiceMultifactorPolicy`,
            multifactorAuthenticationProviders: ['java.util.LinkedHashSet', []],
            failureMode: 'CLOSED',
            bypassEnabled: 'false',
          },
        }),
        'usage-2.json': app(2, 'usage', {
          acceptableUsagePolicy: {
            '@class': `${JAVA}DefaultRegisteredServiceAcceptableUsagePolicy`,
            enabled: true,
          },
          singleSignOnParticipationPolicy: {
            '@class': `${JAVA}ChainingRegisteredServiceSingleSignOnParticipationPolicy`,
            policies: ['java.util.ArrayList', []],
          },
        }),
        'chain-3.json': app(3, 'chain', {
          accessStrategy: {
            '@class': `${JAVA}ChainingRegisteredServiceAccessStrategy`,
            strategies: ['java.util.ArrayList', []],
          },
          expirationPolicy: { '@class': `${JAVA}DefaultRegisteredServiceExpirationPolicy` },
        }),
      },
    })
  ).person();
  await person.enter('anna');
  for (const name of ['mfa', 'usage', 'chain']) {
    const { ticket } = await person.arrive(`http://${name}.test/x`);
    assert.equal(await person.redeem(ticket, `http://${name}.test/x`), 'anna', name);
  }
});

test('W5 a definition that asks for what is not here refuses, and audit and health say why', async (t) => {
  const house = await openHouse(t, {
    services: { 'vault-1.json': app(1, 'vault', ASKING) },
    settings: { [`${HEALTH}.access`]: 'PERMIT' },
  });
  const page = await house.person().arrive('http://vault.test/x');
  assert.equal(page.status, 403);
  assert.match(page.body, /not allowed to use it at the moment/);
  const why = 'multifactorPolicy is not supported (DefaultRegisteredServiceMultifactorPolicy)';
  const refused = house.audit.find(({ audit }) => audit === 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED');
  assert.equal(refused?.what, `service-refused: definition 1 "vault": ${why}`);
  assert.ok(house.logged().includes(`matches and refuses everybody: ${why}`), 'told at start');
  const health = JSON.parse((await house.person().client.get('/actuator/health')).body) as {
    readonly status: string;
    readonly components: Readonly<Record<string, { readonly details: { readonly detail: string } }>>;
  };
  assert.equal(health.status, 'WARN');
  assert.equal(health.components['services']?.details.detail, `"vault" refuses everybody: ${why}`);
});

test('D38 an expired definition refuses from its moment on, also for a ticket made before', async (t) => {
  const expiring = (id: number, name: string, expirationDate: string): object =>
    app(id, name, {
      expirationPolicy: { '@class': `${JAVA}DefaultRegisteredServiceExpirationPolicy`, expirationDate },
    });
  const house = await openHouse(t, {
    // The house's clock begins at 2030-01-07, 8:00 UTC.
    services: {
      'old-1.json': expiring(1, 'old', '2030-01-07'),
      'soon-2.json': expiring(2, 'soon', '2030-01-07T08:00:05Z'),
    },
  });
  const person = house.person();
  await person.enter('anna');
  assert.equal((await person.arrive('http://old.test/x')).status, 403);
  const { ticket } = await person.arrive('http://soon.test/x');
  assert.ok(ticket);
  house.clock.pass(6000);
  assert.equal((await person.arrive('http://soon.test/x')).status, 403);
  assert.equal(await person.redeem(ticket, 'http://soon.test/x'), 'UNAUTHORIZED_SERVICE');
});

test('D38 tickets are validated with the versions of the protocol that the application names', async (t) => {
  const only = (...names: string[]): object => ({ supportedProtocols: ['java.util.HashSet', names] });
  const house = await openHouse(t, {
    services: {
      'new-1.json': app(1, 'new', only('CAS20', 'CAS30')),
      'old-2.json': app(2, 'old', only('CAS10')),
      'saml-3.json': app(3, 'saml', only('SAML1')),
    },
  });
  const person = house.person();
  await person.enter('anna');
  const at = async (name: string, path: string): Promise<string> => {
    const service = `http://${name}.test/x`;
    const { ticket = '' } = await person.arrive(service);
    const { body } = await person.validate(ticket, service, { path, format: 'XML' });
    // Whatever came of it, the ticket is used up.
    assert.equal(await person.redeem(ticket, service, { path: '/p3/serviceValidate' }), 'INVALID_TICKET');
    return body;
  };
  for (const path of ['/serviceValidate', '/proxyValidate', '/p3/serviceValidate', '/p3/proxyValidate']) {
    assert.match(await at('new', path), /<cas:user>anna</, path);
    const refused = await at('old', path);
    assert.match(refused, /code="INVALID_TICKET">The service is registered for CAS10/, path);
    assert.match(refused, path.startsWith('/p3') ? /for CAS30\./ : /for CAS20\./, path);
  }
  assert.equal(await at('new', '/validate'), 'no\n\n');
  assert.equal(await at('old', '/validate'), 'yes\nanna\n');
  assert.equal((await person.arrive('http://saml.test/x')).status, 403);
});

test('D38 tickets of one application live as long as its definition says', async (t) => {
  const lives = (time: string): object => ({
    serviceTicketExpirationPolicy: {
      '@class': `${JAVA}DefaultRegisteredServiceServiceTicketExpirationPolicy`,
      numberOfUses: 1,
      timeToLive: time,
    },
  });
  const house = await openHouse(t, {
    services: {
      'long-1.json': app(1, 'long', lives('PT60S')),
      'short-2.json': app(2, 'short', lives('3')),
    },
  });
  const person = house.person();
  await person.enter('anna');
  const after = async (name: string, seconds: number): Promise<string> => {
    const { ticket } = await person.arrive(`http://${name}.test/x`);
    house.clock.pass(seconds * 1_000);
    return person.redeem(ticket, `http://${name}.test/x`);
  };
  assert.deepEqual([await after('short', 2), await after('short', 4)], ['anna', 'INVALID_TICKET']);
  assert.deepEqual([await after('long', 59), await after('long', 61)], ['anna', 'INVALID_TICKET']);
});
