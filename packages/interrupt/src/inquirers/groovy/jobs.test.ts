// What becomes of questions when scripts are late and JVMs go. No JVM here: both ends of the pipe are held by the test.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createJobs, type JobAnswer, type Jobs } from './jobs.ts';
import type { HostQuestion, ToHost } from './protocol.ts';

interface Bench {
  readonly jobs: Jobs;
  /** What the JVM was sent since the last look: `name` of a question, `cancel name`. */
  sent(): readonly string[];
  readonly ends: string[];
  ask(name: string, timeout?: number): Promise<JobAnswer>;
  connect(opening?: readonly string[]): Promise<readonly JobAnswer[] | null>;
  answer(name: string, rest?: object): void;
  pass(milliseconds: number): void;
}

function bench(t: TestContext, parallel = 2): Bench {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const ends: string[] = [];
  const jobs = createJobs({ parallel, grace: 250, opening: 30_000, end: (reason) => ends.push(reason) });
  const ids = new Map<string, number>();
  let sent: string[] = [];
  const question = (name: string): HostQuestion => ({
    op: 'load',
    script: 1,
    name,
    text: '',
    mustTakeArguments: true,
  });
  const send = (message: ToHost): void => {
    if (message.op === 'cancel') {
      sent.push(`cancel ${[...ids].find(([, id]) => id === message.id)?.[0]}`);
    } else if (message.op !== 'unload') {
      ids.set(message.name, message.id);
      sent.push(message.name);
    }
  };
  return {
    jobs,
    ends,
    sent() {
      const before = sent;
      sent = [];
      return before;
    },
    ask: async (name, timeout = 1000) => jobs.ask(question(name), timeout),
    connect: async (opening = []) => jobs.connect((message) => send(message), opening.map(question)),
    answer: (name, rest = { value: name }) => jobs.answered({ id: ids.get(name) ?? 0, ...rest }),
    pass: (milliseconds) => t.mock.timers.tick(milliseconds),
  };
}

const well = (value: string): JobAnswer => ({ ok: true, value });
const codeOf = (answer: JobAnswer): string => (answer.ok ? 'ok' : answer.fault.code);

test('questions wait for the JVM, then so many at once go in their order', async (t) => {
  const { ask, connect, sent, answer } = bench(t);
  const asked = ['a', 'b', 'c'].map(async (name) => ask(name));
  assert.deepEqual(sent(), []);
  await connect();
  assert.deepEqual(sent(), ['a', 'b']);
  answer('b');
  assert.deepEqual(sent(), ['c']);
  answer('c');
  answer('a', { fault: 'why' });
  const answers = await Promise.all(asked);
  assert.deepEqual(answers, [
    { ok: false, fault: { code: 'script', detail: 'a: why' } },
    well('b'),
    well('c'),
  ]);
});

test('D12 scripts that were loaded come before any question to a new JVM', async (t) => {
  const { ask, connect, sent, answer } = bench(t);
  const asked = ask('a');
  const opening = connect(['script']);
  assert.deepEqual(sent(), ['script']);
  answer('script');
  assert.deepEqual(await opening, [well('script')]);
  assert.deepEqual(sent(), ['a']);
  answer('a');
  assert.deepEqual(await asked, well('a'));
});

test('D12 a late script is interrupted, then its JVM ended; an answer in between saves it', async (t) => {
  const { ask, connect, sent, answer, pass, ends } = bench(t);
  await connect();
  const first = ask('a', 100);
  sent();
  pass(100);
  assert.equal(codeOf(await first), 'timeout');
  assert.deepEqual(sent(), ['cancel a']);
  answer('a');
  pass(250);
  assert.deepEqual(ends, []);
  const second = ask('b', 100);
  pass(100);
  assert.equal(codeOf(await second), 'timeout');
  pass(249);
  assert.deepEqual(ends, []);
  pass(1);
  assert.deepEqual(ends, ['b did not end when its time was over']);
});

test('D12 a question that never reached the JVM ends nothing but itself', async (t) => {
  const { ask, pass, ends, connect, sent } = bench(t);
  const asked = ask('a', 100);
  pass(100);
  const answer = await asked;
  assert.deepEqual(
    [codeOf(answer), answer.ok ? '' : answer.fault.detail],
    ['timeout', 'a was not asked within 100 ms: the JVM is not up yet, and no other one was up in time'],
  );
  pass(1000);
  await connect();
  assert.deepEqual([ends, sent()], [[], []]);
});

