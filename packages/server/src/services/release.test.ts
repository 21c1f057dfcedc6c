import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Authentication } from '@vestibule/interrupt';
import fc from 'fast-check';
import { parseDefinition } from './definition.ts';
import { noFindings } from './findings.ts';
import { readRelease } from './release.ts';

const person: Authentication = {
  principal: {
    id: 'casuser',
    attributes: { mail: ['a@example.org'], memberOf: ['staff', 'readers'], uid: ['u1'] },
  },
  attributes: {},
  authenticatedAt: 0,
};
const OF_AUTHENTICATION: Attributes = { authenticationDate: ['2026-01-01'], isFromNewLogin: [true] };

function policy(kind: string, members: object = {}) {
  const parsed = parseDefinition(JSON.stringify({ '@class': `org.apereo.cas.services.${kind}`, ...members }));
  assert.ok(parsed.ok);
  const findings = noFindings();
  return { release: readRelease(parsed.members, findings), findings };
}

/** Name and values, in order. */
function released(
  kind: string,
  members: object = {},
  authentication = person,
): readonly (readonly [string, unknown])[] {
  const { release, findings } = policy(kind, members);
  assert.deepEqual([findings.faults, findings.refusals], [[], []]);
  return Object.entries(release.attributes(authentication, OF_AUTHENTICATION));
}

const authentication = Object.entries(OF_AUTHENTICATION);

test('CAS-62 without a policy only what belongs to the authentication goes out', () => {
  const release = readRelease(undefined, noFindings());
  assert.deepEqual(Object.entries(release.attributes(person, OF_AUTHENTICATION)), authentication);
});

test('CAS-62 ReturnAll gives everything, excluded names apart', () => {
  assert.deepEqual(released('ReturnAllAttributeReleasePolicy'), [
    ...authentication,
    ['mail', ['a@example.org']],
    ['memberOf', ['staff', 'readers']],
    ['uid', ['u1']],
  ]);
  assert.deepEqual(
    released('ReturnAllAttributeReleasePolicy', { excludedAttributes: ['MAIL', 'memberOf'] }),
    [...authentication, ['uid', ['u1']]],
  );
});

test('CAS-62 DenyAll gives nothing, not even what belongs to the authentication', () => {
  assert.deepEqual(released('DenyAllAttributeReleasePolicy'), []);
});

test('CAS-62 ReturnAllowed gives the named ones, found in any case, in the order of the policy', () => {
  const allowedAttributes = ['java.util.ArrayList', ['UID', 'mail', 'phone']];
  assert.deepEqual(released('ReturnAllowedAttributeReleasePolicy', { allowedAttributes }), [
    ...authentication,
    ['UID', ['u1']],
    ['mail', ['a@example.org']],
  ]);
  assert.deepEqual(released('ReturnAllowedAttributeReleasePolicy'), authentication);
});

test('CAS-62 ReturnMapped renames, also to several names', () => {
  const allowedAttributes = {
    '@class': 'java.util.TreeMap',
    mail: 'email',
    memberOf: ['java.util.ArrayList', ['groups', 'roles']],
  };
  assert.deepEqual(released('ReturnMappedAttributeReleasePolicy', { allowedAttributes }), [
    ...authentication,
    ['email', ['a@example.org']],
    ['groups', ['staff', 'readers']],
    ['roles', ['staff', 'readers']],
  ]);
});

test('CAS-62 a filter lets whole values through, ASCII case ignored', () => {
  const attributeFilter = {
    '@class': 'org.apereo.cas.services.support.RegisteredServiceRegexAttributeFilter',
    pattern: '^(STAFF|u.)$',
  };
  assert.deepEqual(released('ReturnAllAttributeReleasePolicy', { attributeFilter }), [
    ...authentication,
    ['memberOf', ['staff']],
    ['uid', ['u1']],
  ]);
});

test('CAS-62 the id may go out as an attribute, and those of the authentication may stay', () => {
  const members = { authorizedToReleaseAuthenticationAttributes: 'false', principalIdAttribute: 'login' };
  assert.deepEqual(released('ReturnAllowedAttributeReleasePolicy', members), [['login', ['casuser']]]);
});

test('CAS-62 an attribute of the person never replaces one of the authentication', () => {
  const liar: Authentication = { ...person, principal: { id: 'x', attributes: { isFromNewLogin: [false] } } };
  assert.deepEqual(released('ReturnAllAttributeReleasePolicy', {}, liar), authentication);
});

test('CAS-62 whatever the attributes, nothing goes out that ReturnAllowed does not name', () => {
  const names = fc.constantFrom('mail', 'Mail', 'uid', 'constructor', 'toString', 'x');
  fc.assert(
    fc.property(
      fc.dictionary(names, fc.array(fc.string())),
      fc.array(names),
      (attributes, allowedAttributes) => {
        const somebody: Authentication = { ...person, principal: { id: 'x', attributes } };
        const lower = new Set(allowedAttributes.map((name) => name.toLowerCase()));
        for (const [name, values] of released(
          'ReturnAllowedAttributeReleasePolicy',
          { allowedAttributes },
          somebody,
        )) {
          assert.ok(Object.hasOwn(OF_AUTHENTICATION, name) || lower.has(name.toLowerCase()));
          assert.ok(Array.isArray(values));
        }
      },
    ),
  );
});

