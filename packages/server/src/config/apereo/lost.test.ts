import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAcceptance } from './acceptance.ts';
import { switchedOff } from './asks-for-nothing.ts';
import { CLASSIFIED, classified, effectOf } from './effects.ts';
import { apereoNames } from './known-names.ts';
import {
  lostSetting as judgeSetting,
  lostVariable as judgeVariable,
  type Judging,
  type Lost,
} from './lost.ts';
import { successorOf } from './superseded.ts';

const judging = (accepted: readonly string[]): Judging => ({
  acceptance: createAcceptance(accepted),
  isSwitchedOff: switchedOff([]),
  isReferredTo: () => false,
});
const lostSetting = (name: string, value: string, accepted: readonly string[]): Lost =>
  judgeSetting(name, value, judging(accepted));
const lostVariable = (name: string, value: string, accepted: readonly string[]): Lost =>
  judgeVariable(name, value, judging(accepted));

test('W5 a lost protection is told apart from what has no effect here', () => {
  const kinds: Readonly<Record<string, string>> = {
    'cas.authn.mfa.duo[0].duo-api-host': 'stops',
    'cas.authn.ldap[0].type': 'stops',
    'cas.authn.policy.all.enabled': 'stops',
    'cas.service-registry.ldap.ldap-url': 'stops',
    'cas.ticket.registry.redis.host': 'stops',
    'cas.consent.core.active': 'stops',
    'cas.acceptable-usage-policy.core.aup-attribute-name': 'stops',
    'cas.google-recaptcha.secret': 'stops',
    'cas.audit.slf4j.use-single-line': 'without-effect',
    'cas.webflow.crypto.signing.key': 'without-effect',
    'cas.http-web-request.header.content-security-policy': 'without-effect',
    'cas.monitor.endpoints.endpoint.env.access': 'without-effect',
    'management.endpoints.web.exposure.include': 'without-effect',
    'spring.mail.host': 'without-effect',
    'logging.config': 'without-effect',
    'server.tomcat.threads.max': 'without-effect',
    'cas.interupt.json.location': 'unknown',
    'cas.authn.ldaps[0].type': 'unknown',
  };
  for (const [name, kind] of Object.entries(kinds)) assert.equal(lostSetting(name, 'x', []).kind, kind, name);
});

test('D38 of cas.http-client what only tunes is told, and what inquiries depend on stops', () => {
  const kind = (name: string, value: string): string =>
    lostSetting(`cas.http-client.${name}`, value, []).kind;
  assert.equal(kind('host-name-verifier', 'none'), 'stops');
  assert.equal(kind('host-name-verifier', 'default'), 'without-effect');
  assert.equal(kind('proxy-host', 'proxy.example.edu'), 'stops');
  assert.equal(kind('authority-validation-regex', 'example'), 'stops');
  for (const name of ['connection-timeout', 'async-timeout', 'response-timeout', 'socket-timeout']) {
    assert.equal(kind(name, 'PT9S'), 'without-effect', name);
  }
  assert.equal(kind('allow-local-urls', 'true'), 'without-effect');
});

test('W5 cas.unsupported.accept names a setting or its beginning, in any spelling', () => {
  const name = 'cas.authn.mfa.duo[0].duo-api-host';
  for (const leave of [
    name,
    'cas.authn.mfa.duo',
    'cas.authn.mfa',
    'cas.authn',
    'CAS.authn.mfa.duo[0]',
    'cas.authn.mfa.duo[0].duoApiHost',
  ]) {
    assert.equal(lostSetting(name, 'x', [leave]).kind, 'without-effect', leave);
  }
  for (const other of [
    '',
    'cas.authn.m',
    'cas.authn.mfa.duo[1]',
    'cas.authn.mfa.duo[0].duo-api-host.x',
    'authn',
  ]) {
    assert.equal(lostSetting(name, 'x', [other]).kind, 'stops', other);
  }
});

test("W5 Apereo's own default takes nothing away", () => {
  assert.equal(lostSetting('cas.authn.policy.all.enabled', 'false', []).kind, 'without-effect');
  assert.equal(lostSetting('cas.authn.policy.all.enabled', 'true', []).kind, 'stops');
  assert.equal(lostSetting('cas.authn.adaptive.policy.reject-countries', '', []).kind, 'without-effect');
  assert.equal(lostSetting('cas.authn.adaptive.policy.reject-countries', 'UK', []).kind, 'stops');
});

test('W5 the switch of a module that is written as on says that the module is there, default or not', () => {
  for (const name of [
    'cas.acceptable-usage-policy.core.enabled',
    'cas.consent.core.enabled',
    'cas.google-recaptcha.enabled',
  ]) {
    assert.equal(lostSetting(name, 'true', []).kind, 'stops', name);
    assert.equal(lostSetting(name, 'true', [name]).kind, 'without-effect', name);
  }
  assert.equal(
    lostSetting('cas.ticket.registry.cleaner.schedule.enabled', 'true', []).kind,
    'without-effect',
  );
});

