import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultsOf, settingsOf } from './directory.fixture.ts';
import { loadSettings } from './load.ts';

test('W4 all faults are told at once, with file, line, what was expected and the nearest name', () => {
  const faults = faultsOf({
    files: {
      'application.properties': 'cas.interupt.json.location=file:x\n\nserver.port=http\ncas.tgc.secure=maybe',
      'cas.yml':
        'cas:\n  interrupt:\n    core:\n      trigger-mode: BEFORE\n    cookie:\n      geo-locate-client-session: true',
    },
    environment: { CAS_INTERRUPT_JSON_LOCATIO: 'x' },
    arguments: ['--cas.tgc.nme=x', '--server.prot=1', '--cas.tgc.name[0]=x'],
  });
  assert.deepEqual(
    faults.map((fault) => fault.replace(/: clients are.*/u, '')),
    [
      'cas.interupt.json.location (application.properties, line 1): is no setting that is known; the nearest is cas.interrupt.json.location',
      'server.port (application.properties, line 3): expected a whole number from 0 to 65535, not "http"',
      'cas.tgc.secure (application.properties, line 4): expected true or false, not "maybe"',
      'cas.interrupt.core.trigger-mode (cas.yml, line 4): expected one of AFTER_AUTHENTICATION, AFTER_SSO, not "BEFORE"',
      'cas.interrupt.cookie.geo-locate-client-session (cas.yml, line 6)',
      'CAS_INTERRUPT_JSON_LOCATIO (environment): is no setting that is known; the nearest is cas.interrupt.json.location',
      'cas.tgc.nme (arguments): is no setting that is known; the nearest is cas.tgc.name',
      'server.prot (arguments): is no setting that is known; the nearest is server.port',
      'cas.tgc.name[0] (arguments): cas.tgc.name is one value, with nothing below it',
    ],
  );
});

test('W4 variables that a cluster injects are warnings', () => {
  const loaded = settingsOf({
    environment: {
      CAS_PORT: 'tcp://10.0.0.1:8080',
      CAS_SERVICE_HOST: '10.0.0.1',
      SERVER_NAME: 'x',
      PATH: '/bin',
    },
  });
  assert.deepEqual(
    loaded.warnings.filter((warning) => warning.includes('environment')),
    ['CAS_PORT', 'CAS_SERVICE_HOST'].map(
      (name) => `${name} in the environment is no setting that is known; it is left alone`,
    ),
  );
});

test('W4 a name outside of cas. that is nearly one of ours is a typing error; others are left alone', () => {
  assert.match(
    faultsOf({ arguments: ['--csa.interrupt.json.location=x'] })[0] ?? '',
    /nearest is cas\.interrupt\.json\.location/u,
  );
  assert.match(
    faultsOf({ files: { 'cas.properties': 'CAS_INTERRUPT_JSON_LOCATION=x' } })[0] ?? '',
    /nearest is cas\.interrupt\.json\.location/u,
  );
  assert.deepEqual(
    settingsOf({ arguments: ['--my.host=x', '--cas.locale.default-value=${my.host}'] }).notices,
    [],
  );
});

test('W5 what Apereo knows and has no meaning here is told, counted and no fault', () => {
  const { notices } = settingsOf({
    files: {
      'cas.properties':
        'cas.audit.engine.app-code=X\nmanagement.endpoints.web.exposure.include=*\nspring.mail.host=h\nlogging.config=x\nserver.tomcat.threads.max=5\ncas.tgc.crypto.signing.key=k\ncas.monitor.endpoints.endpoint.env.access=DENY',
    },
  });
  assert.equal(notices.length, 7);
  for (const notice of notices) assert.match(notice, /cas\.properties, line \d\): has no effect here/u);
});

test('W5 a setting whose loss takes protection or people away stops start-up, unless it is accepted', () => {
  const files = {
    'cas.properties': 'cas.authn.mfa.duo[0].duo-api-host=api\ncas.authn.ldap[0].ldap-url=ldaps://x',
  };
  const environment = { CAS_AUTHN_MFA_DUO_0_DUO_SECRET_KEY: 'x' };
  assert.equal(faultsOf({ files, environment }).length, 3);
  const accepted = settingsOf({
    files,
    environment,
    arguments: [
      '--cas.unsupported.accept[0]=cas.authn.mfa.duo',
      '--cas.unsupported.accept[1]=cas.authn.ldap',
    ],
  });
  assert.equal(accepted.notices.length, 3);
  assert.equal(
    faultsOf({ files, environment: { ...environment, CAS_UNSUPPORTED_ACCEPT_0: 'cas.authn.mfa' } }).length,
    1,
  );
});

