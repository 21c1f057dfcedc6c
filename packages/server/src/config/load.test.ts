import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { faultsOf, load, settingsOf, type Configuration } from './directory.fixture.ts';
import { loadSettings } from './load.ts';

test('W3 D38 later sources win: defaults, application.*, cas.*, profiles, environment, -D, arguments', () => {
  const sources: [string, Configuration][] = [
    ['TGC', {}],
    ['a1', { files: { 'application.yml': 'cas.tgc.name: a1' } }],
    ['a2', { files: { 'application.yaml': 'cas.tgc.name: a2' } }],
    ['a3', { files: { 'application.properties': 'cas.tgc.name=a3' } }],
    ['c1', { files: { 'cas.yml': 'cas.tgc.name: c1' } }],
    ['c2', { files: { 'cas.yaml': 'cas.tgc.name: c2' } }],
    ['c3', { files: { 'cas.properties': 'cas.tgc.name=c3' } }],
    ['p1', { files: { 'standalone.yml': 'cas.tgc.name: p1' } }],
    ['p2', { files: { 'standalone.properties': 'cas.tgc.name=p2' } }],
    ['p3', { files: { 'application-standalone.yml': 'cas.tgc.name: p3' } }],
    ['p4', { files: { 'cas-standalone.yml': 'cas.tgc.name: p4' } }],
    ['p5', { files: { 'application-standalone.properties': 'cas.tgc.name=p5' } }],
    ['p6', { files: { 'cas-standalone.properties': 'cas.tgc.name=p6' } }],
    ['e', { environment: { CAS_TGC_NAME: 'e' } }],
    ['o', { environment: { JAVA_TOOL_OPTIONS: '-Xmx1g "-Dcas.tgc.name=o"' } }],
    ['j', { environment: { SPRING_APPLICATION_JSON: '{"cas":{"tgc":{"name":"j"}}}' } }],
    ['d', { arguments: ['-Dcas.tgc.name=d'] }],
    ['arg', { arguments: ['--cas.tgc.name=arg'] }],
  ];
  let all: Required<Configuration> = { files: {}, arguments: [], environment: {} };
  for (const [expected, source] of sources) {
    all = {
      files: { ...all.files, ...source.files },
      arguments: [...(source.arguments ?? []), ...all.arguments],
      environment: { ...all.environment, ...source.environment },
    };
    assert.equal(settingsOf(all).settings['cas.tgc.name'], expected);
  }
});

test('W3 in one file the last of several spellings wins, and origin says where it stands', () => {
  const { directory, loaded } = load({
    files: {
      'cas.properties': '# cookies\ncas.tgc.max-age=1\n\ncas.tgc.maxAge=2\ncas.tgc.max_age=\\\n  3\n',
    },
  });
  assert.ok(loaded.ok);
  assert.equal(loaded.settings['cas.tgc.max-age'], 3);
  assert.deepEqual(loaded.origin('cas.tgc.max-age'), { where: join(directory, 'cas.properties'), line: 5 });
  assert.equal(loaded.origin('cas.tgc.name'), null);
});

test('W3 a directory that was named must be there; one without settings is told', () => {
  const missing = loadSettings({ directory: '/does/not/exist', arguments: [], environment: {} });
  assert.ok(!missing.ok);
  assert.match(missing.faults[0]?.message ?? '', /there is no directory \/does\/not\/exist/u);
  assert.match(settingsOf({}).warnings[0] ?? '', /holds no settings; looked for application\.properties/u);
});

test('W3 an argument that is no setting is refused, without showing what may be a secret', () => {
  const faults = faultsOf({ arguments: ['--cas.interrupt.rest.basic-auth-password', 'hunter2'] });
  assert.deepEqual(
    faults.map((fault) => fault.slice(0, 56)),
    [
      '--cas.interrupt.rest.basic-auth-password (arguments): is',
      'argument 2 (arguments): is no setting; write --name=value'.slice(0, 56),
    ],
  );
});

