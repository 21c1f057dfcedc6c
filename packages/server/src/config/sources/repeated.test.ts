// D38: what replaces something else in one place is told, and which of the two counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf, type Configuration } from '../directory.fixture.ts';

function replaced(configuration: Configuration) {
  const { settings, warnings } = settingsOf(configuration);
  const told = warnings
    .filter((warning) => warning.includes('does not count'))
    .map((warning) => warning.replaceAll(/\(\S*\//gu, '('));
  return { settings, told };
}

test('D38 a setting that stands twice in one file is told, with both lines; the last one counts', () => {
  const { settings, told } = replaced({
    files: { 'cas.properties': 'cas.tgc.name=a\n# kept\ncas.tgc.name=b\n' },
  });
  assert.equal(settings['cas.tgc.name'], 'b');
  assert.deepEqual(told, [
    'cas.tgc.name (cas.properties, line 1): does not count, cas.tgc.name (cas.properties, line 3) replaces it',
  ]);
});

test('D38 a setting in two spellings is told; the last one counts', () => {
  for (const other of ['cas.tgc.maxAge', 'CAS.TGC.MAX_AGE', 'cas.tgc.maxage']) {
    const { settings, told } = replaced({
      files: { 'cas.properties': `${other}=9\ncas.tgc.max-age=7\n` },
    });
    assert.equal(settings['cas.tgc.max-age'], 7);
    assert.equal(told.length, 1);
    assert.ok(told[0]?.startsWith(`${other} (cas.properties, line 1): does not count`), told[0]);
  }
});

test('D38 YAML that says the same in a group and in one line is told', () => {
  const { settings, told } = replaced({
    files: { 'cas.yml': 'cas:\n  tgc:\n    path: /a\ncas.tgc.path: /b\n' },
  });
  assert.equal(settings['cas.tgc.path'], '/b');
  assert.equal(told.length, 1);
});

test('D38 a list that is written in two ways is told; so is a member given twice', () => {
  const both = replaced({
    files: { 'cas.properties': 'cas.interrupt.core.order=json,rest\ncas.interrupt.core.order[0]=regex\n' },
  });
  assert.deepEqual(both.settings['cas.interrupt.core.order'], ['regex']);
  assert.equal(both.told.length, 1);
  const twice = replaced({
    files: {
      'cas.properties': 'cas.interrupt.core.order[0]=json\ncas.interrupt.core.order[0]=rest\n',
    },
  });
  assert.deepEqual(twice.settings['cas.interrupt.core.order'], ['rest']);
  assert.equal(twice.told.length, 1);
});

test('D38 arguments and variables that say two things are told', () => {
  const given = replaced({ arguments: ['--cas.tgc.name=a', '--cas.tgc.name=b'] });
  assert.deepEqual(
    [given.settings['cas.tgc.name'], given.told],
    ['b', ['cas.tgc.name (arguments): does not count, cas.tgc.name (arguments) replaces it']],
  );
  const { told } = replaced({ environment: { CAS_TGC_MAX_AGE: '7', CAS_TGC_MAXAGE: '8' } });
  assert.match(told.join(), /CAS_TGC_MAX_AGE\): does not count, .*CAS_TGC_MAXAGE\) replaces it/u);
});

test('D38 the same value twice, other files, other documents and other keys of a map replace nothing unsaid', () => {
  const { settings, told } = replaced({
    files: {
      'application.properties': 'cas.tgc.name=a',
      'cas.properties': 'cas.tgc.name=b\ncas.tgc.path=/x\ncas.tgc.path=/x\n',
      'cas.yml':
        'cas.tgc.domain: a\ncas.interrupt.rest.headers:\n  x-a: 1\n  X_A: 2\n---\ncas.tgc.domain: b\n',
    },
    arguments: ['-Dcas.tgc.name=c', '--cas.tgc.name=d'],
  });
  assert.equal(settings['cas.tgc.name'], 'd');
  assert.deepEqual(told, []);
});
