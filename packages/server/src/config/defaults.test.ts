import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from './directory.fixture.ts';

const { settings } = settingsOf({});

test('W4 our own settings have the defaults that were decided', () => {
  const MiB = 1024 * 1024;
  const decided: Partial<typeof settings> = {
    'cas.interrupt.core.order': [],
    'cas.interrupt.core.strict-payload': false,
    'cas.interrupt.core.end-session-on-block': false,
    'cas.interrupt.core.headless': 'BLOCKING',
    'cas.interrupt.core.transaction-lifetime': 15 * 60_000,
    'cas.interrupt.rest.timeout': 5000,
    'cas.interrupt.rest.connect-timeout': 1000,
    'cas.interrupt.rest.retries': 1,
    'cas.interrupt.rest.max-body': 256 * 1024,
    'cas.interrupt.rest.none-on-status': [204],
    'cas.interrupt.rest.attributes': [],
    'cas.interrupt.rest.breaker.failures': 5,
    'cas.interrupt.rest.breaker.half-open-after': 10_000,
    'cas.interrupt.groovy.timeout': 2000,
    'cas.interrupt.groovy.start-timeout': 120_000,
    'cas.interrupt.script.timeout': 2000,
    'cas.interrupt.groovy.max-memory': 192 * MiB,
    'cas.interrupt.script.max-memory': 64 * MiB,
    'cas.interrupt.script.location': '',
    'cas.interrupt.custom': [],
    'cas.interrupt.tracking.type': 'COOKIE',
    'cas.interrupt.tracking.module': '',
    'cas.server.trusted-proxies': [],
    'cas.unsupported.accept': [],
  };
  for (const [name, value] of Object.entries(decided)) {
    assert.deepEqual(settings[name as keyof typeof settings], value, name);
  }
  for (const inquirer of ['json', 'groovy', 'script', 'regex', 'rest'] as const) {
    assert.equal(settings[`cas.interrupt.${inquirer}.failure-mode`], 'OPEN');
    assert.equal(settings[`cas.interrupt.${inquirer}.last-known-for`], 24 * 3_600_000);
    assert.equal(settings[`cas.interrupt.${inquirer}.last-known-otherwise`], 'OPEN');
  }
});

test('D14 D15 the tracking cookie has the defaults of the reference', () => {
  assert.equal(settings['cas.interrupt.cookie.name'], 'CASINTERRUPT');
  assert.equal(settings['cas.interrupt.cookie.max-age'], -1);
  assert.equal(settings['cas.interrupt.cookie.secure'], true);
  assert.equal(settings['cas.interrupt.cookie.http-only'], true);
  assert.equal(settings['cas.interrupt.cookie.pin-to-session'], true);
  assert.equal(settings['cas.interrupt.cookie.crypto.strategy-type'], 'ENCRYPT_AND_SIGN');
});

test('W6 nobody can sign in and no service is known unless configured; the throttle is on', () => {
  assert.equal(settings['cas.authn.accept.users'], '');
  assert.equal(settings['cas.authn.json.location'], '');
  assert.equal(settings['cas.service-registry.json.location'], '');
  assert.equal(settings['cas.service-registry.core.init-from-json'], false);
  assert.equal(settings['cas.authn.throttle.failure.threshold'], 5);
  assert.equal(settings['cas.authn.throttle.failure.range-seconds'], 60);
});

test('W1 W3 the server listens at port 8080 under /cas', () => {
  assert.equal(settings['server.port'], 8080);
  assert.equal(settings['server.servlet.context-path'], '/cas');
});
