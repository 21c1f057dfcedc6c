import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultsOf, settingsOf, type Configuration } from '../directory.fixture.ts';
import { loadSettings } from '../load.ts';
import { yamlDocuments } from './yaml-source.ts';

const loadedYaml = (): readonly string[] =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('/node_modules/yaml/'));

test('W3 YAML is loaded only where there is a YAML file', () => {
  settingsOf({ files: { 'cas.properties': 'cas.tgc.name=a' } });
  assert.deepEqual(loadedYaml(), []);
  settingsOf({ files: { 'cas.yml': 'cas.tgc.name: a' } });
  assert.notEqual(loadedYaml().length, 0);
});

test('W3 properties are ISO-8859-1, with escapes, continued lines and both kinds of comment', () => {
  const { settings } = settingsOf({
    files: {
      'cas.properties':
        '! one\n# two\ncas.authn.json.name=Zugang f\u00FCr \\u4E16\ncas.interrupt.core.order=json,\\\n    rest',
    },
  });
  assert.equal(settings['cas.authn.json.name'], 'Zugang für 世');
  assert.deepEqual(settings['cas.interrupt.core.order'], ['json', 'rest']);
});

test('W3 YAML is UTF-8 and YAML 1.1; values stay as they are written', () => {
  const { settings } = settingsOf({
    files: {
      'cas.yml': Buffer.from(
        'cas:\n  authn.json.name: Zugang für 世\n  tgc:\n    name: 0123\n    secure: off\n    domain:\n  interrupt.rest.none-on-status: [204, 0404]\n',
      ),
    },
  });
  assert.equal(settings['cas.authn.json.name'], 'Zugang für 世');
  assert.equal(settings['cas.tgc.name'], '0123');
  assert.equal(settings['cas.tgc.secure'], false);
  assert.equal(settings['cas.tgc.domain'], '');
  assert.deepEqual(settings['cas.interrupt.rest.none-on-status'], [204, 404]);
});

test('W3 aliases and merge keys of YAML are followed; what a map says itself wins', () => {
  const { settings } = settingsOf({
    files: {
      'cas.yml':
        'shared: &cookie\n  secure: false\n  max-age: 7\ncas:\n  tgc:\n    max-age: 9\n    <<: *cookie\n  warning-cookie: *cookie\n',
    },
  });
  assert.deepEqual(
    [settings['cas.tgc.secure'], settings['cas.tgc.max-age'], settings['cas.warning-cookie.max-age']],
    [false, 9, 7],
  );
});

test('W3 a file that cannot be understood is told with its line', () => {
  assert.match(
    faultsOf({ files: { 'cas.yml': 'cas:\n  tgc: [\n' } })[0] ?? '',
    /^cas\.yml \(cas\.yml, line \d\): is no YAML/u,
  );
  assert.match(
    faultsOf({ files: { 'cas.yml': 'cas.tgc.name: a\ncas.tgc.name: b\n' } })[0] ?? '',
    /line 2\): is no YAML \(DUPLICATE_KEY\)/u,
  );
  assert.match(faultsOf({ files: { 'cas.yml': 'just text' } })[0] ?? '', /holds no settings/u);
  assert.match(faultsOf({ files: { 'cas.properties': 'a=\\u12' } })[0] ?? '', /is no properties file/u);
  assert.deepEqual(
    faultsOf({ files: { 'cas.yml': '', 'cas.yaml': '# nothing\n', 'cas.properties': '' } }),
    [],
  );
});

test('W3 an alias that holds itself comes to an end', () => {
  const outcome = yamlDocuments(Buffer.from('cas: &a\n  x: *a\n'), 'cas.yml', 0);
  assert.ok(!outcome.ok);
  assert.match(outcome.message, /nested too deeply/u);
});

test('W3 groups with everything commented out are no settings', () => {
  settingsOf({
    files: {
      'cas.yml':
        'cas:\n  interrupt:\n    rest:\n    # url: x\n    custom:\n    core.order: []\n  authn:\n    mfa:\n',
    },
  });
});