test('W5 a default inside an indexed member is no default: the member is there', () => {
  assert.equal(lostSetting('cas.authn.ldap[0].page-size', '0', []).kind, 'stops');
});

test('W5 the same holds for variables of the environment', () => {
  assert.equal(lostVariable('CAS_AUTHN_MFA_DUO_0_DUO_API_HOST', 'x', []).kind, 'stops');
  assert.equal(lostVariable('CAS_AUTHN_MFA_DUO_0_DUOAPIHOST', 'x', []).kind, 'stops');
  assert.equal(
    lostVariable('CAS_AUTHN_MFA_DUO_0_DUO_API_HOST', 'x', ['cas.authn.mfa.duo[0]']).kind,
    'without-effect',
  );
  assert.equal(lostVariable('CAS_AUDIT_ENGINE_APP_CODE', 'x', []).kind, 'without-effect');
  assert.equal(lostVariable('CAS_SERVICE_HOST', '10.0.0.1', []).kind, 'unknown');
});

test('D38 every family that Apereo has, in any version, is classified by what it does', () => {
  const missing = new Set(
    [...apereoNames()].filter(({ name }) => classified(name) === null).map(({ name }) => name),
  );
  assert.deepEqual([...missing], []);
});

test('D38 protections that begin as no protection does stop; what only tunes does not', () => {
  const effects: Readonly<Record<string, string>> = {
    'server.ssl.client-auth=need': 'stops',
    'server.ssl.client-auth=none': 'without-effect',
    'server.ssl.key-alias=cas': 'without-effect',
    'server.ssl.ciphers=TLS_AES_256_GCM_SHA384': 'stops',
    'cas.server.tomcat.remote-addr.allowed-client-ip-address-regex=10\\..+': 'stops',
    'cas.server.tomcat.remote-addr.allowed-client-ip-address-regex=.+': 'without-effect',
    'cas.http-web-request.pattern-to-block=.*evil.*': 'stops',
    'cas.http-web-request.header.hsts=true': 'without-effect',
    'cas.authn.throttle.core.username-parameter=username': 'without-effect',
    'cas.authn.throttle.core.app-code=CAS': 'without-effect',
    'cas.authn.throttle.schedule.repeat-interval=PT20S': 'without-effect',
    'cas.authn.throttle.bucket4j.bandwidth[0].capacity=5': 'stops',
    'cas.authn.policy.any.enabled=true': 'without-effect',
    'cas.authn.policy.required-handler-authentication-policy-enabled=true': 'stops',
    'cas.authn.accept.credential-criteria=.+@example.org': 'stops',
    'cas.authn.release-protocol-attributes=false': 'stops',
    'cas.access-strategy.groovy.location=file:/x.groovy': 'stops',
    'cas.account-registration.core.expiration=PT5M': 'stops',
    'cas.consent.core.enabled=false': 'without-effect',
    'cas.multitenancy.core.enabled=true': 'stops',
    'cas.multitenancy.core.enabled=false': 'without-effect',
    'cas.sso.revocation-attribute-name=x': 'stops',
    'cas.slo.asynchronous=false': 'without-effect',
    'cas.audit.engine.audit-format=JSON': 'without-effect',
    'cas.ticket.registry.cleaner.schedule.repeat-interval=PT1M': 'without-effect',
    'cas.ticket.registry.redis.host=redis.example.org': 'stops',
    'spring.cloud.config.enabled=true': 'stops',
    'spring.cloud.config.enabled=false': 'without-effect',
    'spring.cloud.vault.token=x': 'stops',
    'management.endpoint.health.enabled=true': 'without-effect',
    'server.tomcat.max-threads=5': 'without-effect',
  };
  const found = Object.keys(effects).map((line) => {
    const [name = '', value = ''] = line.split(/=(.*)/su);
    return [line, lostSetting(name, value, []).kind];
  });
  assert.deepEqual(Object.fromEntries(found), effects);
});

test('D38 a module that is switched off loses nothing', () => {
  const off = switchedOff([
    { name: 'cas.consent.core.enabled', value: 'false' },
    { name: 'cas.authn.mfa.duo[0].enabled', value: 'false' },
  ]);
  const kind = (name: string): string =>
    judgeSetting(name, 'x', {
      acceptance: createAcceptance([]),
      isSwitchedOff: off,
      isReferredTo: () => false,
    }).kind;
  assert.equal(kind('cas.consent.json.location'), 'without-effect');
  assert.equal(kind('cas.authn.mfa.duo[0].duo-api-host'), 'without-effect');
  assert.equal(kind('cas.authn.mfa.duo[1].duo-api-host'), 'stops');
  assert.equal(kind('cas.authn.mfa.gauth.core.issuer'), 'stops');
});

