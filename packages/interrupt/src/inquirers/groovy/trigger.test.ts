// How a policy's `groovyScript` is read (§9), and what a script's file name becomes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scriptName } from './script-file.ts';
import { readTriggerSource } from './trigger.ts';

test('INT-52 groovy { … } is an inline script, over several lines too', () => {
  assert.deepEqual(readTriggerSource("groovy { return username == 'x' }"), {
    kind: 'inline',
    text: " return username == 'x' ",
  });
  assert.deepEqual(readTriggerSource('  groovy{\n if (a) { b }\n true }\n'), {
    kind: 'inline',
    text: '\n if (a) { b }\n true ',
  });
});

test('INT-53 file: and paths that end .groovy are files', () => {
  assert.deepEqual(readTriggerSource('file:/etc/cas/policy.groovy'), {
    kind: 'file',
    path: '/etc/cas/policy.groovy',
  });
  assert.deepEqual(readTriggerSource(' /etc/cas/policy.groovy '), {
    kind: 'file',
    path: '/etc/cas/policy.groovy',
  });
});

test('anything else is a fault of the definition', () => {
  for (const source of [
    '',
    'groovy {}',
    'groovy { \n }',
    'true',
    'classpath:policy.groovy',
    'https://x/y.groovy',
  ]) {
    assert.equal(readTriggerSource(source).kind, 'neither', source);
  }
});

test('the name of a script is one that Groovy can make a class of', () => {
  assert.equal(scriptName('/etc/cas/interrupt.groovy'), 'interrupt.groovy');
  assert.equal(scriptName('/etc/cas/my-old.interrupt.groovy'), 'my_old_interrupt.groovy');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (path) => {
      assert.match(scriptName(path), /^[A-Za-z_]\w*\.groovy$/);
    }),
  );
});
