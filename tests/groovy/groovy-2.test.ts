// Debian packages: default-jdk-headless, groovy
// The Groovy strategy on Debian's Groovy 2.4. Needs the packages `groovy` and `default-jre-headless` (Java 11 or later).
import { DEBIAN_JARS } from './room.ts';
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