test('D38 a document of a file that is for some profiles counts under them only, and says so', () => {
  for (const condition of ['spring.config.activate.on-profile', 'spring.profiles']) {
    const files = {
      'cas.yml': `cas.tgc.name: a\n---\n${condition}: test & !eu\ncas.tgc.name: b\n---\n${condition}: [x, y]\ncas.tgc.path: /y\n`,
    };
    const usual = settingsOf({ files });
    assert.equal(usual.settings['cas.tgc.name'], 'a');
    assert.match(usual.notices[0] ?? '', /cas\.yml, line 3: not read, it is for the profile test & !eu/u);
    const { settings } = settingsOf({ files, arguments: ['--spring.profiles.active=test,y'] });
    assert.deepEqual([settings['cas.tgc.name'], settings['cas.tgc.path']], ['b', '/y']);
    const eu = settingsOf({
      files,
      environment: { SPRING_PROFILES_ACTIVE: 'test', SPRING_PROFILES_INCLUDE: 'eu' },
    });
    assert.equal(eu.settings['cas.tgc.name'], 'a');
  }
  const properties = 'cas.tgc.name=a\n#---\nspring.config.activate.on-profile=test\ncas.tgc.name=b\n';
  assert.equal(settingsOf({ files: { 'cas.properties': properties } }).settings['cas.tgc.name'], 'a');
  const brackets = 'spring.config.activate.on-profile: (a | b) & c\ncas.tgc.name: b';
  assert.match(faultsOf({ files: { 'cas.yml': brackets } })[0] ?? '', /line 1\): expected profiles with !/u);
});

test('D38 files of the active profiles are read, wherever the profile is named', () => {
  const blocked = 'cas.interrupt.json.location=file:x.json';
  const read = (file: string, more: Configuration = {}): boolean => {
    const { files, ...rest } = more;
    const { settings } = settingsOf({ files: { [file]: blocked, 'cas.yml': '', ...files }, ...rest });
    return settings['cas.interrupt.json.location'] !== '';
  };
  for (const file of [
    'standalone.properties',
    'application-standalone.properties',
    'cas-standalone.properties',
  ])
    assert.ok(read(file), file);
  for (const more of [
    { files: { 'cas.properties': 'spring.profiles.active=prod' } },
    { files: { 'cas.yaml': 'spring:\n  profiles:\n    active: [prod]' } },
    { files: { 'application.properties': 'spring.profiles.include[0]=prod' } },
    { files: { 'cas.properties': 'stage=prod\nspring.profiles.active=${stage}' } },
    { files: { 'cas.properties': 'spring.profiles.group.all=eu,prod\nspring.profiles.active=all' } },
    { environment: { SPRING_PROFILES_ACTIVE: 'standalone,prod' } },
    { environment: { SPRING_APPLICATION_JSON: '{"spring.profiles.active":"prod"}' } },
    { environment: { JDK_JAVA_OPTIONS: '-Dspring.profiles.active=prod' } },
    { arguments: ['--spring.profiles.active=prod'] },
    { arguments: ['-Dspring.profiles.active=prod'] },
  ] satisfies readonly Configuration[]) {
    for (const file of ['cas-prod.properties', 'application-prod.properties', 'prod.properties'])
      assert.ok(read(file, more), `${file} ${JSON.stringify(more)}`);
    assert.deepEqual(settingsOf(more).notices, []);
  }
  assert.ok(!read('cas-prod.properties'));
  assert.match(
    faultsOf({ arguments: ['--spring.profiles.active=../x'] })[0] ?? '',
    /"\.\.\/x" is no name of a profile/u,
  );
});

