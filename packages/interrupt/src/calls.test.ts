// Calls that are shared and limited (D26), over generated arrivals, ends and definitions read anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Called } from './call.ts';
import { createCalls, type Calls } from './calls.ts';
import { stub } from './gate.fixture.ts';
import type { Inquirer, InquirerAnswer, Turn } from './inquirer.ts';
import type { Inquiry, InterruptibleService } from './inquiry.ts';
import { interruptResponse } from './response.ts';
import { testInquiry } from './testing/test-inquiry.ts';

interface Arrive {
  readonly do: 'arrive';
  readonly person: string;
  readonly session: string;
  readonly address: string;
  readonly fresh: boolean;
}

const arrive = fc.record({
  do: fc.constant('arrive' as const),
  person: fc.constantFrom('anna', 'bert'),
  session: fc.constantFrom('one', 'two'),
  address: fc.constantFrom('https://a.test/', 'https://b.test/'),
  fresh: fc.boolean(),
});
const commands = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: arrive },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(), well: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        milliseconds: fc.integer({ min: 1, max: 300 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
  ),
  { maxLength: 60 },
);

interface Call {
  readonly person: string;
  readonly address: string;
  readonly definition: InterruptibleService | null;
  readonly end: (answer: InquirerAnswer) => void;
  outcome: 'running' | 'well' | 'failed';
}

/** An inquirer whose calls end when a test says so; each good answer names its call. */
function endless(): { readonly inquirer: Inquirer; readonly made: Call[]; readonly open: () => Call[] } {
  const made: Call[] = [];
  const inquirer = stub(
    'endless',
    (inquiry) => {
      const { promise, resolve } = Promise.withResolvers<InquirerAnswer>();
      made.push({
        person: inquiry.authentication.principal.id,
        address: inquiry.service?.id ?? '',
        definition: inquiry.registeredService,
        end: resolve,
        outcome: 'running',
      });
      return promise;
    },
    { timeout: 60_000 },
  );
  return { inquirer, made, open: () => made.filter(({ outcome }) => outcome === 'running') };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function end(call: Call, index: number, well: boolean): void {
  call.outcome = well ? 'well' : 'failed';
  const response = interruptResponse({ message: String(index) });
  call.end(
    well
      ? { kind: 'interrupt', response }
      : { kind: 'failed', fault: { code: 'unavailable', detail: String(index) } },
  );
}

test('D26 property: four a person, shared only when equal, young and of one session, failures never', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      let now = 0;
      let definition = testInquiry().registeredService;
      const { inquirer, made, open } = endless();
      const calls = createCalls({ now: () => now });
      const waiting: {
        readonly asked: Arrive;
        readonly at: number;
        readonly definition: InterruptibleService | null;
        readonly before: number;
        readonly came: Promise<Called>;
      }[] = [];
      for (const step of steps) {
        if (step.do === 'arrive') {
          const inquiry: Inquiry = {
            ...testInquiry({ principalId: step.person }),
            service: { id: step.address },
            registeredService: definition,
          };
          const session = `${step.person} ${step.session}`;
          const before = made.length;
          const came = calls.of(inquirer, inquiry, { session, fresh: step.fresh });
          waiting.push({ asked: step, at: now, definition, before, came });
        } else if (step.do === 'end') {
          const call = open()[step.which % Math.max(1, open().length)];
          if (call !== undefined) end(call, made.indexOf(call), step.well);
        } else if (step.do === 'pass') now += step.milliseconds;
        else definition = definition === null ? null : { ...definition };
        await settled();
        for (const person of ['anna', 'bert']) {
          assert.ok(open().filter((call) => call.person === person).length <= 4, 'four at most');
        }
      }
      while (open().length > 0) {
        for (const call of open()) end(call, made.indexOf(call), true);
        await settled();
      }
      let failures = 0;
      for (const { asked, definition: read, before, came } of waiting) {
        const called = await came;
        if (called.kind === 'failed') failures += 1;
        assert.ok(called.kind === 'failed' || called.kind === 'interrupt');
        const named = called.kind === 'failed' ? called.fault.detail : (called.response.message ?? '');
        const call = made[Number(named)];
        assert.deepEqual([call?.person, call?.address], [asked.person, asked.address]);
        assert.equal(call?.definition, read, 'under the definition that was in force');
        if (asked.fresh) assert.ok(Number(named) >= before, 'an event starts a call of its own');
      }
      const failed = made.filter(({ outcome }) => outcome === 'failed').length;
      assert.equal(failures, failed, 'each failure is told to the one that made the call');
      assert.deepEqual(calls.count(), { running: 0, waiting: 0, busy: 0 });
    }),
    { numRuns: 200 },
  );
});

