// D38: a policy that asks for nothing restricts nothing, in each of the ways in which Apereo and its tools write nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Clock } from '@vestibule/interrupt';
import { readService } from './service.ts';
import { instantOf } from './validity.ts';

const JAVA = 'org.apereo.cas.services.';
const NOW = Date.UTC(2026, 10, 25, 12);

function read(members: object, clock: Clock = { now: () => NOW }) {
  const base = { id: 1, name: 'app', serviceId: '^https://app\\.example\\.org/.*' };
  return readService(JSON.stringify({ ...base, ...members }), 'app-1.json', undefined, clock);
}

function refusal(members: object): string | null {
  const { service, faults } = read(members);
  assert.deepEqual(faults, []);
  assert.ok(service);
  return service.refusal;
}

const of = (kind: string, members: object = {}): object => ({ '@class': `${JAVA}${kind}`, ...members });
const list = (...items: unknown[]): unknown => ['java.util.ArrayList', items];
const mfa = (members: object): object => of('DefaultRegisteredServiceMultifactorPolicy', members);

const NOTHING: readonly (readonly [member: string, value: unknown])[] = [
  ...['multifactorPolicy', 'multifactorAuthenticationPolicy'].flatMap(
    (name): (readonly [string, unknown])[] => [
      [name, mfa({})],
      [name, mfa({ failureMode: 'UNDEFINED', bypassEnabled: 'false' })],
      [name, mfa({ failureMode: 'CLOSED', multifactorAuthenticationProviders: list() })],
      [name, mfa({ failureMode: 'NOT_SET', bypassTrustedDeviceEnabled: true })],
      [name, mfa({ failureMode: 'PHANTOM', forceExecution: true, bypassIfMissingPrincipalAttribute: true })],
      [name, mfa({ multifactorAuthenticationProviders: list('mfa-duo'), bypassEnabled: 'true' })],
    ],
  ),
  ['expirationPolicy', of('DefaultRegisteredServiceExpirationPolicy', { deleteWhenExpired: 'false' })],
  ['expirationPolicy', of('DefaultRegisteredServiceExpirationPolicy', { notifyWhenExpired: true })],
  ['expirationPolicy', of('DefaultRegisteredServiceExpirationPolicy', { expirationDate: '' })],
  ['acceptableUsagePolicy', of('DefaultRegisteredServiceAcceptableUsagePolicy', { enabled: true })],
  ['acceptableUsagePolicy', of('DefaultRegisteredServiceAcceptableUsagePolicy', { messageCode: 'x' })],
  ['singleSignOnParticipationPolicy', of('ChainingRegisteredServiceSingleSignOnParticipationPolicy')],
  [
    'singleSignOnParticipationPolicy',
    of('ChainingRegisteredServiceSingleSignOnParticipationPolicy', {
      policies: list(of('DefaultRegisteredServiceSingleSignOnParticipationPolicy')),
    }),
  ],
  [
    'singleSignOnParticipationPolicy',
    of('AuthenticationDateRegisteredServiceSingleSignOnParticipationPolicy', {
      timeUnit: 'SECONDS',
      timeValue: '0',
    }),
  ],
  [
    'singleSignOnParticipationPolicy',
    of('DefaultRegisteredServiceSingleSignOnParticipationPolicy', {
      createCookieOnRenewedAuthentication: 'TRUE',
    }),
  ],
  [
    'authenticationPolicy',
    of('DefaultRegisteredServiceAuthenticationPolicy', {
      requiredAuthenticationHandlers: ['java.util.TreeSet', []],
      excludedAuthenticationHandlers: null,
      criteria: of('AnyAuthenticationHandlerRegisteredServiceAuthenticationPolicyCriteria', { tryAll: true }),
    }),
  ],
  [
    'serviceTicketExpirationPolicy',
    of('DefaultRegisteredServiceServiceTicketExpirationPolicy', { timeToLive: '' }),
  ],
  [
    'serviceTicketExpirationPolicy',
    of('DefaultRegisteredServiceServiceTicketExpirationPolicy', { numberOfUses: 0 }),
  ],
  [
    'ticketGrantingTicketExpirationPolicy',
    of('DefaultRegisteredServiceTicketGrantingTicketExpirationPolicy', { maxTimeToLiveInSeconds: 0 }),
  ],
  [
    'proxyTicketExpirationPolicy',
    of('DefaultRegisteredServiceProxyTicketExpirationPolicy', { numberOfUses: 5 }),
  ],
  ['proxyPolicy', of('RefuseRegisteredServiceProxyPolicy')],
  ['publicKey', of('RegisteredServicePublicKeyImpl', { location: 'classpath:key.pub' })],
  ['accessStrategy', of('DefaultRegisteredServiceAccessStrategy')],
  [
    'accessStrategy',
    of('DefaultRegisteredServiceAccessStrategy', {
      enabled: 'true',
      ssoEnabled: 'TRUE',
      unauthorizedRedirectUrl: '',
      requiredAttributes: { '@class': 'java.util.HashMap' },
      rejectedAttributes: ['java.util.HashMap', {}],
      delegatedAuthenticationPolicy: of('DefaultRegisteredServiceDelegatedAuthenticationPolicy', {
        allowedProviders: list(),
        permitUndefined: 'true',
        exclusive: 'false',
      }),
      activationCriteria: null,
    }),
  ],
  ['accessStrategy', of('ChainingRegisteredServiceAccessStrategy', { strategies: list(), operator: 'OR' })],
  [
    'accessStrategy',
    of('TimeBasedRegisteredServiceAccessStrategy', { startingDateTime: null, endingDateTime: '' }),
  ],
  [
    'attributeReleasePolicy',
    of('ChainingAttributeReleasePolicy', { policies: list(), mergingPolicy: 'REPLACE' }),
  ],
  [
    'attributeReleasePolicy',
    of('ReturnAllAttributeReleasePolicy', {
      consentPolicy: of('consent.DefaultRegisteredServiceConsentPolicy', { enabled: true }),
      attributeFilter: of('support.RegisteredServiceChainingAttributeFilter', { filters: list() }),
      canonicalizationMode: '',
      activationCriteria: of('ChainingRegisteredServiceAttributeReleaseActivationCriteria', {
        conditions: list(),
      }),
    }),
  ],
  [
    'attributeReleasePolicy',
    of('ReturnAllAttributeReleasePolicy', {
      attributeFilter: of('support.RegisteredServiceMappedRegexAttributeFilter', { patterns: {}, order: 3 }),
    }),
  ],
  [
    'usernameAttributeProvider',
    of('DefaultRegisteredServiceUsernameProvider', {
      canonicalizationMode: 'NONE',
      encryptUsername: 'false',
      scope: null,
      removePattern: '',
    }),
  ],
  [
    'webflowInterruptPolicy',
    of('DefaultRegisteredServiceWebflowInterruptPolicy', { enabled: true, forceExecution: 'UNDEFINED' }),
  ],
  ['environments', ['java.util.HashSet', []]],
  ['requiredHandlers', ['java.util.HashSet', []]],
  ['tenant', ''],
  ['passwordlessPolicy', of('DefaultRegisteredServicePasswordlessPolicy', { enabled: true })],
  ['logoutType', ''],
  ['logoutUrl', ''],
  ['responseType', ''],
  ['theme', ''],
  ['evaluationOrder', '10'],
];

