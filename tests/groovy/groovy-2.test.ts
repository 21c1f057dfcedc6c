// Debian packages: default-jdk-headless, groovy
// The Groovy strategy on Debian's Groovy 2.4. Needs the packages `groovy` and `default-jre-headless` (Java 11 or later).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEBIAN_JARS, failure, openRoom } from './room.ts';
import { describeScriptAnswers } from './script-answers.ts';
import { describeScriptArguments } from './script-arguments.ts';
import { describeScriptFailures } from './script-failures.ts';
import { describeScriptReference } from './script-reference.ts';
import { describeScriptTriggers } from './script-triggers.ts';

describeScriptArguments('Groovy 2.4', () => DEBIAN_JARS);
describeScriptAnswers('Groovy 2.4', () => DEBIAN_JARS);
describeScriptTriggers('Groovy 2.4', () => DEBIAN_JARS);
describeScriptFailures('Groovy 2.4', () => DEBIAN_JARS);
describeScriptReference('Groovy 2.4', () => DEBIAN_JARS);

test('D37 a script for Groovy 4 that this Groovy cannot compile is told the version and the remedy', async (t) => {
  const room = await openRoom(DEBIAN_JARS);
  t.after(() => room.close());
  const { detail } = failure(await room.ask('def run(Object... args) { [1].any(it -> { return it == 1 }) }'));
  assert.match(detail, /this is Groovy 2\.4\.\d+, Apereo CAS 7 runs scripts with Groovy 4/);
  assert.match(detail, /cas\.interrupt\.groovy\.jars\[0\], or set GROOVY_HOME/);
});
