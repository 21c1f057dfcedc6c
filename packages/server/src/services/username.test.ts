import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Authentication } from '@vestibule/interrupt';
import { parseDefinition } from './definition.ts';
import { noFindings } from './findings.ts';
import { readRelease } from './release.ts';
import { readUsername } from './username.ts';

const person: Authentication = {
  principal: { id: 'CasUser', attributes: { mail: ['a@example.org', 'b@example.org'], empty: [''] } },
  attributes: {},
  authenticatedAt: 0,
};

function provider(kind: string, members: object = {}, release: object | null = null) {
  const parsed = parseDefinition(JSON.stringify({ provider: { '@class': kind, ...members }, release }));
  assert.ok(parsed.ok);
  const findings = noFindings();
  const released = readRelease(parsed.members['release'] as never, findings);
  return { username: readUsername(parsed.members['provider'] as never, released, findings), findings };
}

const BY_ATTRIBUTE = 'org.apereo.cas.services.PrincipalAttributeRegisteredServiceUsernameProvider';
const DEFAULT = 'org.apereo.cas.services.DefaultRegisteredServiceUsernameProvider';

const named = (kind: string, members?: object, release?: object): string =>
  provider(kind, members, release).username.username(person);

test('CAS-62 the name is the id, or the first value of an attribute, or else the id', () => {
  assert.equal(
    readUsername(undefined, readRelease(undefined, noFindings()), noFindings()).username(person),
    'CasUser',
  );
  assert.equal(named(DEFAULT), 'CasUser');
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute: 'mail' }), 'a@example.org');
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute: 'MAIL' }), 'a@example.org');
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute: 'phone' }), 'CasUser');
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute: 'empty' }), 'CasUser');
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute: 'constructor' }), 'CasUser');
});

test('CAS-62 a name that the release policy gives is known, too', () => {
  const release = {
    '@class': 'org.apereo.cas.services.ReturnMappedAttributeReleasePolicy',
    allowedAttributes: { mail: 'urn:oid:0.9.2342.19200300.100.1.3' },
  };
  const usernameAttribute = 'urn:oid:0.9.2342.19200300.100.1.3';
  assert.equal(named(BY_ATTRIBUTE, { usernameAttribute }, release), 'a@example.org');
});

test('CAS-62 canonicalisation and scope', () => {
  assert.equal(named(DEFAULT, { canonicalizationMode: 'UPPER' }), 'CASUSER');
  assert.equal(named(DEFAULT, { canonicalizationMode: 'lower' }), 'casuser');
  assert.equal(named(DEFAULT, { canonicalizationMode: 'NONE', scope: 'example.org' }), 'CasUser@example.org');
  assert.equal(
    named(BY_ATTRIBUTE, { usernameAttribute: 'mail', canonicalizationMode: 'UPPER' }),
    'A@EXAMPLE.ORG',
  );
  assert.deepEqual(provider(DEFAULT, { canonicalizationMode: 'TITLE' }).findings.faults, [
    'usernameAttributeProvider.canonicalizationMode: one of UPPER, LOWER, NONE is expected',
  ]);
});

test('W5 providers that hide who somebody is refuse', () => {
  const refusals = (kind: string, members?: object) => provider(kind, members).findings.refusals;
  assert.deepEqual(refusals('org.apereo.cas.services.AnonymousRegisteredServiceUsernameAttributeProvider'), [
    'usernameAttributeProvider is not supported (AnonymousRegisteredServiceUsernameAttributeProvider)',
  ]);
  assert.deepEqual(refusals(DEFAULT, { encryptUsername: true }), [
    'usernameAttributeProvider.encryptUsername is not supported',
  ]);
  assert.deepEqual(refusals(DEFAULT, { removePattern: '@.+' }), [
    'usernameAttributeProvider.removePattern is not supported',
  ]);
});
