import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ask, type Asked } from './ask.ts';
import { BLOCK, closed, FAIL, NONE, NOTICE, open, plan, stub, type Stub } from './gate.fixture.ts';
import type { InquirerAnswer } from './inquirer.ts';
import type { LastKnownAnswers } from './last-known.ts';
import type { FailureMode, PlannedInquirer } from './plan.ts';
import { interruptResponse } from './response.ts';
import { memoryLastKnown } from './testing/memory-last-known.ts';
import { testInquiry, type TestQuestion } from './testing/test-inquiry.ts';

const start = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;

const put = (planned: PlannedInquirer): Promise<Asked> =>
  ask(planned, testInquiry(), { clock: { now: () => start }, lastKnown: null });

const wrongly = (answer: unknown): Stub => stub('wrong', () => answer as InquirerAnswer);

test('D9 a failure is open or closed, as its mode says', async () => {
  const asked = await put(open(stub('a', FAIL)));
  assert.deepEqual([asked.outcome, asked.fault?.code, asked.response], ['failed-open', 'unavailable', null]);
  assert.equal((await put(closed(stub('a', FAIL)))).outcome, 'failed-closed');
});

test('INT-35 what an inquirer throws, at once or later, is its failure', async () => {
  for (const says of [() => assert.fail('boom'), () => Promise.reject(new Error('boom'))]) {
    const { outcome, fault } = await put(open(stub('a', says)));
    assert.deepEqual([outcome, fault?.code], ['failed-open', 'defect']);
    assert.match(fault?.detail ?? '', /boom/);
  }
  // eslint-disable-next-line typescript/prefer-promise-reject-errors -- what an operator's module may do
  const { fault } = await put(open(stub('a', () => Promise.reject('text'))));
  assert.equal(fault?.code, 'defect');
});

describe('the deadline', () => {
  const never = (): Promise<InquirerAnswer> => new Promise(() => undefined);

  test('D9 an answer that does not come in time is a failure, and the inquirer is told to stop', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let signal: AbortSignal | null = null;
    const slow = stub('slow', never, { timeout: 5000 });
    const inquire = slow.inquire.bind(slow);
    const planned = closed({
      ...slow,
      inquire: (inquiry, given) => {
        signal = given;
        return inquire(inquiry, given);
      },
    });
    const asked = put(planned);
    t.mock.timers.tick(4999);
    assert.equal((signal as AbortSignal | null)?.aborted, false);
    t.mock.timers.tick(1);
    const { outcome, fault } = await asked;
    assert.deepEqual([outcome, fault?.code], ['failed-closed', 'timeout']);
    assert.equal((signal as AbortSignal | null)?.aborted, true);
  });

  test('D9 it counts for a promise of any make', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const foreign: unknown = runInNewContext('new Promise(() => undefined)');
    assert.equal(foreign instanceof Promise, false);
    const asked = put(open(stub('slow', () => foreign as Promise<InquirerAnswer>, { timeout: 10 })));
    t.mock.timers.tick(10);
    assert.equal((await asked).fault?.code, 'timeout');
  });

  test('D9 an answer in time counts, and one that fails after the deadline does no harm', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const good = stub('a', async () => ({ kind: 'interrupt', response: interruptResponse() }), {
      timeout: 10,
    });
    assert.equal((await put(open(good))).outcome, 'interrupt');
    const later = Promise.withResolvers<InquirerAnswer>();
    const asked = put(open(stub('b', () => later.promise, { timeout: 10 })));
    t.mock.timers.tick(10);
    assert.equal((await asked).fault?.code, 'timeout');
    later.reject(new Error('too late'));
  });
});

describe('an inquirer that does not keep to its port', () => {
  test('D8 what is no answer is a failure and never a silent no', async () => {
    const answers = [
      null,
      undefined,
      true,
      'none',
      {},
      [],
      { kind: 'no' },
      { kind: 'interrupt' },
      { kind: 'failed' },
    ];
    for (const answer of answers) {
      assert.equal((await put(closed(wrongly(answer)))).outcome, 'failed-closed', JSON.stringify(answer));
    }
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (answer) => {
        const { outcome, response } = await put(closed(wrongly(answer)));
        assert.ok(outcome === 'failed-closed' || response?.block === true);
      }),
    );
  });

  test('D8 but one that says block blocks, whatever else is wrong with it', async () => {
    const answers = [
      { block: true },
      { kind: 'blocked', block: 'true' },
      { kind: 'interrupt', response: { block: true } },
      { kind: 'interrupt', response: { ...interruptResponse(), block: 'true' } },
      { kind: 'interrupt', response: { ...interruptResponse({ block: true }), links: null } },
    ];
    for (const answer of answers) {
      const { outcome, response, fault } = await put(open(wrongly(answer)));
      assert.deepEqual(
        [outcome, response?.block, fault?.code],
        ['interrupt', true, 'defect'],
        JSON.stringify(answer),
      );
    }
  });

  test('D14 a payload that is changed after it was answered stays as it was asked', async () => {
    const response = interruptResponse({ block: true, links: new Map([['a', 'https://a.example.org/']]) });
    const asked = await put(open(wrongly({ kind: 'interrupt', response })));
    (response as { block: boolean }).block = false;
    (response.links as Map<string, string>).clear();
    assert.deepEqual([asked.response?.block, asked.response?.links.size], [true, 1]);
  });
});