test('D12 when the JVM was ended for a script, the others in flight are asked again at once', async (t) => {
  const { ask, connect, sent, answer, pass, jobs } = bench(t, 3);
  await connect();
  const late = ask('late', 100);
  const others = ['a', 'b'].map(async (name) => ask(name));
  pass(350);
  assert.equal(codeOf(await late), 'timeout');
  sent();
  jobs.disconnected('late did not end', true);
  await connect();
  assert.deepEqual(sent(), ['a', 'b']);
  answer('a');
  answer('b');
  assert.deepEqual(await Promise.all(others), [well('a'), well('b')]);
});

test('D12 the only one in a JVM that ends has ended it', async (t) => {
  const { ask, connect, jobs } = bench(t);
  await connect();
  const asked = ask('a');
  jobs.disconnected('the JVM ended with code 3', false);
  assert.deepEqual(await asked, {
    ok: false,
    fault: { code: 'script', detail: 'the JVM ended with code 3 while a ran' },
  });
});

test('D12 suspects are asked again one by one, until one is found guilty', async (t) => {
  const { ask, connect, sent, answer, jobs } = bench(t);
  await connect();
  const [innocent, guilty, waiting] = [ask('innocent'), ask('guilty'), ask('waiting')];
  sent();
  jobs.disconnected('gone', false);
  await connect();
  assert.deepEqual(sent(), ['innocent']);
  answer('innocent');
  assert.deepEqual(sent(), ['guilty']);
  jobs.disconnected('gone', false);
  assert.equal(codeOf(await guilty), 'script');
  await connect();
  assert.deepEqual(sent(), ['waiting']);
  answer('waiting');
  assert.deepEqual(await Promise.all([innocent, waiting]), [well('innocent'), well('waiting')]);
});

test('D12 asking again does not stretch the deadline', async (t) => {
  const { ask, connect, pass, jobs } = bench(t);
  await connect();
  const asked = [ask('a', 1000), ask('b', 1000)];
  pass(900);
  jobs.disconnected('gone', false);
  pass(100);
  assert.deepEqual((await Promise.all(asked)).map(codeOf), ['timeout', 'timeout']);
});

test('D12 after System.exit nothing more is sent to that JVM', async (t) => {
  const { ask, connect, sent, answer, jobs, ends } = bench(t);
  await connect();
  const asked = ask('a');
  sent();
  answer('a', { fault: 'the script ended the JVM', ends: true });
  assert.equal(codeOf(await asked), 'script');
  const next = ask('b');
  assert.deepEqual([sent(), ends], [[], ['a called System.exit']]);
  jobs.disconnected('gone', true);
  await connect();
  assert.deepEqual(sent(), ['b']);
  answer('b');
  assert.deepEqual(await next, well('b'));
});

test('a JVM that goes while it takes up its scripts has not opened', async (t) => {
  const { connect, jobs, ask, sent } = bench(t);
  const opening = connect(['one', 'two']);
  const asked = ask('a');
  jobs.disconnected('gone', false);
  assert.equal(await opening, null);
  sent();
  await connect();
  assert.deepEqual(sent(), ['a']);
  jobs.close();
  assert.equal(codeOf(await asked), 'unavailable');
});

test('D26 principals are served in turn, and a question that other ones hold back is told so', async () => {
  const sent: string[] = [];
  const jobs = createJobs({ parallel: 1, grace: 250, opening: 30_000, end: () => undefined });
  const said: string[] = [];
  const ids = new Map<string, number>();
  const put = (name: string, principal: string): Promise<JobAnswer> =>
    jobs.ask(
      {
        op: 'inquire',
        script: 1,
        name,
        facts: {
          principal,
          principalAttributes: [],
          authenticationAttributes: [],
          authenticatedAt: 0,
          service: null,
          registeredService: null,
        },
      },
      1_000,
      new AbortController().signal,
      { held: () => said.push(`${name} held`), begun: () => said.push(`${name} begun`) },
    );
  const asked = [put('a1', 'a'), put('a2', 'a'), put('a3', 'a'), put('b1', 'b')];
  assert.ok(
    said.every((one) => one.endsWith('begun')),
    "without a JVM the time is the script's own",
  );
  said.length = 0;
  await jobs.connect((message) => {
    if (message.op !== 'inquire') return;
    ids.set(message.name, message.id);
    sent.push(message.name);
  }, []);
  assert.deepEqual(new Set(said), new Set(['a1 begun', 'a2 held', 'a3 held', 'b1 held']));
  for (const name of ['a1', 'b1', 'a2', 'a3']) {
    assert.equal(sent.at(-1), name);
    jobs.answered({ id: ids.get(name) ?? 0, value: name });
  }
  assert.ok((await Promise.all(asked)).every(({ ok }) => ok));
});
