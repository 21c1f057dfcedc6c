import assert from 'node:assert/strict';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultsOf, load, settingsOf } from './directory.fixture.ts';

/** What a text becomes in a setting. */
const filled = (text: string, environment: Readonly<Record<string, string>> = {}): string =>
  settingsOf({ files: { 'cas.properties': `cas.locale.default-value=${text}` }, environment }).settings[
    'cas.locale.default-value'
  ];

test('D38 the configuration directory has a placeholder, in every spelling', () => {
  for (const name of [
    'cas.standalone.configurationDirectory',
    'cas.standalone.configuration-directory',
    'CAS.standalone.configuration_directory',
  ]) {
    const { directory, loaded } = load({
      files: { 'cas.properties': `cas.interrupt.json.location=file:\${${name}}/interrupt.json` },
    });
    assert.ok(loaded.ok, name);
    assert.equal(loaded.settings['cas.interrupt.json.location'], join(directory, 'interrupt.json'), name);
  }
});

test('D38 what a Java machine knows of the machine has placeholders', () => {
  assert.equal(filled('${user.home}/x'), `${homedir()}/x`);
  assert.equal(filled('${java.io.tmpdir}'), tmpdir());
  assert.equal(filled('${user.dir}'), process.cwd());
  assert.equal(filled('${CAS_HOME}/x', { CAS_HOME: '/opt/cas' }), '/opt/cas/x');
  assert.equal(filled('${cas.home}/x', { CAS_HOME: '/opt/cas' }), '/opt/cas/x');
  assert.equal(filled('${NONE:${cas.none:${user.dir}}}'), process.cwd());
  assert.equal(filled('${spring.application.name}'), 'cas');
});

test('D38 Spring’s random values are made anew at each mention', () => {
  const [one, other] = filled('${random.uuid} ${random.uuid}').split(' ');
  assert.match(one ?? '', /^[0-9a-f]{8}-/u);
  assert.notEqual(one, other);
  assert.match(filled('${random.value}'), /^[0-9a-f]{32}$/u);
  assert.match(filled('${random.int}'), /^\d+$/u);
  assert.match(filled('${random.int(5)}'), /^[0-4]$/u);
  assert.match(filled('${random.long[7,9]}'), /^[78]$/u);
  for (const strange of ['${random.int(x)}', '${random.int[9,7]}', '${random.other}'])
    assert.match(
      faultsOf({ files: { 'cas.properties': `cas.tgc.name=${strange}` } })[0] ?? '',
      /has no value and no default/u,
      strange,
    );
});
