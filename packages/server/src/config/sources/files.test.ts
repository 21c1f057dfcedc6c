import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultsOf, settingsOf } from '../directory.fixture.ts';
import { loadSettings } from '../load.ts';
import { yamlEntries } from './yaml-source.ts';

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
  const outcome = yamlEntries(Buffer.from('cas: &a\n  x: *a\n'), 'cas.yml', 0);
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

test('W3 what counts for one profile only is refused', () => {
  const yaml = 'cas.tgc.name: a\n---\nspring.config.activate.on-profile: test\ncas.tgc.name: b\n';
  assert.match(faultsOf({ files: { 'cas.yml': yaml } })[0] ?? '', /line 3\): profiles are not supported/u);
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
