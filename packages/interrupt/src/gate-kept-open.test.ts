// Answers that are a minute old are asked for again before an event counts (D39): failures, load, links, properties.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Answered, Approach } from './entry.ts';
import {
  BLOCK,
  cleared,
  closed,
  FAIL,
  houseWith,
  NONE,
  NOTICE,
  open,
  progressIn,
  shown,
  stub,
  type TestHouse,
} from './gate.fixture.ts';
import type { InquirerAnswer } from './inquirer.ts';
import type { PlannedInquirer } from './plan.ts';
import { interruptResponse } from './response.ts';
import { memoryLastKnown } from './testing/memory-last-known.ts';

const PROCEED = { event: 'proceed' } as const;
const LINK = 'https://library.example.edu/';
const LINKED = `{ message: "Read this", links: { Library: "${LINK}" } }`;
const LINKED_BLOCK = `{ message: "No entry", block: true, links: { Library: "${LINK}" } }`;
const OTHER = '{ message: "Read this, too" }';

interface Standing extends TestHouse {
  pass(milliseconds: number): void;
}

function standing(...inquirers: readonly PlannedInquirer[]): Standing {
  let now = Date.UTC(2030, 0, 1);
  const house = houseWith({ clock: { now: () => now }, lastKnown: memoryLastKnown() }, ...inquirers);
  return { ...house, pass: (milliseconds) => void (now += milliseconds) };
}

const changed = (outcome: Approach | Answered): boolean | undefined => progressIn(outcome).asking?.changed;

test('D39 LAST_KNOWN: a check that fails when it is asked again is answered by what it said', async () => {
  const inquirer = stub('a', NOTICE);
  const it = standing({ inquirer, failureMode: { mode: 'LAST_KNOWN', maxAge: 1e9, otherwise: 'CLOSED' } });
  const page = await it.enter();
  inquirer.says = FAIL;
  it.pass(60_001);
  const { entryAttributes } = cleared(await it.reply(page, PROCEED));
  assert.deepEqual(entryAttributes['interruptInquiryFailed'], ['a']);
  assert.equal(inquirer.asked, 2);
});

test('D39 D9 CLOSED: the answer that was given is kept until the check can be made', async () => {
  const inquirer = stub('a', NOTICE);
  const it = standing(closed(inquirer));
  const page = await it.enter();
  inquirer.says = FAIL;
  it.pass(60_001);
  const failed = await it.reply(page, PROCEED);
  assert.equal(failed.kind, 'unavailable');
  inquirer.says = NOTICE;
  cleared(await it.reply(failed, { event: 'retry' }));
  inquirer.says = OTHER;
  const other = await it.reply(failed, { event: 'retry' });
  assert.deepEqual([shown(other), changed(other)], ['Read this, too', true]);
});

test('D39 D26 busy when it is asked again: the same entry goes on where it was', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const answers: ((answer: InquirerAnswer) => void)[] = [];
  const inquirer = stub('a', NOTICE, { timeout: 1000 });
  const it = standing(open(inquirer));
  const page = await it.enter();
  inquirer.says = () => new Promise<InquirerAnswer>((resolve) => answers.push(resolve));
  it.pass(60_001);
  for (const service of [2, 3, 4, 5]) void it.enter({ service, transaction: `t${service}` });
  const waiting = it.reply(page, PROCEED);
  await turn();
  t.mock.timers.tick(1000);
  const busy = await waiting;
  assert.equal(busy.kind, 'busy');
  inquirer.says = NOTICE;
  cleared(await it.reply(busy, { event: 'retry' }));
});

