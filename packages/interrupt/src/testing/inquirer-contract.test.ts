import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import type { Inquirer } from '../inquirer.ts';
import { createJsonInquirer } from '../inquirers/json.ts';
import { createRegexAttributeInquirer } from '../inquirers/regex-attribute.ts';
import { compileJavaPattern, type JavaPattern } from '../patterns/java-pattern.ts';
import { silentLogger, systemClock } from '../ports.ts';
import { interruptResponse } from '../response.ts';
import { describeInquirer } from './inquirer-contract.ts';
import { testInquiry } from './test-inquiry.ts';

const untouched = testInquiry({ principalId: 'somebody-else', attributes: { memberOf: ['guests'] } });

describeInquirer('json', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vestibule-contract-'));
  const location = join(directory, 'people.json');
  await writeFile(location, '{ casuser: { message: "Read this", data: { field1: ["a", "b"] } } }');
  const json = await createJsonInquirer({
    location,
    strict: false,
    logger: silentLogger,
    clock: systemClock,
    watch: false,
  });
  async function close(): Promise<void> {
    await json.close();
    await rm(directory, { recursive: true });
  }
  return { inquirer: { ...json, close }, interrupted: testInquiry(), untouched };
});

describeInquirer('regex', async () => ({
  inquirer: createRegexAttributeInquirer({
    attributeName: pattern('member.f'),
    attributeValue: pattern('st[a-z]ff'),
  }),
  interrupted: testInquiry({ attributes: { memberOf: ['guests', 'staff'] } }),
  untouched,
}));

describeInquirer('of twenty lines', async () => {
  const inquirer: Inquirer = {
    name: 'tasks',
    kind: 'custom',
    timeout: 1000,
    inquire: async ({ authentication }) =>
      authentication.principal.id === 'casuser'
        ? { kind: 'interrupt', response: interruptResponse({ message: 'A task waits.' }) }
        : { kind: 'none' },
  };
  return { inquirer, interrupted: testInquiry(), untouched };
});

function pattern(source: string): JavaPattern {
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  if (!compiled.ok) assert.fail(source);
  return compiled.pattern;
}
