// Debian packages: default-jdk-headless
// The Groovy strategy on Groovy 4, from the jars inside npm-groovy-lint. Needs a Java runtime (11 or later).
import { groovy4Jars } from './room.ts';
import { describeScriptAnswers } from './script-answers.ts';
import { describeScriptArguments } from './script-arguments.ts';
import { describeScriptFailures } from './script-failures.ts';
import { describeScriptReference } from './script-reference.ts';
import { describeScriptTriggers } from './script-triggers.ts';

describeScriptArguments('Groovy 4', groovy4Jars);
describeScriptAnswers('Groovy 4', groovy4Jars);
describeScriptTriggers('Groovy 4', groovy4Jars);
describeScriptFailures('Groovy 4', groovy4Jars);
describeScriptReference('Groovy 4', groovy4Jars);