for (const [member, value] of NOTHING) {
  test(`D38 asks for nothing: ${member} ${JSON.stringify(value).replaceAll(JAVA, '').slice(0, 60)}`, () => {
    assert.equal(refusal({ [member]: value }), null);
  });
}

const POLICIES = [
  'accessStrategy',
  'attributeReleasePolicy',
  'usernameAttributeProvider',
  'webflowInterruptPolicy',
  'matchingStrategy',
  'proxyPolicy',
  'properties',
  'multifactorPolicy',
  'authenticationPolicy',
  'expirationPolicy',
  'acceptableUsagePolicy',
  'singleSignOnParticipationPolicy',
  'serviceTicketExpirationPolicy',
  'ticketGrantingTicketExpirationPolicy',
  'surrogatePolicy',
];

test('D38 any policy that is null, blank, false or an object without members restricts nothing', () => {
  fc.assert(
    fc.property(
      fc.subarray(POLICIES, { minLength: 1 }),
      fc.constantFrom(null, '', ' ', 'false', 'null', false, {}),
      (names, nothing) => {
        assert.equal(refusal(Object.fromEntries(names.map((name) => [name, nothing]))), null);
      },
    ),
  );
});

const ASKING: readonly (readonly [member: string, value: unknown])[] = [
  ['multifactorPolicy', mfa({ multifactorAuthenticationProviders: list('mfa-duo') })],
  ['multifactorPolicy', mfa({ multifactorAuthenticationProviders: list('mfa-duo'), bypassEnabled: false })],
  ['multifactorPolicy', of('GroovyRegisteredServiceMultifactorPolicy', { groovyScript: 'file:x.groovy' })],
  ['singleSignOnParticipationPolicy', of('NeverRegisteredServiceSingleSignOnParticipationPolicy')],
  [
    'singleSignOnParticipationPolicy',
    of('ChainingRegisteredServiceSingleSignOnParticipationPolicy', {
      policies: list(
        of('DefaultRegisteredServiceSingleSignOnParticipationPolicy'),
        of('LastUsedTimeRegisteredServiceSingleSignOnParticipationPolicy', { timeValue: 60 }),
      ),
    }),
  ],
  [
    'authenticationPolicy',
    of('DefaultRegisteredServiceAuthenticationPolicy', { requiredAuthenticationHandlers: list('LDAP') }),
  ],
  ['accessStrategy', of('RemoteEndpointServiceAccessStrategy')],
  [
    'accessStrategy',
    of('ChainingRegisteredServiceAccessStrategy', {
      strategies: list(of('GroovyRegisteredServiceAccessStrategy')),
    }),
  ],
  ['accessStrategy', of('DefaultRegisteredServiceAccessStrategy', { enbled: false })],
  ['usernameAttributeProvider', of('AnonymousRegisteredServiceUsernameAttributeProvider')],
  ['expirationPolicy', of('DefaultRegisteredServiceExpirationPolicy', { expirationDate: 'next year' })],
  ['environments', list('staging')],
];