test('W3 a relative location belongs to the file it stands in, or else to where the server was started', () => {
  const { directory, loaded } = load({
    files: {
      'cas.yml': 'cas.interrupt.json.location: file:interrupt.json\ncas.authn.json.location: people.json',
    },
    arguments: [
      '--cas.interrupt.script.location=file:a.ts',
      '--cas.interrupt.groovy.location=file:///a/b%20c.groovy',
    ],
    environment: { CAS_SERVICE_REGISTRY_JSON_LOCATION: 'file:/etc/cas/services' },
  });
  assert.ok(loaded.ok);
  const { settings } = loaded;
  assert.equal(settings['cas.interrupt.json.location'], join(directory, 'interrupt.json'));
  assert.equal(settings['cas.authn.json.location'], join(directory, 'people.json'));
  assert.equal(settings['cas.interrupt.script.location'], resolve('a.ts'));
  assert.equal(settings['cas.interrupt.groovy.location'], '/a/b c.groovy');
  assert.equal(settings['cas.service-registry.json.location'], '/etc/cas/services');
  assert.equal(settings['cas.server.data-directory'], join(directory, 'data'));
  assert.deepEqual(settings['cas.message-bundle.base-names'], ['classpath:messages']);
});

test('W4 lists are indexed or have commas; a later source replaces the whole list', () => {
  const commas = { 'application.properties': 'cas.interrupt.core.order=json, rest ,regex' };
  const indexed = { 'cas.properties': 'cas.interrupt.core.order[1]=json\ncas.interrupt.core.order[0]=rest' };
  const order = (configuration: Configuration): readonly string[] =>
    settingsOf(configuration).settings['cas.interrupt.core.order'];
  assert.deepEqual(order({ files: commas }), ['json', 'rest', 'regex']);
  assert.deepEqual(order({ files: { ...commas, ...indexed } }), ['rest', 'json']);
  assert.deepEqual(order({ files: indexed, environment: { CAS_INTERRUPT_CORE_ORDER_0: 'script' } }), [
    'script',
  ]);
  assert.deepEqual(order({ files: indexed, arguments: ['--cas.interrupt.core.order='] }), []);
  assert.deepEqual(order({ files: commas, arguments: ['--cas.interrupt.core.order=${X:a,b}'] }), ['a', 'b']);
  const statuses = settingsOf({ arguments: ['--cas.interrupt.rest.none-on-status=204,404'] });
  assert.deepEqual(statuses.settings['cas.interrupt.rest.none-on-status'], [204, 404]);
  assert.match(faultsOf({ arguments: ['--cas.interrupt.core.order[1]=json'] })[0] ?? '', /expected index 0/u);
  assert.match(
    faultsOf({ arguments: ['--cas.interrupt.core.order.first=json'] })[0] ?? '',
    /is a list: write/u,
  );
});

test('W4 maps keep the spelling of their keys', () => {
  const { settings } = settingsOf({
    files: {
      'application.yml':
        'cas:\n  interrupt:\n    rest:\n      headers:\n        X-Api-Key: one\n        "[Accept-Language]": fr',
      'cas.properties':
        'cas.authn.attribute-repository.stub.attributes.urn\\:oid\\:1.2=x\ncas.interrupt.rest.headers.X-Api-Key=two',
    },
  });
  assert.deepEqual(
    { ...settings['cas.interrupt.rest.headers'] },
    { 'X-Api-Key': 'two', 'Accept-Language': 'fr' },
  );
  assert.deepEqual({ ...settings['cas.authn.attribute-repository.stub.attributes'] }, { 'urn:oid:1.2': 'x' });
});

test('W4 records take their fields from every source and their defaults from the declaration', () => {
  const { settings, origin } = settingsOf({
    files: {
      'cas.yml': 'cas.interrupt.custom:\n  - module: /a.ts\n    failureMode: closed\n  - { module: /b.ts }',
    },
    arguments: ['--cas.interrupt.custom[1].timeout=PT1S'],
  });
  const usual = {
    name: '',
    'failure-mode': 'OPEN',
    'last-known-for': 86_400_000,
    'last-known-otherwise': 'OPEN',
    timeout: 5000,
  };
  assert.deepEqual(settings['cas.interrupt.custom'], [
    { ...usual, module: '/a.ts', 'failure-mode': 'CLOSED' },
    { ...usual, module: '/b.ts', timeout: 1000 },
  ]);
  assert.deepEqual(origin('cas.interrupt.custom'), { where: 'arguments', line: null });
  assert.match(
    faultsOf({ arguments: ['--cas.interrupt.custom[0].modul=x'] })[0] ?? '',
    /with a field of module, name/u,
  );
});

