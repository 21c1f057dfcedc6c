import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from './address.fixture.ts';
import { readService } from './service.ts';

const SOURCE = '/etc/cas/services/Library-100.json';

function read(members: object, source = SOURCE) {
  const base = {
    '@class': 'org.apereo.cas.services.CasRegisteredService',
    serviceId: '^https://library\\.example\\.org/.*',
    name: 'Library',
    id: 100,
  };
  return readService(JSON.stringify({ ...base, ...members }), source);
}

/** Why the service refuses; the file itself must be sound. */
function refusal(members: object): string | null | undefined {
  const { service, faults } = read(members);
  assert.deepEqual(faults, []);
  assert.ok(service);
  assert.ok(service.matches(addressOf('https://library.example.org/x')), 'it matches all the same');
  assert.equal(service.access.enabled, service.refusal === null);
  return service.refusal;
}

test('a small definition: both class names, everything else at its default', () => {
  for (const kind of [
    'org.apereo.cas.services.RegexRegisteredService',
    'org.apereo.cas.services.CasRegisteredService',
  ]) {
    const { service, id, faults, notices } = read({ '@class': kind });
    assert.deepEqual([id, faults, notices], [100, [], []]);
    assert.ok(service);
    const { matches, access, release, username, definition, ...rest } = service;
    assert.equal(definition?.['@class'], kind, 'whole, for scripts');
    assert.ok(
      matches(addressOf('https://library.example.org/')) &&
        access.enabled &&
        release !== null &&
        username !== null,
    );
    assert.deepEqual(rest, {
      id: 100,
      name: 'Library',
      description: null,
      serviceId: '^https://library\\.example\\.org/.*',
      evaluationPriority: 0,
      evaluationOrder: 0,
      wildcard: false,
      refusal: null,
      webflowInterruptPolicy: {
        enabled: true,
        forceExecution: 'UNDEFINED',
        attributeTrigger: null,
        scriptTrigger: null,
      },
      responseType: null,
      protocols: null,
      ticketLifetime: null,
      redirectUrl: null,
      logout: { type: 'BACK_CHANNEL', url: null },
      shown: { logo: null, informationUrl: null, privacyUrl: null },
      source: SOURCE,
    });
  }
});