test('D8 a malformed payload that can be read as a block blocks in every failure mode, with its fault', async () => {
  const modes: FailureMode[] = [
    { mode: 'OPEN' },
    { mode: 'CLOSED' },
    { mode: 'LAST_KNOWN', maxAge: HOUR, otherwise: 'OPEN' },
  ];
  for (const mode of modes) {
    const { response, fault } = await put(plan(stub('a', '{ "block": true, "data": { "a": "x" } }'), mode));
    assert.deepEqual([response?.block, fault?.code], [true, 'malformed']);
  }
});

describe('LAST_KNOWN', () => {
  interface House {
    readonly inquirer: Stub;
    /** Asks on the way to this service, so many milliseconds after the start. */
    at(time: number, question?: TestQuestion): Promise<Asked>;
  }
  function house(
    otherwise: 'OPEN' | 'CLOSED' = 'CLOSED',
    lastKnown: LastKnownAnswers = memoryLastKnown(),
  ): House {
    const inquirer = stub('rest', NONE);
    const planned = plan(inquirer, { mode: 'LAST_KNOWN', maxAge: HOUR, otherwise });
    const at = (time: number, question?: TestQuestion): Promise<Asked> =>
      ask(planned, testInquiry(question), { clock: { now: () => start + time }, lastKnown });
    return { inquirer, at };
  }

  test('D9 the last good answer stands in, at most so old, and the failure is told', async () => {
    const { inquirer, at } = house();
    inquirer.says = NOTICE;
    await at(0);
    inquirer.says = FAIL;
    const stoodIn = await at(HOUR);
    assert.deepEqual(
      [stoodIn.outcome, stoodIn.source, stoodIn.fault?.code],
      ['interrupt', 'last-known', 'unavailable'],
    );
    assert.equal((await at(HOUR + 1)).outcome, 'failed-closed');
  });

  test('D27 D9 an answer to less than the whole question is not what stands in later', async () => {
    const { inquirer, at } = house();
    inquirer.says = BLOCK;
    await at(0);
    inquirer.says = () => ({ kind: 'none', fault: { code: 'turned-away', detail: 'test' } });
    assert.deepEqual((await at(1)).fault?.code, 'turned-away');
    inquirer.says = FAIL;
    assert.equal((await at(2)).response?.block, true);
  });

  test('D9 a stand-in does not make itself younger', async () => {
    const { inquirer, at } = house();
    await at(0);
    inquirer.says = FAIL;
    assert.equal((await at(HOUR / 2)).outcome, 'none');
    assert.equal((await at(HOUR + 1)).outcome, 'failed-closed');
  });

  test('D9 without one, last-known-otherwise decides', async () => {
    for (const [otherwise, outcome] of [
      ['OPEN', 'failed-open'],
      ['CLOSED', 'failed-closed'],
    ] as const) {
      const { inquirer, at } = house(otherwise);
      inquirer.says = FAIL;
      assert.equal((await at(0)).outcome, outcome);
    }
  });

  test('D9 it is the same person’s, the same service’s and the same inquirer’s', async () => {
    const lastKnown = memoryLastKnown();
    const { inquirer, at } = house('CLOSED', lastKnown);
    await at(0);
    inquirer.says = FAIL;
    assert.equal((await at(1)).outcome, 'none');
    assert.equal((await at(1, { service: 2 })).outcome, 'failed-closed');
    assert.equal((await at(1, { service: null })).outcome, 'failed-closed');
    assert.equal((await at(1, { principalId: 'Casuser' })).outcome, 'failed-closed');
    const other = plan(stub('other', FAIL), { mode: 'LAST_KNOWN', maxAge: HOUR, otherwise: 'CLOSED' });
    const asked = await ask(other, testInquiry(), { clock: { now: () => start }, lastKnown });
    assert.equal(asked.outcome, 'failed-closed');
  });

  test('D9 a block holds at every service, and for nobody else', async () => {
    const { inquirer, at } = house('OPEN');
    await at(0, { service: 2 });
    inquirer.says = BLOCK;
    await at(1, { service: 1 });
    inquirer.says = FAIL;
    for (const service of [1, 2, 3, null]) assert.equal((await at(2, { service })).response?.block, true);
    assert.equal((await at(2, { principalId: 'other' })).outcome, 'failed-open');
  });

  test('D9 two services told of a block: one that is told otherwise lifts its own alone', async () => {
    for (const [first, second] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const { inquirer, at } = house('OPEN');
      inquirer.says = BLOCK;
      await at(0, { service: 1 });
      await at(1, { service: 2 });
      inquirer.says = NONE;
      await at(2, { service: first });
      inquirer.says = FAIL;
      assert.equal((await at(3, { service: 3 })).response?.block, true);
      inquirer.says = NONE;
      await at(4, { service: second });
      inquirer.says = FAIL;
      assert.equal((await at(5, { service: 3 })).outcome, 'failed-open');
      assert.equal((await at(5, { service: first })).outcome, 'none');
    }
  });

  test('D9 nothing is kept in the other modes', async () => {
    const lastKnown = memoryLastKnown();
    const ports = { clock: { now: () => start }, lastKnown };
    for (const planned of [open(stub('a', BLOCK)), closed(stub('a', BLOCK))])
      await ask(planned, testInquiry(), ports);
    assert.deepEqual(await lastKnown.list('a', 'casuser'), []);
  });
});
