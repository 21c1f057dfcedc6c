import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHashingQueue, hashingSlots } from './hashing-queue.ts';

/** Checks that end when told to, and the names of those that run. */
function bench(slots: number) {
  const queue = createHashingQueue(slots);
  const running = new Map<string, () => void>();
  const begun: string[] = [];
  const ask = (name: string, address: string) =>
    queue.run(address, async () => {
      const told = Promise.withResolvers<void>();
      running.set(name, told.resolve);
      begun.push(name);
      await told.promise;
      return name;
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  async function end(name: string): Promise<void> {
    running.get(name)?.();
    running.delete(name);
    await settle();
  }
  return { ask, begun, running, end, settle };
}

test('D26 no more checks run at once than there are slots', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat({ max: 5 }), { maxLength: 40 }),
      async (slots, from) => {
        const { ask, running, end, settle } = bench(slots);
        const answers = Promise.all(from.map((host, index) => ask(String(index), `192.0.2.${host}`)));
        await settle();
        while (running.size > 0) {
          assert.ok(running.size <= slots);
          await end([...running.keys()][0] ?? '');
        }
        const results = await answers;
        assert.deepEqual(
          results,
          from.map((_, index) => ({ kind: 'done', result: String(index) })),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('D26 client networks take turns, however many checks one of them has waiting', async () => {
  const { ask, begun, end, settle } = bench(1);
  for (let index = 0; index < 50; index += 1) void ask(`flood ${index}`, `2001:db8::${index + 1}`);
  void ask('anna', '192.0.2.1');
  void ask('bert', '192.0.2.2');
  await settle();
  for (let turn = 0; turn < 4; turn += 1) await end(begun.at(-1) ?? '');
  assert.deepEqual(begun, ['flood 0', 'flood 1', 'anna', 'bert', 'flood 2']);
});

test('D26 the line is bounded, for one network and for all; nobody who is turned away is run', async () => {
  const { ask, begun, running, end, settle } = bench(2);
  const answers: Promise<{ readonly kind: string }>[] = [];
  for (let index = 0; index < 110; index += 1) answers.push(ask(`one ${index}`, '192.0.2.1'));
  for (let index = 0; index < 320; index += 1) answers.push(ask(`other ${index}`, `10.0.${index % 256}.1`));
  await settle();
  while (running.size > 0) await end([...running.keys()][0] ?? '');
  const kinds = (await Promise.all(answers)).map(({ kind }) => kind);
  const done = (from: number, to: number): number =>
    kinds.slice(from, to).filter((kind) => kind === 'done').length;
  assert.equal(done(0, 110), 102);
  assert.equal(done(110, 430), 300);
  assert.equal(begun.length, 402);
});

test('D26 a check that throws leaves its slot', async () => {
  const queue = createHashingQueue(1);
  await assert.rejects(
    queue.run('192.0.2.1', () => Promise.reject(new Error('defect'))),
    /defect/,
  );
  assert.deepEqual(await queue.run('192.0.2.1', async () => 1), { kind: 'done', result: 1 });
});

test('D26 hashing gets half of the thread pool, and a pool of one is refused', () => {
  const slots = (size?: string): number | string => {
    const found = hashingSlots(size);
    return found.kind === 'ok' ? found.slots : found.fault.slice(0, 18);
  };
  assert.deepEqual([undefined, '2', '3', '4', '64', '5000'].map(slots), [2, 1, 1, 2, 32, 512]);
  for (const none of ['1', '0', '-3', 'many', '']) assert.equal(slots(none), 'UV_THREADPOOL_SIZE');
});