test('W2 a whole definition in Hjson with Java type marks', () => {
  const { service, faults, notices } = readService(
    `{
      // as an operator keeps it
      "@class": org.apereo.cas.services.RegexRegisteredService
      serviceId: ^https://library\\.example\\.org/.*
      name: Library
      id: "100"
      description: '''Books'''
      evaluationOrder: 5
      evaluationPriority: -1
      responseType: post
      redirectUrl: "https://library.example.org/login"
      logoutType: FRONT_CHANNEL
      logoutUrl: "https://library.example.org/bye"
      logo: images/library.png
      informationUrl: "https://library.example.org/about"
      privacyUrl: "javascript:alert(1)"
      theme: library
      contacts: ["java.util.ArrayList", [{"@class": "org.apereo.cas.services.DefaultRegisteredServiceContact", "name": "A"}]]
      accessStrategy: {"@class": "org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy", "enabled": "TRUE"}
      properties: {"@class": "java.util.HashMap", "skipInterrupt": {"@class": "org.apereo.cas.services.DefaultRegisteredServiceProperty", "values": ["java.util.HashSet", ["true"]]}}
    }`,
    SOURCE,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(notices, [
    `${SOURCE}: logoutType, logoutUrl: single logout to applications is not here yet: applications keep their own sessions`,
    `${SOURCE}: privacyUrl is not shown: it is no http or https address`,
    `${SOURCE}: without effect here: theme, contacts`,
  ]);
  assert.ok(service);
  assert.deepEqual(
    [service.description, service.evaluationOrder, service.evaluationPriority],
    ['Books', 5, -1],
  );
  assert.deepEqual(
    [service.responseType, service.redirectUrl],
    ['POST', 'https://library.example.org/login'],
  );
  assert.deepEqual(service.logout, { type: 'FRONT_CHANNEL', url: 'https://library.example.org/bye' });
  assert.deepEqual(service.shown, {
    logo: 'images/library.png',
    informationUrl: 'https://library.example.org/about',
    privacyUrl: null,
  });
  assert.equal(service.webflowInterruptPolicy.enabled, false);
});

test('D11 every fault of a file is said at once, with the file and the member', () => {
  const { service, id, faults } = read({
    id: 'seven',
    name: 'x'.repeat(256),
    serviceId: '(',
    evaluationOrder: 1.5,
    logoutUrl: 'ftp://x',
    accessStrategy: [],
  });
  assert.deepEqual([service, id], [null, null]);
  assert.deepEqual(faults.slice(0, 5), [
    `${SOURCE}: id: a whole number up to 9007199254740991 is expected`,
    `${SOURCE}: name: at most 255 characters`,
    `${SOURCE}: evaluationOrder: a whole number up to 9007199254740991 is expected`,
    `${SOURCE}: accessStrategy: an object is expected`,
    `${SOURCE}: logoutUrl: an http or https address is expected`,
  ]);
  assert.match(faults[5] ?? '', /Library-100\.json: serviceId: .* at position \d+ of the pattern/);
  assert.equal(faults.length, 6);
});

test('D11 faults of policies are said with those of the definition', () => {
  const { faults } = read({
    id: 'seven',
    accessStrategy: { enabled: 'x' },
    attributeReleasePolicy: { allowedAttributes: [] },
    webflowInterruptPolicy: { forceExecution: 'x' },
  });
  assert.deepEqual(faults, [
    `${SOURCE}: id: a whole number up to 9007199254740991 is expected`,
    `${SOURCE}: accessStrategy.enabled: true or false is expected`,
    `${SOURCE}: attributeReleasePolicy: @class is missing`,
    `${SOURCE}: webflowInterruptPolicy.forceExecution: one of TRUE, FALSE, UNDEFINED is expected`,
  ]);
});

test('D11 a file that cannot be parsed is one fault, and an id that is rounded is no id', () => {
  assert.deepEqual(readService('{', SOURCE).faults.length, 1);
  const { faults } = readService('{"serviceId": "a", "name": "b", "id": 12345678901234567890}', SOURCE);
  assert.deepEqual(faults, [`${SOURCE}: id: a whole number up to 9007199254740991 is expected`]);
});

test('a file that is not called after its name and id is noticed', () => {
  assert.deepEqual(read({}, '/s/Library-7.json').notices, [
    '/s/Library-7.json: the file should be called Library-100.json, after its name and id',
  ]);
  assert.deepEqual(read({ name: 'The Library: Main' }, '/s/TheLibraryMain-100.json').notices, []);
  assert.deepEqual(read({ name: 'The Library' }, '/s/The Library-100.json').notices, []);
});

test('W5 members that merely describe are ignored with one line', () => {
  const { service, notices } = read({
    locale: 'de',
    templateName: ['x'],
    owner: 'IT',
    publicKey: { location: 'x' },
    nothing: null,
  });
  assert.equal(service?.refusal, null);
  assert.deepEqual(notices, [`${SOURCE}: without effect here: locale, templateName, owner, publicKey`]);
});

test('W5 a service of another kind matches and refuses', () => {
  const oidc = {
    '@class': 'org.apereo.cas.services.OidcRegisteredService',
    clientId: 'x',
    clientSecret: 'hunter2',
    accessStrategy: 5,
  };
  assert.equal(refusal(oidc), 'a service of this kind is not supported (OidcRegisteredService)');
  assert.ok(!JSON.stringify(read(oidc)).includes('hunter2'));
});

test('W5 whatever restricts and is not supported makes the service match and refuse, and is named', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['accessStrategy', { '@class': 'x.RemoteEndpointServiceAccessStrategy', endpointUrl: 'https://a' }],
    ['attributeReleasePolicy', { '@class': 'x.ScriptedRegisteredServiceAttributeReleasePolicy' }],
    ['usernameAttributeProvider', { '@class': 'x.GroovyRegisteredServiceUsernameProvider' }],
    [
      'singleSignOnParticipationPolicy',
      { '@class': 'x.LastUsedTimeRegisteredServiceSingleSignOnParticipationPolicy', timeValue: 1 },
    ],
    [
      'multifactorPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceMultifactorPolicy',
        multifactorAuthenticationProviders: ['java.util.LinkedHashSet', ['mfa-duo']],
      },
    ],
    [
      'authenticationPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceAuthenticationPolicy',
        requiredAuthenticationHandlers: ['java.util.TreeSet', ['A']],
      },
    ],
    ['serviceTicketExpirationPolicy', { '@class': 'x.OwnServiceTicketExpirationPolicy', timeToLive: '2' }],
    ['environments', ['java.util.HashSet', ['staging']]],
    ['requiredHandlers', ['A']],
    ['acessStrategy', { '@class': 'x.DefaultRegisteredServiceAccessStrategy', enabled: false, order: 1 }],
    ['enabled', false],
    ['ssoEnabled', 'false'],
    ['tenant', 'shire'],
  ];
  for (const [name, value] of cases) {
    assert.match(refusal({ [name]: value }) ?? 'no refusal', new RegExp(`^${name} is not supported`));
    assert.match(
      read({ [name]: value }).warnings.join('\n'),
      new RegExp(`Library-100.json: matches and refuses everybody: ${name}`),
    );
  }
});

test('W5 policies that were written out and never filled in restrict nothing', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    [
      'expirationPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceExpirationPolicy',
        deleteWhenExpired: false,
        notifyWhenDeleted: false,
      },
    ],
    [
      'multifactorPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceMultifactorPolicy',
        failureMode: 'UNDEFINED',
        bypassEnabled: false,
        multifactorAuthenticationProviders: ['java.util.LinkedHashSet', []],
      },
    ],
    [
      'authenticationPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceAuthenticationPolicy',
        requiredAuthenticationHandlers: ['java.util.TreeSet', []],
      },
    ],
    [
      'singleSignOnParticipationPolicy',
      {
        '@class': 'x.DefaultRegisteredServiceSingleSignOnParticipationPolicy',
        createCookieOnRenewedAuthentication: 'UNDEFINED',
      },
    ],
    ['environments', ['java.util.HashSet', []]],
    ['supportedProtocols', ['java.util.HashSet', ['CAS30', 'CAS20', 'CAS10', 'SAML1']]],
    ['proxyPolicy', { '@class': 'x.RefuseRegisteredServiceProxyPolicy' }],
    ['surrogatePolicy', { '@class': 'x.DefaultRegisteredServiceSurrogatePolicy', enabled: true }],
    ['enabled', true],
  ];
  for (const [name, value] of cases) assert.equal(refusal({ [name]: value }), null, name);
});

test('a proxy policy that would allow takes nothing from anybody: it is noticed', () => {
  const { service, notices } = read({
    proxyPolicy: { '@class': 'x.RegexMatchingRegisteredServiceProxyPolicy', pattern: '.*' },
  });
  assert.equal(service?.refusal, null);
  assert.match(notices[0] ?? '', /proxyPolicy has no effect here: proxying is refused/);
});
