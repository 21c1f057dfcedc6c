import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, type Attributes, type Authentication } from '@vestibule/interrupt';
import { readAccess } from './access.ts';
import { parseDefinition } from './definition.ts';
import { noFindings } from './findings.ts';

const KIND = 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy';

function strategy(members: object) {
  const parsed = parseDefinition(JSON.stringify({ '@class': KIND, ...members }));
  assert.ok(parsed.ok);
  const findings = noFindings();
  return { access: readAccess(parsed.members, findings, systemClock), findings };
}

const person = (attributes: Attributes): Authentication => ({
  principal: { id: 'casuser', attributes },
  attributes: { clientIpAddress: ['10.0.0.1'] },
  authenticatedAt: 0,
});

function enters(members: object, attributes: Attributes): boolean {
  const { access, findings } = strategy(members);
  assert.deepEqual(findings, noFindings());
  return access.allows(person(attributes));
}

test('without a strategy everybody enters, with single sign-on', () => {
  const access = readAccess(undefined, noFindings(), systemClock);
  assert.ok(access.enabled && access.ssoEnabled && access.allows(person({})));
  assert.equal(access.unauthorizedRedirectUrl, null);
});

test('W2 truth values may be text', () => {
  const { access, findings } = strategy({
    enabled: 'FALSE',
    ssoEnabled: 'false',
    unauthorizedRedirectUrl: 'https://help.example.org/no',
  });
  assert.deepEqual(findings, noFindings());
  assert.deepEqual([access.enabled, access.ssoEnabled], [false, false]);
  assert.equal(access.unauthorizedRedirectUrl, 'https://help.example.org/no');
  assert.deepEqual(strategy({ enabled: 'perhaps' }).findings.faults, [
    'accessStrategy.enabled: true or false is expected',
  ]);
});

test('required attributes: every one, each by a pattern found in one of its values', () => {
  const required = {
    requiredAttributes: {
      memberOf: ['java.util.HashSet', ['^staff$', '^faculty-.+']],
      mail: ['@example\\.org$'],
    },
  };
  assert.ok(enters(required, { memberOf: ['guest', 'staff'], mail: ['a@example.org'] }));
  assert.ok(enters(required, { memberOf: ['faculty-arts'], mail: ['a@example.org'] }));
  assert.ok(!enters(required, { memberOf: ['staff'], mail: ['a@example.com'] }));
  assert.ok(!enters(required, { memberOf: ['staff'], other: ['x'] }));
  assert.ok(!enters(required, { memberOf: ['Staff'], mail: ['a@example.org'] }));
  assert.ok(!enters(required, {}));
  assert.ok(!enters({ requiredAttributes: { memberOf: [] } }, { memberOf: ['staff'] }));
});

test('caseInsensitive and requireAllAttributes change what is asked', () => {
  assert.ok(
    enters({ caseInsensitive: true, requiredAttributes: { memberOf: ['STAFF'] } }, { memberOf: ['staff'] }),
  );
  const any = {
    requireAllAttributes: false,
    requiredAttributes: { memberOf: ['staff'], mail: ['@example\\.org$'] },
  };
  assert.ok(enters(any, { memberOf: ['staff'], mail: ['a@example.com'] }));
  assert.ok(!enters(any, { memberOf: ['guest'], mail: ['a@example.com'] }));
  assert.ok(!enters(any, { memberOf: ['staff'] }), 'too little is known, as in the reference');
});

test('rejected attributes keep people out', () => {
  const rejected = { rejectedAttributes: { status: ['suspended'] } };
  assert.ok(!enters(rejected, { status: ['suspended'] }));
  assert.ok(enters(rejected, { status: ['active'] }));
  assert.ok(!enters(rejected, {}), 'too little is known, as in the reference');
});

test('attributes of the authentication, and of every object, satisfy no requirement', () => {
  assert.ok(!enters({ requiredAttributes: { clientIpAddress: ['.'] } }, { mail: ['a@example.org'] }));
  assert.ok(!enters({ requiredAttributes: { constructor: ['.'] } }, { mail: ['a@example.org'] }));
});

test('D13 a value too long to judge satisfies no requirement and counts as rejected', () => {
  const long = 'x'.repeat(70_000);
  assert.ok(!enters({ requiredAttributes: { note: ['x'] } }, { note: [long] }));
  assert.ok(!enters({ rejectedAttributes: { note: ['y'] } }, { note: [long] }));
});

test('D13 a pattern that cannot be compiled is a fault that names the attribute', () => {
  const [fault = ''] = strategy({ requiredAttributes: { memberOf: ['(unclosed'] } }).findings.faults;
  assert.match(fault, /^accessStrategy\.requiredAttributes\.memberOf: .* at position \d+ of the pattern/);
});

test('W5 other strategies, scripts and members that restrict refuse', () => {
  const refusals = (members: object) => strategy(members).findings.refusals;
  assert.deepEqual(refusals({ '@class': 'org.apereo.cas.services.RemoteEndpointServiceAccessStrategy' }), [
    'accessStrategy is not supported (RemoteEndpointServiceAccessStrategy)',
  ]);
  assert.deepEqual(refusals({ requiredAttributes: { memberOf: ['groovy { return true }'] } }), [
    'accessStrategy.requiredAttributes.memberOf is a script, which is not supported',
  ]);
  assert.deepEqual(refusals({ endingDateTime: '2020-01-01' }), [
    'accessStrategy.endingDateTime is not supported',
  ]);
  assert.deepEqual(refusals({ delegatedAuthenticationPolicy: { exclusive: true } }), [
    'accessStrategy.delegatedAuthenticationPolicy.exclusive is not supported',
  ]);
  assert.deepEqual(refusals({ delegatedAuthenticationPolicy: { allowedProviders: ['X'] }, order: 1 }), []);
});
