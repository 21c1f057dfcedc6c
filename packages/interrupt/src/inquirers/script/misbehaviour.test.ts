// Scripts that throw, loop, die or eat memory: each is a failure of that inquiry, and the next one works (D12).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InquirerAnswer, InquiryFault } from '../../inquirer.ts';
import { inquiry } from '../rest/testing/endpoint.ts';
import type { ScriptInquirer } from './script.ts';
import { ask, messageOf, scriptHouse } from './testing/script-house.ts';

const SCRIPT = `
let born = 0;
let asked = 0;
const acts = {
  throws() { throw new RangeError('not today'); },
  rejects: () => Promise.reject(new Error('later')),
  text() { throw 'a text'; },
  loops() { for (;;); },
  async microtasks() { for (;;) await null; },
  async sleeps() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); },
  never: () => new Promise(() => {}),
  exits() { process.exit(3); },
  stray() { setTimeout(() => { throw new Error('stray'); }); return new Promise(() => {}); },
  unhandled() { void Promise.reject(new Error('unheard')); return new Promise(() => {}); },
  memory() { const all = []; for (;;) all.push(new Array(100_000).fill(all.length)); },
  buffers() { const all = []; for (;;) all.push(Buffer.alloc(4_000_000, all.length)); },
  slow: () => new Promise((resolve) => setTimeout(() => resolve({ message: 'slow' }), 300)),
  slower: () => new Promise((resolve) => setTimeout(() => resolve({ message: 'slower' }), 600)),
};
export default ({ id }) => { asked += 1; return acts[id.split(' ')[0]]?.() ?? { message: String(asked) }; };
`;

function failed(answer: InquirerAnswer, code: InquiryFault['code'], detail: RegExp): void {
  assert.equal(answer.kind, 'failed', JSON.stringify(answer));
  assert.equal(answer.fault.code, code);
  assert.match(answer.fault.detail, detail);
}

/** The new process may take longer to start than this test's short deadline. */
async function answered(inquirer: ScriptInquirer): Promise<InquirerAnswer> {
  for (let tries = 0; tries < 30; tries += 1) {
    const answer = await ask(inquirer, 'casuser');
    if (answer.kind !== 'failed') return answer;
  }
  return assert.fail('no process within thirty deadlines');
}

test('D12 an exception and a rejected promise fail that inquiry and name the line', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js');
  failed(
    await ask(inquirer, 'throws'),
    'script',
    /^the script failed: RangeError: not today \(acts\.js:5:\d+\)$/,
  );
  failed(await ask(inquirer, 'rejects'), 'script', /^the script failed: Error: later \(acts\.js:6:\d+\)$/);
  failed(await ask(inquirer, 'text'), 'script', /threw string/);
  assert.equal(messageOf(await ask(inquirer, 'casuser')), '4');
});

for (const act of ['loops', 'microtasks', 'sleeps']) {
  test(`D12 a script that ${act} is ended at its deadline, and the next inquiry works`, async (context) => {
    const house = scriptHouse(context);
    house.write('acts.js', SCRIPT);
    const inquirer = await house.open('acts.js', { timeout: 300 });
    failed(await ask(inquirer, act), 'timeout', /within 300 ms/);
    assert.match(messageOf(await answered(inquirer)) ?? '', /^\d$/);
    await house.logged('error', /does not come to an end/);
  });
}

test('D12 a script that only waits is left behind, and its process stays', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js', { timeout: 1_000 });
  failed(await ask(inquirer, 'never'), 'timeout', /./);
  assert.equal(messageOf(await ask(inquirer, 'casuser')), '2');
  // Too many of them, and a fresh process takes over.
  await Promise.all(Array.from({ length: 16 }, (_, i) => ask(inquirer, `never ${i}`)));
  for (let asked = 19; messageOf(await ask(inquirer, 'casuser')) !== '1'; asked += 1) {
    assert.ok(asked < 519, 'no fresh process within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test('D12 an aborted inquiry ends at once', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js', { timeout: 60_000 });
  const deadline = new AbortController();
  const pending = inquirer.inquire(inquiry({ username: 'loops' }), deadline.signal);
  deadline.abort();
  failed(await pending, 'timeout', /./);
  assert.equal(messageOf(await ask(inquirer, 'casuser')), '1');
});