const inquiryOf = (who: string, address: string): Inquiry => ({
  ...testInquiry({ principalId: who }),
  service: { id: address },
});
const as = (session: string): Parameters<Calls['of']>[2] => ({ session, fresh: false });

test('D26 a call older than 250 ms, and one of another session, is joined by nobody', async () => {
  let now = 0;
  const { inquirer, made, open } = endless();
  const calls = createCalls({ now: () => now });
  const registeredService = testInquiry().registeredService;
  const inquiry = { ...inquiryOf('anna', 'https://a.test/'), registeredService };
  const came = [calls.of(inquirer, inquiry, as('one')), calls.of(inquirer, inquiry, as('one'))];
  assert.equal(made.length, 1);
  came.push(calls.of(inquirer, inquiry, as('two')));
  assert.equal(made.length, 2);
  now = 250;
  came.push(calls.of(inquirer, inquiry, as('one')));
  assert.equal(made.length, 3);
  for (const call of open()) end(call, made.indexOf(call), true);
  await Promise.all(came);
});

test('D26 who waits longer than the time-out is busy, and what it waited for goes on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { inquirer, made } = endless();
  const calls = createCalls({ now: () => 0 });
  const ask = (address: string): Promise<Called> => calls.of(inquirer, inquiryOf('anna', address), as('one'));
  const first = ['1', '2', '3', '4'].map((path) => ask(`https://a.test/${path}`));
  const fifth = ask('https://a.test/5');
  const other = calls.of(inquirer, inquiryOf('bert', 'https://a.test/5'), as('two'));
  assert.deepEqual(calls.count(), { running: 5, waiting: 1, busy: 0 });
  t.mock.timers.tick(60_000);
  assert.equal((await fifth).kind, 'busy');
  assert.deepEqual([...new Set((await Promise.all([...first, other])).map(({ kind }) => kind))], ['failed']);
  assert.equal(made.length, 5);
  assert.equal(calls.count().busy, 1);
});

test('D26 who joined a call that waited in vain is busy too, and asks nobody in what time is left', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { inquirer, made } = endless();
  const calls = createCalls({ now: () => 0 });
  const ask = (address: string): Promise<Called> => calls.of(inquirer, inquiryOf('anna', address), as('one'));
  const first = ['1', '2', '3', '4'].map((path) => ask(`https://a.test/${path}`));
  const inquiry = inquiryOf('anna', 'https://a.test/5');
  const same = [1, 2, 3].map(() => calls.of(inquirer, inquiry, as('one')));
  await settled();
  assert.equal(calls.count().waiting, 1, 'one waits, the others have joined it');
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(
    made.length,
    4,
    'what is left of a time-out is too little to answer in, and would be a failure',
  );
  assert.deepEqual(
    (await Promise.all(same)).map(({ kind }) => kind),
    ['busy', 'busy', 'busy'],
  );
  await Promise.all(first);
  assert.deepEqual(calls.count(), { running: 0, waiting: 0, busy: 3 });
});

test('D26 time in a queue of ours is not the inquirer’s: held too long is busy, silence is a failure', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const turns: Turn[] = [];
  const signals: AbortSignal[] = [];
  const never = stub('queued', () => new Promise<InquirerAnswer>(() => undefined), { timeout: 1000 });
  const inquirer: Inquirer = {
    ...never,
    inquire(inquiry, signal, turn) {
      signals.push(signal);
      if (turn !== undefined) turns.push(turn);
      turn?.held();
      return never.inquire(inquiry, signal, turn);
    },
  };
  const calls = createCalls({ now: () => 0 });
  const held = calls.of(inquirer, inquiryOf('anna', 'https://a.test/'), as('one'));
  const begun = calls.of(inquirer, inquiryOf('bert', 'https://a.test/'), as('two'));
  turns[1]?.begun();
  t.mock.timers.tick(1000);
  assert.equal((await held).kind, 'busy');
  const failed = await begun;
  assert.equal(failed.kind === 'failed' ? failed.fault.code : failed.kind, 'timeout');
  assert.ok(signals.every(({ aborted }) => aborted));
});
