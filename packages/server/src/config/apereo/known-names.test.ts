import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DECLARED } from '../declared.ts';
import type { Setting } from '../setting.ts';
import {
  apereoNames,
  decodeNames,
  encodeNames,
  findApereoName,
  findApereoVariable,
  type ApereoName,
} from './known-names.ts';

const all = [...apereoNames()];
const ofSeven = all.filter(({ versions }) => versions === null);
const declared = Object.entries<Setting>(DECLARED);

test('W5 all 7,946 names of Apereo CAS 7.0.0 are known, each once', () => {
  assert.equal(ofSeven.length, 7946);
});

test('W5 every setting that we call one of Apereo is known to it, none that we call ours is', () => {
  const own = declared.filter(([name]) => name.startsWith('cas.'));
  for (const [name, { apereo }] of own) {
    assert.equal(findApereoName(name) !== null, apereo, name);
  }
});

test('W5 a list or a map of Apereo is the same shape here', () => {
  for (const [name, { apereo, shape }] of declared) {
    const known = apereo && name.startsWith('cas.') ? findApereoName(name) : null;
    if (known !== null) assert.equal(known.shape, shape, name);
  }
});

/** Where we differ on purpose: W6, and no host name is made up (W2). */
const OTHER_DEFAULTS = [
  'cas.authn.throttle.failure.range-seconds',
  'cas.authn.throttle.failure.threshold',
  'cas.server.name',
];

test('W4 a setting of Apereo has its default here, but for those that we make stricter', () => {
  const different = declared.filter(([name, setting]) => {
    const known = setting.apereo && setting.shape === 'single' ? findApereoName(name) : null;
    if (known === null || known.default === null || setting.shape !== 'single') return false;
    const theirs = setting.type.parse(known.default);
    return !theirs.ok || theirs.value !== setting.default;
  });
  assert.deepEqual(different.map(([name]) => name).toSorted(), OTHER_DEFAULTS);
});

test('W5 the files are as their encoder would write them', () => {
  for (const name of ['names.txt', 'other-names.txt']) {
    const file = readFileSync(new URL(name, import.meta.url), 'utf8');
    assert.equal(encodeNames([...decodeNames(file)]), file, name);
  }
});

test('D38 names of other versions are known, with the first and the last that had them', () => {
  const others = all.filter(({ versions }) => versions !== null);
  assert.ok(others.length > 4000, String(others.length));
  for (const { name, versions } of others) assert.match(versions ?? '', /^[5-8]\.\d-[5-8]\.\d$/u, name);
  assert.equal(findApereoName('cas.serviceRegistry.initFromJson')?.versions, '5.0-6.4');
  assert.equal(findApereoName('cas.multitenancy.core.enabled')?.versions, '7.2-8.1');
});

test('W5 whatever is encoded is decoded again', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/u);
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `cas.${parts.join('.')}`);
  const entry: fc.Arbitrary<ApereoName> = fc.record(
    {
      name,
      shape: fc.constantFrom('single', 'list', 'map'),
      versions: fc.constantFrom(null, '5.0-6.4'),
      default: fc.option(fc.string({ minLength: 1 }).filter((text) => !/[\n\r\t\u2028\u2029]/u.test(text))),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: (one) => one.name }), (entries) => {
      const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      assert.deepEqual([...decodeNames(encodeNames(entries))], sorted);
    }),
  );
});

test('W5 a name is found with indexes, with keys and in every spelling', () => {
  const found: Readonly<Record<string, string>> = {
    'cas.authn.mfa.duo[0].duo-api-host': 'cas.authn.mfa.duo[].duo-api-host',
    'cas.authn.mfa.duo[12].duoApiHost': 'cas.authn.mfa.duo[].duo-api-host',
    'cas.authn.ldap[0].ldap_url': 'cas.authn.ldap[].ldap-url',
    'cas.audit.jdbc.properties.some.driver.key': 'cas.audit.jdbc.properties',
    'cas.logout.redirect-parameter[3]': 'cas.logout.redirect-parameter',
    'cas.monitor.endpoints.endpoint.ssoSessions.access': 'cas.monitor.endpoints.endpoint.[key].access',
    'cas.monitor.endpoints.endpoint[ssoSessions].access': 'cas.monitor.endpoints.endpoint.[key].access',
    'cas.monitor.endpoints.endpoint.defaults.access[0]': 'cas.monitor.endpoints.endpoint.[key].access',
    'CAS.Interrupt.Core.TriggerMode': 'cas.interrupt.core.trigger-mode',
  };
  for (const [written, name] of Object.entries(found))
    assert.equal(findApereoName(written)?.name, name, written);
  for (const unknown of [
    'cas.interrupt.json.locations',
    'cas.tgc.name[0]',
    'cas',
    '',
    'cas.authn.ldap[0].nothing',
  ]) {
    assert.equal(findApereoName(unknown), null, unknown);
  }
});

test('W5 every name is found as a variable of the environment', () => {
  for (const { name } of all.filter((one) => !one.name.includes('[key]'))) {
    const variable = name
      .replaceAll(/\[\d*\]/gu, '_0')
      .replaceAll('-', '')
      .replaceAll('.', '_')
      .toUpperCase();
    assert.notEqual(findApereoVariable(variable), null, variable);
  }
  assert.equal(findApereoVariable('CAS_PORT_8080_TCP'), null);
});

test("D38 a name with two keys of the operator's own is known", () => {
  const written = 'cas.authn.oidc.vc.issuer.credential-configurations.one.claims.two.disclosable';
  assert.notEqual(findApereoName(written), null);
  assert.equal(findApereoName(written.replace('disclosable', 'x.y')), null);
});

test('W5 any text can be looked up', () => {
  const nameLike = fc.array(
    fc.constantFrom('cas', 'authn', '.', '[', ']', '0', '-', '_', 'x', '[key]', '#'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        nameLike.map((parts) => parts.join('')),
      ),
      (text) => {
        findApereoName(text);
        findApereoVariable(text);
      },
    ),
  );
});