for (const [member, value] of ASKING) {
  test(`W5 asks for what is not here: ${member} ${JSON.stringify(value).replaceAll(JAVA, '').slice(0, 60)}`, () => {
    assert.match(refusal({ [member]: value }) ?? 'none', new RegExp(`^${member}`));
    assert.match(read({ [member]: value }).warnings.join('\n'), /matches and refuses everybody/);
  });
}

test('D38 an expired definition lets nobody in, from that moment on', () => {
  let now = Date.UTC(2026, 11, 31);
  const policy = of('DefaultRegisteredServiceExpirationPolicy', { expirationDate: '2027-01-01' });
  const { service } = read({ expirationPolicy: policy }, { now: () => now });
  assert.equal(service?.refusal, null);
  assert.equal(service.access.enabled, true);
  now = Date.UTC(2027, 0, 1);
  assert.equal(service.access.enabled, false);
});

test('D38 a time-based strategy opens and closes the application', () => {
  let now = 0;
  const strategy = of('TimeBasedRegisteredServiceAccessStrategy', {
    startingDateTime: '2026-11-01T08:00:00.000Z',
    endingDateTime: '2026-11-30T20:00+01:00[Europe/Berlin]',
    ssoEnabled: 'false',
  });
  const { service } = read({ accessStrategy: strategy }, { now: () => now });
  assert.ok(service);
  assert.deepEqual([service.refusal, service.access.ssoEnabled], [null, false]);
  const openAt = (instant: number): boolean => ((now = instant), service.access.enabled);
  assert.equal(openAt(Date.UTC(2026, 10, 1, 7, 59)), false);
  assert.equal(openAt(Date.UTC(2026, 10, 1, 8)), true);
  assert.equal(openAt(Date.UTC(2026, 10, 30, 18, 59)), true);
  assert.equal(openAt(Date.UTC(2026, 10, 30, 19, 1)), false);
});

test('D38 a chain of strategies is all of them, or one of them', () => {
  const needs = (group: string): object =>
    of('DefaultRegisteredServiceAccessStrategy', { requiredAttributes: { memberOf: list(group) } });
  const allows = (operator: string): boolean | undefined =>
    read({
      accessStrategy: of('ChainingRegisteredServiceAccessStrategy', {
        operator,
        strategies: list(needs('^staff$'), needs('^library$')),
      }),
    }).service?.access.allows({
      principal: { id: 'anna', attributes: { memberOf: ['staff'] } },
      attributes: {},
      authenticatedAt: 0,
    });
  assert.deepEqual([allows('AND'), allows('OR')], [false, true]);
});

test('dates are read as the reference writes them, and others are none', () => {
  assert.equal(instantOf('2026-12-31'), Date.UTC(2026, 11, 31));
  assert.equal(instantOf('2026-12-31T10:20:30'), Date.UTC(2026, 11, 31, 10, 20, 30));
  assert.equal(instantOf('12/31/2026 01:30 PM'), Date.UTC(2026, 11, 31, 13, 30));
  for (const none of ['2026-02-31', '31.12.2026', '2026', 'x', '2026-12-31T25:00'])
    assert.equal(instantOf(none), null);
});

test('D38 a member nearly called like a known one is told with the nearest', () => {
  const { warnings } = read({
    evaluationOrdr: 3,
    webflowInterruptPolicy: of('DefaultRegisteredServiceWebflowInterruptPolicy', { enbled: 'false' }),
  });
  assert.deepEqual(warnings.slice(0, 2), [
    'app-1.json: evaluationOrdr: is no member that is known; the nearest is evaluationOrder',
    'app-1.json: webflowInterruptPolicy.enbled: is no member that is known; the nearest is enabled',
  ]);
});