test('D39 a link of an old page: the same text leaves, another text or a block is shown first', async () => {
  for (const [before, after, leaves] of [
    [LINKED, LINKED, true],
    [LINKED, NONE, true],
    [LINKED, FAIL, true],
    [LINKED, OTHER, false],
    [LINKED, BLOCK, false],
    [LINKED_BLOCK, LINKED_BLOCK, true],
    [LINKED_BLOCK, BLOCK, false],
  ] as const) {
    const inquirer = stub('a', before);
    const it = standing(open(inquirer));
    const page = await it.enter();
    inquirer.says = after;
    it.pass(60_000);
    assert.equal((await it.reply(page, { event: 'redirect', link: LINK })).kind, 'leave');
    assert.equal(inquirer.asked, 1, 'a minute is not over');
    it.pass(1);
    const answered = await it.reply(page, { event: 'redirect', link: LINK });
    assert.equal(answered.kind, leaves ? 'leave' : 'ask', `${before} ${after}`);
    if (!leaves) assert.equal(changed(answered), after === OTHER);
    assert.equal(inquirer.asked, 2);
    assert.equal(
      (await it.reply(page, { event: 'redirect', link: 'https://evil.example/' })).kind,
      'forged-link',
    );
    assert.equal(inquirer.asked, 2, 'what was not shown is refused before anybody is asked');
  }
});

test('D9 D39 what went wrong when a link’s old page was asked again marks the entry', async () => {
  const inquirer = stub('a', LINKED);
  const it = standing(open(inquirer));
  const page = await it.enter();
  inquirer.says = () => ({
    kind: 'interrupt',
    response: interruptResponse({ message: 'Read this, too' }),
    fault: { code: 'turned-away', detail: 'test' },
  });
  it.pass(60_001);
  const other = await it.reply(page, { event: 'redirect', link: LINK });
  assert.equal(shown(other), 'Read this, too');
  const { entryAttributes } = cleared(await it.reply(other, PROCEED));
  assert.deepEqual(entryAttributes['interruptInquiryFailed'], ['a']);
});

test('D24 D39 a notice that says the same when it is asked again was proceeded, and is not told as skipped', async () => {
  const it = standing(open(stub('a', NOTICE)), open(stub('b', NOTICE)));
  const page = await it.enter();
  it.pass(60_001);
  cleared(await it.reply(page, PROCEED));
  // The other one says it too: that one the acknowledgement skips.
  assert.deepEqual(it.audit(), ['INTERRUPT_REQUIRED a', 'INTERRUPT_PROCEEDED a', 'INTERRUPT_SKIPPED b']);
});

test('D39 D5 proceed on an old block is a block, and nobody is asked', async () => {
  const inquirer = stub('a', BLOCK);
  const it = standing(open(inquirer));
  const page = await it.enter();
  inquirer.says = NONE;
  it.pass(600_000);
  assert.equal((await it.reply(page, PROCEED)).kind, 'blocked');
  assert.equal(inquirer.asked, 1);
});

test('D39 whatever was said before, nobody enters against what every inquirer says now', async () => {
  const says = fc.constantFrom(NONE, NOTICE, OTHER, LINKED, BLOCK);
  const step = fc.record({
    waits: fc.constantFrom(0, 1, 60_000, 60_001, 300_000),
    says: fc.array(says, { minLength: 3, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const inquirers = ['a', 'b', 'c'].map((name) => stub(name, NONE));
      const it = standing(...inquirers.map(open));
      const heard = new Map<string, { at: number; text: string }>();
      let now = 0;
      let page: Approach | Answered | null = null;
      for (const { waits, says: words } of steps) {
        now += waits;
        it.pass(waits);
        for (const [index, inquirer] of inquirers.entries()) {
          const text = words[index] ?? NONE;
          const at = now;
          inquirer.says = () => {
            heard.set(inquirer.name, { at, text });
            return text;
          };
        }
        page = page === null ? await it.enter() : await it.reply(page, PROCEED);
        if (page.kind === 'clear') {
          for (const { at, text } of heard.values()) {
            assert.ok(now - at <= 60_000, 'no answer is older than a minute');
            assert.notEqual(text, BLOCK);
          }
          assert.equal(heard.size, 3);
        }
        if (page.kind !== 'ask') return;
      }
    }),
  );
});
