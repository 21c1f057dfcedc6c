// A gate under one person's load (D26): busy is no failure, whatever the mode and the door.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { BLOCK, closed, house, NONE, open, stub, type TestHouse } from './gate.fixture.ts';
import type { Approach, Manner } from './entry.ts';
import type { InquirerAnswer } from './inquirer.ts';
import type { ScriptTriggerAnswer } from './service-policy.ts';

/** Says nothing until it is told to; its time-out is a second. */
function slow() {
  const answers: ((answer: InquirerAnswer) => void)[] = [];
  const inquirer = stub('slow', () => new Promise<InquirerAnswer>((resolve) => answers.push(resolve)), {
    timeout: 1000,
  });
  return { inquirer, answers };
}

/** Entries of one person at different applications, so that none is shared. */
const enterAll = (it: TestHouse, count: number, manner: Manner): readonly Promise<Approach>[] =>
  Array.from({ length: count }, (_, index) =>
    it.enter({ service: index + 1, manner, transaction: `t${index}` }),
  );

for (const [mode, planned] of [
  ['OPEN', open],
  ['CLOSED', closed],
] as const) {
  test(`D26 ${mode}: the fifth of one person waits, and is busy where the others have no answer either`, async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { inquirer } = slow();
    const it = house(planned(inquirer));
    const came = enterAll(it, 6, 'interactive');
    await turn();
    assert.equal(inquirer.asked, 4);
    assert.deepEqual(it.gate.load(), { running: 4, waiting: 2, busy: 0 });
    t.mock.timers.tick(1000);
    const kinds = (await Promise.all(came)).map(({ kind }) => kind);
    const failed = mode === 'OPEN' ? 'clear' : 'unavailable';
    assert.deepEqual(kinds, [failed, failed, failed, failed, 'busy', 'busy']);
    assert.deepEqual(
      it.measured.map(({ outcome }) => outcome).filter((outcome) => outcome === 'busy').length,
      2,
    );
    assert.equal(it.events.filter(({ action }) => action === 'INTERRUPT_BUSY').length, 2);
    assert.equal(it.events.filter(({ action }) => action === 'INTERRUPT_INQUIRY_FAILED').length, 4);
  });
}

test('D26 a busy entry goes on where it was when it is retried, and asks nobody twice', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const before = stub('before', NONE);
  const { inquirer, answers } = slow();
  const it = house(open(before), open(inquirer), open(stub('after', BLOCK)));
  const came = enterAll(it, 5, 'interactive');
  await turn();
  t.mock.timers.tick(1000);
  const busy = (await Promise.all(came))[4] as Approach;
  assert.equal(busy.kind, 'busy');
  const asked = before.asked;
  const retried = it.reply(busy, { event: 'retry' }, { service: 5, transaction: 't4' });
  await turn();
  answers.at(-1)?.({ kind: 'none' });
  const page = await retried;
  assert.equal(page.kind === 'ask' && page.response.block, true, 'the block behind it is met');
  assert.equal(before.asked, asked);
  assert.equal(
    (await it.reply(busy, { event: 'proceed' }, { service: 5, transaction: 't4' })).kind,
    'restart',
  );
});

for (const manner of ['passive', 'headless'] as const) {
  test(`D6 D26 ${manner}: busy withholds, with a reason of its own`, async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { inquirer } = slow();
    const it = house(open(inquirer));
    const came = enterAll(it, 5, manner);
    await turn();
    t.mock.timers.tick(1000);
    assert.deepEqual((await Promise.all(came))[4], { kind: 'withheld', reason: 'busy' });
  });
}

test('D7 D26 a trigger script runs for one person four times at once, and the fifth waits', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const answers: ((answer: ScriptTriggerAnswer) => void)[] = [];
  const scriptTrigger = {
    source: 'trigger.ts',
    decide: () => new Promise<ScriptTriggerAnswer>((resolve) => answers.push(resolve)),
  };
  const it = house(open(stub('a', BLOCK)));
  const came = Array.from({ length: 5 }, (_, index) =>
    it.enter({ policy: { scriptTrigger }, transaction: `t${index}` }),
  );
  await turn();
  assert.equal(answers.length, 4);
  t.mock.timers.tick(5000);
  const busy = (await came[4]) as Approach;
  assert.equal(busy.kind, 'busy');
  answers[0]?.({ kind: 'ask' });
  assert.equal((await came[0])?.kind, 'ask');
  const retried = it.reply(busy, { event: 'retry' }, { policy: { scriptTrigger }, transaction: 't4' });
  await turn();
  answers[4]?.({ kind: 'skip' });
  const clear = await retried;
  assert.equal(clear.kind === 'clear' && clear.progress.busy, null, 'it waits no longer');
});
