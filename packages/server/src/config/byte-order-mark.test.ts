// A byte order mark is no part of what is read: the first line counts like the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from './directory.fixture.ts';

const BOM = '\u00EF\u00BB\u00BF';

test('D38 a byte order mark at the beginning of a settings file takes no line away', () => {
  const files: Readonly<Record<string, string>> = {
    'cas.properties': `${BOM}cas.tgc.name=OTHER\n`,
    'cas.yml': `${BOM}cas.tgc.name: OTHER\n`,
    'application.yaml': `${BOM}cas:\n  tgc:\n    name: OTHER\n`,
    'standalone.properties': `${BOM}cas.tgc.name : OTHER\n`,
  };
  for (const [file, text] of Object.entries(files))
    assert.equal(settingsOf({ files: { [file]: text } }).settings['cas.tgc.name'], 'OTHER', file);
  const comment = settingsOf({ files: { 'cas.properties': `${BOM}# first\ncas.tgc.name=OTHER\n` } });
  assert.equal(comment.settings['cas.tgc.name'], 'OTHER');
  assert.deepEqual(comment.notices, []);
});

test('D38 a byte order mark before one JSON text of settings, given from outside, does no harm', () => {
  const text = '\uFEFF{"cas":{"tgc":{"name":"OTHER"}}}';
  for (const configuration of [
    { environment: { SPRING_APPLICATION_JSON: text } },
    { arguments: [`--spring.application.json=${text}`] },
  ])
    assert.equal(settingsOf(configuration).settings['cas.tgc.name'], 'OTHER');
});
