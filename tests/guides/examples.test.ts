// The examples of the guides run as they are printed: each page holds the very text of its file.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
// Type-checked because they are imported here.
import type maintenanceWindow from '../../docs/guides/examples/custom-inquirer.ts';
import type fileTracking from '../../docs/guides/examples/custom-tracking.ts';
import type script from '../../docs/guides/examples/interrupt-script.ts';
import type { InquirerAnswer } from '../../packages/interrupt/src/inquirer.ts';
import {
  loadCustomInquirer,
  type CustomInquirerModule,
} from '../../packages/interrupt/src/inquirers/custom.ts';
import type { InterruptScript } from '../../packages/interrupt/src/inquirers/script/interrupt-script.ts';
import { createScriptInquirer } from '../../packages/interrupt/src/inquirers/script/script.ts';
import { silentLogger, systemClock } from '../../packages/interrupt/src/ports.ts';
import { describeInquirer } from '../../packages/interrupt/src/testing/inquirer-contract.ts';
import { testInquiry, type TestQuestion } from '../../packages/interrupt/src/testing/test-inquiry.ts';
import { describeTracking, testBrowser } from '../../packages/interrupt/src/testing/tracking-contract.ts';
import {
  loadTrackingModule,
  type CustomTrackingModule,
} from '../../packages/interrupt/src/tracking/custom-tracking.ts';

const guides = fileURLToPath(new URL('../../docs/guides/', import.meta.url));
const example = (name: string): string => join(guides, 'examples', name);

/** Each example is what its guide says it is; the compiler holds that. */
export type Fits = [
  typeof maintenanceWindow extends CustomInquirerModule ? true : never,
  typeof fileTracking extends CustomTrackingModule ? true : never,
  typeof script extends InterruptScript ? true : never,
];

for (const name of ['custom-inquirer', 'custom-tracking', 'interrupt-script']) {
  test(`the guide ${name}.md holds the text of examples/${name}.ts`, () => {
    const page = readFileSync(join(guides, `${name}.md`), 'utf8');
    const file = readFileSync(example(`${name}.ts`), 'utf8');
    assert.ok(page.includes(`\`\`\`ts\n${file}\`\`\`\n`));
  });
}

function named(question: TestQuestion, name: string, locale = 'en') {
  const inquiry = testInquiry(question);
  const { registeredService, request } = inquiry;
  assert.ok(registeredService !== null);
  return { ...inquiry, registeredService: { ...registeredService, name }, request: { ...request, locale } };
}

const never = new AbortController().signal;
const summary = (answer: InquirerAnswer): string =>
  answer.kind === 'interrupt'
    ? `${answer.response.block ? 'block' : 'notice'}: ${answer.response.message}`
    : answer.kind;

async function openScript() {
  const location = example('interrupt-script.ts');
  return createScriptInquirer({ location, strict: false, logger: silentLogger, watch: false });
}

test('D12 the script of the guide: a notice for students of one application, a block for accounts on hold', async (context) => {
  const inquirer = await openScript();
  context.after(() => inquirer.close());
  const say = async (...question: Parameters<typeof named>) =>
    summary(await inquirer.inquire(named(...question), never));
  const student = { attributes: { memberOf: ['students', 'choir'] } };
  assert.match(await say(student, 'Exams'), /^notice: Please read/);
  assert.match(await say(student, 'Exams', 'de-CH'), /^notice: Bitte lies/);
  assert.equal(await say(student, 'Library'), 'none');
  assert.equal(await say({}, 'Exams'), 'none');
  const held = { attributes: { accountStatus: ['hold'], memberOf: ['students'] } };
  assert.match(await say(held, 'Library'), /^block: Your account is on hold/);
});

describeInquirer('script of the guide', async () => ({
  inquirer: await openScript(),
  interrupted: named({ attributes: { memberOf: ['students'] } }, 'Exams'),
  untouched: testInquiry({ service: null }),
}));

async function windowAt(context: TestContext, now: string, application: string): Promise<string> {
  context.mock.timers.enable({ apis: ['Date'], now: Date.parse(now) });
  const loaded = await loadCustomInquirer({ module: example('custom-inquirer.ts'), logger: silentLogger });
  assert.ok(loaded.ok);
  assert.equal(loaded.inquirer.name, 'custom-inquirer');
  const answer = await loaded.inquirer.inquire(named({}, application), never);
  context.mock.timers.reset();
  return summary(answer);
}

test('D12 the custom inquirer of the guide: announced, closed, open again', async (context) => {
  assert.equal(await windowAt(context, '2030-02-26T19:59:59Z', 'Library'), 'none');
  assert.match(
    await windowAt(context, '2030-02-26T20:00:00Z', 'Library'),
    /^notice: The library is closed .* on 1 March/,
  );
  assert.match(await windowAt(context, '2030-03-01T20:00:00Z', 'Library'), /^block: The library is closed/);
  assert.equal(await windowAt(context, '2030-03-01T20:00:00Z', 'Exams'), 'none');
  assert.equal(await windowAt(context, '2030-03-01T23:00:00Z', 'Library'), 'none');
});

describe('the tracking engine of the guide', () => {
  const directories: string[] = [];
  after(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));
  const copied = (): string => {
    const directory = mkdtempSync(join(tmpdir(), 'vestibule-guide-'));
    directories.push(directory);
    copyFileSync(example('custom-tracking.ts'), join(directory, 'custom-tracking.ts'));
    return directory;
  };
  const open = async (directory: string, again = '') => {
    if (again !== '') copyFileSync(join(directory, 'custom-tracking.ts'), join(directory, again));
    const module = join(directory, again === '' ? 'custom-tracking.ts' : again);
    const loaded = await loadTrackingModule({ module, logger: silentLogger, clock: systemClock });
    assert.ok(loaded.ok, JSON.stringify(loaded));
    return loaded.tracking;
  };

  describeTracking('of the guide', () => open(copied()));

  test('D14 remembers after a restart, in a file for its owner only', async () => {
    const directory = copied();
    const { request } = testBrowser();
    await (await open(directory)).remember(request('casuser'), 'f1');
    await (await open(directory)).remember(request('casuser'), 'f2');
    const known = await (await open(directory, 'again.ts')).recall(request('casuser'));
    assert.deepEqual([known.has('f1'), known.has('f2'), known.has('f3')], [true, true, false]);
    assert.equal(statSync(join(directory, 'acknowledgements.jsonl')).mode & 0o777, 0o600);
  });
});