test('D38 an acceptance is read with .*, with an asterisk, without indexes, in any spelling', () => {
  const name = 'cas.authn.ldap[0].useSsl';
  for (const leave of [
    'cas.authn.ldap.*',
    'cas.authn.ldap*',
    'cas.authn.ld*',
    'cas.authn.ldap[*]',
    'cas.authn.ldap[*].use-ssl',
    'cas.authn.ldap.use_ssl',
    'cas.authn.ldap.',
    'CAS.AUTHN.LDAP',
    ' cas.authn.ldap[0] ',
    'cas.*',
  ]) {
    assert.ok(createAcceptance([leave]).accepts(name), leave);
  }
  for (const other of [
    '',
    '*',
    'cas.authn.ldap[1].*',
    'cas.authn.ld',
    'cas.authn.ldap.use-ssl.*.x',
    'cas.authn.ldaps.*',
  ]) {
    assert.ok(!createAcceptance([other]).accepts(name), other);
  }
});

test('D38 a name that nobody has classified stops', () => {
  assert.equal(effectOf('cas.something-new.enabled').kind, 'stops');
});

test('D38 every classified beginning is one of a known name, or of Spring', () => {
  const names = [...apereoNames()].map(({ name }) => name.replaceAll(/\[[^\]]*\]|-/gu, ''));
  const strange = CLASSIFIED.filter((beginning) => {
    const plain = beginning.replaceAll('-', '');
    return (
      beginning.startsWith('cas.') && !names.some((name) => name === plain || name.startsWith(`${plain}.`))
    );
  });
  assert.deepEqual(strange, []);
});

test('D38 an earlier name of a map keeps its keys', () => {
  for (const earlier of [
    'cas.authn.attributeRepository.attributes.uid',
    'cas.authn.attributeRepository.stub[0].attributes.uid',
  ]) {
    const successor = successorOf(earlier);
    assert.deepEqual(
      successor,
      { setting: 'cas.authn.attribute-repository.stub.attributes', below: ['uid'] },
      earlier,
    );
  }
});

test('W5 earlier names have successors, in any spelling', () => {
  assert.equal(successorOf('cas.interrupt.attributeName')?.setting, 'cas.interrupt.regex.attribute-name');
  assert.equal(successorOf('cas.interrupt.attribute-value')?.setting, 'cas.interrupt.regex.attribute-value');
  assert.equal(successorOf('cas.interrupt.trigger_mode')?.setting, 'cas.interrupt.core.trigger-mode');
  assert.equal(successorOf('cas.interrupt.regex.attribute-name'), null);
});

/** As somebody would write it: with indexes, a key, and a spelling of their own. */
const writtenNames = fc
  .tuple(fc.constantFrom(...apereoNames()), fc.constantFrom('-', '_', 'camel'), fc.nat(3))
  .map(([{ name }, spelling, index]) => {
    const whole = name.replaceAll('[]', `[${index}]`).replaceAll('[key]', 'one').replaceAll('..', '.');
    if (spelling === '_') return whole.replaceAll('-', '_');
    return spelling === 'camel'
      ? whole.replaceAll(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
      : whole;
  });

test('D38 no name of any version is a typing error, and any beginning of it accepts it', () => {
  fc.assert(
    fc.property(writtenNames, fc.nat(), fc.constantFrom('', '.*', '.', '*'), (name, cut, end) => {
      assert.notEqual(lostSetting(name, 'x', []).kind, 'unknown', name);
      const parts = name.split('.');
      const beginning = parts.slice(0, 2 + (cut % (parts.length - 1))).join('.');
      const accept = `${beginning.replaceAll('-', '_').toUpperCase()}${end}`;
      assert.equal(lostSetting(name, 'x', [accept]).kind, 'without-effect', `${name} ${accept}`);
    }),
    { numRuns: 2000 },
  );
});

test('D38 names with two keys of maps are known, like those with one', () => {
  const claims = 'cas.authn.oidc.vc.issuer.credential-configurations.one.claims.given-name';
  for (const last of ['mandatory', 'value-type', 'display[0].name', 'display[0].locale'])
    assert.equal(lostSetting(`${claims}.${last}`, 'x', []).kind, 'stops', last);
  assert.equal(lostSetting(`${claims}.mandatory`, '', []).kind, 'without-effect');
  assert.equal(lostSetting(`${claims}.mandatry`, 'x', []).kind, 'unknown');
});

test('D38 single logout that is configured is told as not here yet; what keeps names out says so', () => {
  for (const name of ['cas.slo.asynchronous', 'cas.slo.logout-propagation-type', 'cas.slo.disabled']) {
    const lost = lostSetting(name, 'x', []);
    assert.equal(lost.kind, 'without-effect', name);
    assert.match(lost.why, /single logout to applications is not here yet: applications keep their own/);
  }
  for (const source of ['accept', 'json']) {
    const lost = lostSetting(`cas.authn.${source}.principal-transformation.blocking-pattern`, 'a.*', []);
    assert.equal(lost.kind, 'stops');
    assert.match(lost.lost, /kept out, would get in/);
  }
});