test('W5 other policies, scripts and filters refuse; the rest is named as without effect', () => {
  const refusals = (kind: string, members?: object) => policy(kind, members).findings.refusals;
  const all = 'ReturnAllAttributeReleasePolicy';
  assert.deepEqual(refusals('GroovyScriptAttributeReleasePolicy'), [
    'attributeReleasePolicy is not supported (GroovyScriptAttributeReleasePolicy)',
  ]);
  assert.deepEqual(
    refusals('ReturnMappedAttributeReleasePolicy', { allowedAttributes: { uid: 'groovy { return 1 }' } }),
    ['attributeReleasePolicy.allowedAttributes with a script is not supported'],
  );
  assert.deepEqual(
    refusals(all, {
      attributeFilter: { '@class': 'x.RegisteredServiceScriptedAttributeFilter', script: 'x' },
    }),
    ['attributeReleasePolicy.attributeFilter is not supported (RegisteredServiceScriptedAttributeFilter)'],
  );
  // There is no consent here, so nobody can lack it (D38).
  const consent = { '@class': 'x.DefaultRegisteredServiceConsentPolicy', status: 'TRUE' };
  assert.deepEqual(policy(all, { consentPolicy: consent }).findings.ignored, [
    'attributeReleasePolicy.consentPolicy',
  ]);
  assert.deepEqual(refusals(all, { consentPolicy: consent }), []);
  assert.deepEqual(
    refusals(all, {
      consentPolicy: { '@class': 'x.DefaultRegisteredServiceConsentPolicy', status: 'UNDEFINED' },
    }),
    [],
  );
  assert.deepEqual(policy(all, { authorizedToReleaseCredentialPassword: true }).findings.ignored, [
    'attributeReleasePolicy.authorizedToReleaseCredentialPassword',
  ]);
});

test('D38 ReturnStatic gives what it says, whoever it is', () => {
  assert.deepEqual(
    released('ReturnStaticAttributeReleasePolicy', {
      allowedAttributes: {
        '@class': 'java.util.HashMap',
        campus: ['java.util.ArrayList', ['north', 'south']],
      },
    }),
    [...authentication, ['campus', ['north', 'south']]],
  );
  const expression = policy('ReturnStaticAttributeReleasePolicy', { allowedAttributes: { x: ['#{1}'] } });
  assert.match(expression.findings.refusals.join(), /with a script is not supported/);
});

const CHAIN = 'ChainingAttributeReleasePolicy';
const link = (kind: string, members: object): object => ({
  '@class': `org.apereo.cas.services.${kind}AttributeReleasePolicy`,
  ...members,
});

test('D38 the policies of a chain are asked in their order and merged as Apereo CAS merges them', () => {
  const links = (first: number, second: number): object => ({
    policies: [
      'java.util.ArrayList',
      [
        link('ReturnStatic', { allowedAttributes: { group: ['a', 'b'] }, order: first }),
        link('ReturnMapped', { allowedAttributes: { memberOf: 'group', mail: 'mail' }, order: second }),
      ],
    ],
  });
  const group = (members: object): unknown => new Map(released(CHAIN, members)).get('group');
  const own = ['staff', 'readers'];
  assert.deepEqual(group(links(0, 0)), own);
  assert.deepEqual(group({ ...links(0, 1), mergingPolicy: 'replace' }), own);
  assert.deepEqual(group(links(2, 1)), ['a', 'b']);
  assert.deepEqual(group({ ...links(0, 1), mergingPolicy: 'ADD' }), ['a', 'b']);
  assert.deepEqual(group({ ...links(0, 1), mergingPolicy: 'MULTIVALUED' }), ['a', 'b', ...own]);
  assert.deepEqual(new Map(released(CHAIN, links(0, 0))).get('mail'), ['a@example.org']);
});

test('D38 each link of a chain keeps its own filter and id attribute; one that is not known refuses', () => {
  const told = released(CHAIN, {
    policies: [
      link('ReturnAllowed', {
        allowedAttributes: ['memberOf'],
        attributeFilter: { '@class': 'x.RegisteredServiceRegexAttributeFilter', pattern: 'st.*' },
      }),
      link('ReturnAllowed', { allowedAttributes: ['uid'], principalIdAttribute: 'login' }),
    ],
  });
  assert.deepEqual(told, [
    ...authentication,
    ['memberOf', ['staff']],
    ['uid', ['u1']],
    ['login', ['casuser']],
  ]);
  const { findings } = policy(CHAIN, {
    policies: [link('ReturnAll', {}), link('ReturnRestful', { endpoint: 'https://x.example' })],
  });
  assert.match(findings.refusals.join(), /not supported \(ReturnRestfulAttributeReleasePolicy\)/);
});