test('W5 earlier names of the interrupt are their successors, with one warning; the new name wins', () => {
  const files = {
    'cas.properties':
      'cas.interrupt.triggerMode=AFTER_SSO\ncas.interrupt.attribute-name=a\ncas.interrupt.attributeValue=b',
  };
  const { settings, warnings } = settingsOf({ files });
  assert.equal(settings['cas.interrupt.core.trigger-mode'], 'AFTER_SSO');
  assert.equal(settings['cas.interrupt.regex.attribute-name'], 'a');
  assert.equal(settings['cas.interrupt.regex.attribute-value'], 'b');
  assert.equal(warnings.length, 3);
  const both = settingsOf({
    files: {
      'cas.properties':
        'cas.interrupt.core.trigger-mode=AFTER_SSO\ncas.interrupt.trigger-mode=AFTER_AUTHENTICATION',
    },
  });
  assert.equal(both.settings['cas.interrupt.core.trigger-mode'], 'AFTER_SSO');
  const variable = settingsOf({ environment: { CAS_INTERRUPT_TRIGGER_MODE: 'AFTER_SSO' } });
  assert.equal(variable.settings['cas.interrupt.core.trigger-mode'], 'AFTER_SSO');
});

test("W5 Apereo's seven cas.sso settings and its cookies of the session are all taken", () => {
  const { warnings } = settingsOf({
    arguments: [
      '--cas.sso.allow-missing-service-parameter=true',
      '--cas.sso.create-sso-cookie-on-renew-authn=true',
      '--cas.sso.proxy-authn-enabled=true',
      '--cas.sso.renew-authn-enabled=true',
      '--cas.sso.services.allow-missing-service-parameter=true',
      '--cas.sso.services.required-service-pattern=.+',
      '--cas.sso.sso-enabled=true',
      '--cas.tgc.remember-me-max-age=P7D',
    ],
  });
  assert.equal(warnings.filter((warning) => warning.includes('earlier name')).length, 1);
});

test('W4 whatever name and value somebody writes, loading answers and does not throw', () => {
  const part = fc.constantFrom(
    'cas',
    'server',
    'interrupt',
    'tgc',
    'authn',
    'custom',
    'rest',
    'headers',
    'x',
    '[0]',
    '[a]',
    '[',
    ']',
    '.',
    '-',
    '${',
    '}',
    '#{',
  );
  const name = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 7 }).map((parts) => parts.join('.')),
    fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.oneof(fc.string(), name)), { maxLength: 4 }), (settings) => {
      const loaded = loadSettings({
        directory: null,
        arguments: settings.map(([one, value]) => `--${one}=${value}`),
        environment: Object.fromEntries(settings.map(([one, value]) => [`CAS_${one}`, value])),
      });
      assert.equal(typeof loaded.ok, 'boolean');
    }),
    { numRuns: 200 },
  );
});

test('W5 an acceptance that cannot be read accepts nothing, and is a fault of its own', () => {
  const faults = faultsOf({
    arguments: ['--cas.unsupported.accept[0]=${nobody}', '--cas.authn.ldap[0].ldap-url=x'],
  });
  assert.equal(faults.length, 2);
});

test('D38 a name in a file that is no setting and that no placeholder names is told', () => {
  const files = { 'cas.properties': 'my.host=x\nmy.other=y\ncas.locale.default-value=${my.host}' };
  const { notices } = settingsOf({ files, arguments: ['--my.argument=z'] });
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? '', /^my\.other \(.*line 2\): is no setting, and no placeholder names it$/u);
});

test('D38 what a placeholder switches off asks for nothing; a variable of Spring stops as its setting does', () => {
  const files = {
    'cas.properties': 'cas.consent.core.enabled=${CONSENT:false}\ncas.consent.json.location=file:x.json',
  };
  assert.deepEqual(faultsOf({ files }), []);
  assert.equal(faultsOf({ files, environment: { CONSENT: 'true' } }).length, 2);
  for (const variable of ['SERVER_SSL_CLIENT_AUTH', 'SERVER_SSL_CLIENTAUTH', 'SPRING_CLOUD_CONFIG_ENABLED'])
    assert.match(
      faultsOf({ environment: { [variable]: 'need' } })[0] ?? '',
      /not supported here; without it/u,
      variable,
    );
  const off = {
    SERVER_SSL_CLIENT_AUTH: 'none',
    SPRING_CLOUD_CONFIG_ENABLED: 'false',
    SPRING_DATASOURCE_URL: 'x',
  };
  assert.deepEqual(faultsOf({ environment: off }), []);
});
