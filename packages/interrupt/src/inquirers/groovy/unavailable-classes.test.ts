import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unavailableClasses } from './unavailable-classes.ts';

test('D37 classes that a script uses and that are not available are found, imports alone are not', () => {
  const provider = 'org.apereo.cas.util.spring.ApplicationContextProvider';
  for (const [text, found] of [
    [`import ${provider}\ndef run(Object... args) { null }`, []],
    [`import ${provider}\n// ApplicationContextProvider\nnull`, []],
    [`import ${provider}\nApplicationContextProvider.applicationContext`, [provider]],
    [`def context = ${provider}.applicationContext`, [provider]],
    ['import org.acme.ApplicationContextProvider\nApplicationContextProvider.x', []],
    ['import org.apereo.cas.interrupt.InterruptResponse\nnew InterruptResponse("https://a")', []],
  ] as const)
    assert.deepEqual(unavailableClasses(text), found, text);
});