test('D12 the others in flight are asked again within their deadline when one loops', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js', { timeout: 60_000 });
  const deadline = new AbortController();
  const looping = inquirer.inquire(inquiry({ username: 'loops' }), deadline.signal);
  const others = ['slow a', 'slow b', 'casuser'].map((id) => ask(inquirer, id));
  deadline.abort();
  failed(await looping, 'timeout', /./);
  assert.deepEqual((await Promise.all(others)).map(messageOf), ['slow', 'slow', '3']);
});

const DEATHS: [act: string, detail: RegExp][] = [
  ['exits', /ended with exit code 3/],
  ['stray', /something outside of an inquiry threw Error: stray/],
  ['unhandled', /something outside of an inquiry threw Error: unheard/],
  ['memory', /more than 32 MiB of memory/],
  // Buffers count for no heap limit; what is resident counts (A14).
  ['buffers', /more than 32 MiB of memory/],
];

for (const [act, detail] of DEATHS) {
  test(`D12 a script that dies (${act}) fails that inquiry and no other`, async (context) => {
    const house = scriptHouse(context);
    house.write('acts.js', SCRIPT);
    const inquirer = await house.open('acts.js', { timeout: 30_000, maxMemory: 32 * 1_048_576 });
    const others = [ask(inquirer, 'slow 1'), ask(inquirer, 'slower 2')];
    failed(await ask(inquirer, act), 'script', detail);
    assert.deepEqual((await Promise.all(others)).map(messageOf), ['slow', 'slower']);
    assert.equal((await ask(inquirer, 'casuser')).kind, 'interrupt');
    await house.logged('error', /process of a script ended/);
  });
}

test('D12 a hundred inquiries at a time are answered', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js', { timeout: 30_000 });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => ask(inquirer, `person ${i}`)));
  assert.deepEqual(
    answers.map(messageOf),
    Array.from({ length: 100 }, (_, i) => String(i + 1)),
  );
});

test('D12 after its end a script answers nothing', async (context) => {
  const house = scriptHouse(context);
  house.write('acts.js', SCRIPT);
  const inquirer = await house.open('acts.js', { timeout: 30_000 });
  const pending = ask(inquirer, 'never');
  await inquirer.close();
  failed(await pending, 'script', /the server stops/);
  failed(await ask(inquirer, 'casuser'), 'unavailable', /./);
});

test('D26 principals have their turns, and who waits for another one is told so', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'turns.js',
    `let asked = 0;
     export default ({ id }) => {
       const end = performance.now() + 20; while (performance.now() < end);
       return { message: id + ' ' + (asked += 1) };
     };`,
  );
  const inquirer = await house.open('turns.js', { timeout: 60_000 });
  const said = new Map<string, string[]>();
  const put = (username: string, name: string): Promise<InquirerAnswer> => {
    const times: string[] = [];
    said.set(name, times);
    const turn = { held: () => void times.push('held'), begun: () => void times.push('begun') };
    return Promise.resolve(inquirer.inquire(inquiry({ username }), new AbortController().signal, turn));
  };
  const much = Array.from({ length: 10 }, (_, i) => put('much', `much ${i}`));
  const little = put('little', 'little');
  const place = Number(messageOf(await little)?.split(' ')[1]);
  assert.ok(place <= 3, `asked as number ${place} of 11`);
  assert.ok((await Promise.all(much)).every(({ kind }) => kind === 'interrupt'));
  for (const [name, times] of said) assert.deepEqual([times[0], times.at(-1)], ['held', 'begun'], name);
});