test('W4 what is loaded cannot be changed', () => {
  const { settings } = settingsOf({ arguments: ['--cas.interrupt.custom[0].module=a.ts'] });
  for (const value of [settings, ...Object.values(settings)]) {
    if (typeof value === 'object') assert.ok(Object.isFrozen(value));
  }
  assert.ok(Object.isFrozen(settings['cas.interrupt.custom'][0]));
});

test('W4 no message holds a secret', () => {
  const secret = 's3cr3t';
  const { loaded } = load({
    files: {
      'cas.properties': `cas.interrupt.rest.basic-auth-password=\${${secret}\ncas.authn.accept.users=a::{${secret}#{${secret}}`,
    },
    environment: { SECRET: secret },
    arguments: [
      `--cas.tgc.crypto.signing.key=\${#T(${secret})}`,
      `--cas.interrupt.rest.headers.Authorization=\${${secret}}`,
      '--server.port=${SECRET}',
      `--cas.interrupt.rest.url=ftp://user:${secret}@example.org`,
      `--cas.authn.ldap[0].bind-credential=${secret}`,
      `--cas.authn.ldap[0].bind-credentials=${secret}`,
    ],
  });
  assert.ok(!loaded.ok);
  assert.equal(loaded.faults.length, 8);
  assert.ok(!JSON.stringify([loaded.faults, loaded.notices, loaded.warnings]).includes(secret));
});

test('W4 an encrypted value is refused with the reason, of a secret setting too', () => {
  const faults = faultsOf({ arguments: ['--cas.interrupt.rest.basic-auth-password={cas-cipher}abc'] });
  assert.equal(faults.filter((fault) => /encrypted values .* are not supported/.test(fault)).length, 1);
  assert.doesNotMatch(faults.join(), /abc/);
});

test('W4 placeholders reach settings in any spelling, -D arguments, the environment and our own defaults', () => {
  const { settings } = settingsOf({
    files: {
      'cas.properties':
        'cas.server.name=${HOST_URL}\ncas.server.prefix=${CAS.Server.NAME}${server.servlet.context-path}',
    },
    environment: { HOST_URL: 'https://sso.example.org' },
    arguments: ['-Dmine=7', '--server.port=${mine}', '--cas.locale.default-value=${my.locale:de}'],
  });
  assert.equal(settings['cas.server.prefix'], 'https://sso.example.org/cas');
  assert.equal(settings['server.port'], 7);
  assert.equal(settings['cas.locale.default-value'], 'de');
});

test('W4 a placeholder takes nothing from the language the server is written in', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    assert.match(
      faultsOf({ arguments: [`--cas.locale.default-value=\${${name}}`] })[0] ?? '',
      /has no value/u,
    );
  }
});

test('W4 the address with the context path is written as Apereo writes it', () => {
  const line = 'cas.server.prefix=${cas.server.name}/cas';
  const { settings } = settingsOf({
    files: { 'cas.properties': `cas.server.name=https://sso.example.org\n${line}` },
  });
  assert.equal(settings['cas.server.prefix'], 'https://sso.example.org/cas');
  assert.match(
    faultsOf({ files: { 'cas.properties': line } })[0] ?? '',
    /line 1\): the placeholder \$\{cas\.server\.name\} has no value/u,
  );
});

test('W4 keys, patterns and user files take the two expressions', () => {
  const { settings } = settingsOf({
    arguments: [
      '-Dk=abc',
      "--cas.interrupt.cookie.crypto.signing.key=${#systemProperties['k']}",
      "--cas.interrupt.cookie.crypto.encryption.key=${#environmentVars['KEY']}",
    ],
    environment: { KEY: 'def' },
  });
  assert.equal(settings['cas.interrupt.cookie.crypto.signing.key'], 'abc');
  assert.equal(settings['cas.interrupt.cookie.crypto.encryption.key'], 'def');
  assert.match(
    faultsOf({ arguments: ["--cas.tgc.name=${#systemProperties['k']}"] })[0] ?? '',
    /takes no expression/u,
  );
});