test('D38 what looks like settings and is not read is told in one line each', () => {
  const files = {
    'cas.properties': 'cas.tgc.name=a',
    'cas.properties.rpmnew': 'cas.tgc.name=b',
    'cas.properties~': 'cas.tgc.name=b',
    'cas.yml.bak': 'cas:\n  tgc.name: b',
    'application.yml.20240101': 'cas:\n  tgc.name: b',
    'cas-test.properties': 'cas.tgc.name=b',
    'test.yaml': 'cas:\n  tgc.name: b',
    'bootstrap.properties': 'spring.cloud.config.enabled=false',
    'CAS.properties': 'cas.tgc.name=b',
    'log4j2.properties': 'status = error',
    'messages.properties': 'screen.welcome.button.login=Go',
    'messages.properties.bak': 'screen.welcome.button.login=Go',
    'interrupt.groovy': 'cas.x',
    'services.json': '{}',
  };
  const { settings, notices } = settingsOf({ files });
  assert.equal(settings['cas.tgc.name'], 'a');
  assert.deepEqual(
    notices.map((notice) =>
      notice.replace(/^.*\//u, '').replace(': looks like settings and is not read', ''),
    ),
    [
      'CAS.properties: names are in small letters',
      'application.yml.20240101: its name says that it is an older or another copy',
      'bootstrap.properties: write what it sets into cas.properties',
      'cas-test.properties: the profile test is not active (spring.profiles.active)',
      'cas.properties.rpmnew: its name says that it is an older or another copy',
      'cas.properties~: its name says that it is an older or another copy',
      'cas.yml.bak: its name says that it is an older or another copy',
      'test.yaml: the profile test is not active (spring.profiles.active)',
    ],
  );
});

test('D38 settings in Groovy, and files that are named and not read, are faults', () => {
  assert.match(
    faultsOf({ files: { 'cas.groovy': 'profiles {}' } })[0] ?? '',
    /^cas\.groovy .*write what it sets into cas\.properties/u,
  );
  for (const argument of [
    '--spring.config.location=/etc/other/',
    '--spring.config.additional-location=file:/x/',
    '-Dspring.config.import=configserver:http://x',
  ])
    assert.match(
      faultsOf({ arguments: [argument] })[0] ?? '',
      /settings in the files that it names would be missing/u,
      argument,
    );
  assert.match(
    faultsOf({ environment: { SPRING_CONFIG_ADDITIONAL_LOCATION: '/x/' } })[0] ?? '',
    /settings in the files that it names would be missing/u,
  );
});

test('D38 the directory and one more file are taken from where Apereo CAS takes them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-settings-'));
  try {
    writeFileSync(join(directory, 'cas.properties'), 'cas.tgc.name=a\ncas.tgc.path=/a');
    writeFileSync(join(directory, 'more.properties'), 'cas.tgc.name=more');
    const loadFrom = (
      args: readonly string[],
      environment: Record<string, string> = {},
      given: string | null = null,
    ) => {
      const { settings, warnings } = loadSettings({ directory: given, arguments: args, environment });
      return { found: [settings['cas.tgc.name'], settings['cas.tgc.path']], warnings };
    };
    for (const argument of [
      `--cas.standalone.configuration-directory=${directory}`,
      `-Dcas.standalone.configurationDirectory=file:${directory}`,
      `--cas.standalone.config=file:${directory}`,
    ])
      assert.deepEqual(loadFrom([argument]).found, ['a', '/a'], argument);
    for (const variable of [
      'CAS_STANDALONE_CONFIGURATION_DIRECTORY',
      'CAS_STANDALONE_CONFIGURATIONDIRECTORY',
    ])
      assert.deepEqual(loadFrom([], { [variable]: directory }).found, ['a', '/a'], variable);
    assert.deepEqual(
      loadFrom([`--cas.standalone.configuration-file=${join(directory, 'more.properties')}`], {}, directory)
        .found,
      ['more', '/a'],
    );
    const both = loadFrom(['--cas.standalone.configuration-directory=/other'], {}, directory);
    assert.deepEqual(both.found, ['a', '/a']);
    assert.match(both.warnings.join('\n'), /configuration-directory .*not read, --config names another/u);
    const missing = loadSettings({
      directory,
      arguments: ['--cas.standalone.configuration-file=/no/such.properties'],
      environment: {},
    });
    assert.ok(!missing.ok);
    assert.match(missing.faults[0]?.message ?? '', /there is no such file/u);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('W3 a file that cannot be read is a fault, not an end', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-settings-'));
  try {
    mkdirSync(join(directory, 'cas.properties'));
    const loaded = loadSettings({ directory, arguments: [], environment: {} });
    assert.ok(!loaded.ok);
    assert.match(loaded.faults[0]?.message ?? '', /cannot be read \(EISDIR\)/u);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
