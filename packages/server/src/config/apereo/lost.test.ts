import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostSetting, lostVariable } from './lost.ts';
import { apereoNames } from './known-names.ts';
import { isProtected, PROTECTED_PREFIXES } from './protected.ts';
import { successorOf } from './superseded.ts';

test('W5 a lost protection is told apart from what has no effect here', () => {
  const kinds: Readonly<Record<string, string>> = {
    'cas.authn.mfa.duo[0].duo-api-host': 'protection-lost',
    'cas.authn.ldap[0].type': 'protection-lost',
    'cas.authn.policy.any.try-all': 'protection-lost',
    'cas.service-registry.ldap.ldap-url': 'protection-lost',
    'cas.ticket.registry.redis.host': 'protection-lost',
    'cas.consent.core.active': 'protection-lost',
    'cas.acceptable-usage-policy.core.aup-attribute-name': 'protection-lost',
    'cas.google-recaptcha.secret': 'protection-lost',
    'cas.audit.slf4j.use-single-line': 'without-effect',
    'cas.webflow.crypto.signing.key': 'without-effect',
    'cas.http-web-request.header.content-security-policy': 'without-effect',
    'cas.monitor.endpoints.endpoint.env.access': 'without-effect',
    'management.endpoints.web.exposure.include': 'foreign',
    'spring.mail.host': 'foreign',
    'logging.config': 'foreign',
    'server.tomcat.threads.max': 'foreign',
    'cas.interupt.json.location': 'unknown',
    'cas.authn.ldaps[0].type': 'unknown',
  };
  for (const [name, kind] of Object.entries(kinds)) assert.equal(lostSetting(name, 'x', []).kind, kind, name);
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
    assert.equal(lostSetting(name, 'x', [other]).kind, 'protection-lost', other);
  }
});

test("W5 Apereo's own default takes nothing away", () => {
  assert.equal(lostSetting('cas.authn.policy.any.enabled', 'false', []).kind, 'without-effect');
  assert.equal(lostSetting('cas.authn.policy.any.enabled', 'true', []).kind, 'protection-lost');
  assert.equal(lostSetting('cas.authn.adaptive.policy.reject-countries', '', []).kind, 'without-effect');
  assert.equal(lostSetting('cas.authn.adaptive.policy.reject-countries', 'UK', []).kind, 'protection-lost');
});

test('W5 the switch of a module that is written as on says that the module is there, default or not', () => {
  for (const name of [
    'cas.acceptable-usage-policy.core.enabled',
    'cas.consent.core.enabled',
    'cas.google-recaptcha.enabled',
  ]) {
    assert.equal(lostSetting(name, 'true', []).kind, 'protection-lost', name);
    assert.equal(lostSetting(name, 'true', [name]).kind, 'without-effect', name);
  }
  assert.equal(
    lostSetting('cas.ticket.registry.cleaner.schedule.enabled', 'true', []).kind,
    'without-effect',
  );
});

test('W5 a default inside an indexed member is no default: the member is there', () => {
  assert.equal(lostSetting('cas.authn.ldap[0].page-size', '0', []).kind, 'protection-lost');
});

test('W5 the same holds for variables of the environment', () => {
  assert.equal(lostVariable('CAS_AUTHN_MFA_DUO_0_DUO_API_HOST', 'x', []).kind, 'protection-lost');
  assert.equal(lostVariable('CAS_AUTHN_MFA_DUO_0_DUOAPIHOST', 'x', []).kind, 'protection-lost');
  assert.equal(
    lostVariable('CAS_AUTHN_MFA_DUO_0_DUO_API_HOST', 'x', ['cas.authn.mfa.duo[0]']).kind,
    'without-effect',
  );
  assert.equal(lostVariable('CAS_AUDIT_ENGINE_APP_CODE', 'x', []).kind, 'without-effect');
  assert.equal(lostVariable('CAS_SERVICE_HOST', '10.0.0.1', []).kind, 'unknown');
});

test('W5 every protected beginning stands for names that Apereo has', () => {
  for (const prefix of PROTECTED_PREFIXES) {
    assert.ok(
      [...apereoNames()].some(({ name }) => name.startsWith(`${prefix}.`)),
      prefix,
    );
  }
  assert.equal(isProtected('cas.authn'), true);
  assert.equal(isProtected('cas.authnx.y'), false);
});

test('W5 earlier names have successors, in any spelling', () => {
  assert.equal(successorOf('cas.interrupt.attributeName'), 'cas.interrupt.regex.attribute-name');
  assert.equal(successorOf('cas.interrupt.attribute-value'), 'cas.interrupt.regex.attribute-value');
  assert.equal(successorOf('cas.interrupt.trigger_mode'), 'cas.interrupt.core.trigger-mode');
  assert.equal(successorOf('cas.interrupt.regex.attribute-name'), null);
});
