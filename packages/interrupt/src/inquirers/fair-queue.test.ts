import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFairQueue } from './fair-queue.ts';

test('D26 a principal with many questions waits behind the first of every other', () => {
  const queue = createFairQueue<string>();
  for (const job of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(job, job.charAt(0));
  queue.addFirst(['again']);
  const served: string[] = [];
  for (let job = queue.take(); job !== undefined; job = queue.take()) served.push(job);
  assert.deepEqual(served, ['again', 'a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('D26 nobody is served twice while another waits, and each in their own order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), (asking) => {
      const queue = createFairQueue<{ who: string; number: number }>();
      asking.forEach((who, number) => queue.add({ who, number }, who));
      const left = new Map<string, number>();
      for (const who of asking) left.set(who, (left.get(who) ?? 0) + 1);
      let round = new Set<string>();
      const last = new Map<string, number>();
      for (let job = queue.take(); job !== undefined; job = queue.take()) {
        const { who, number } = job;
        assert.ok(number > (last.get(who) ?? -1));
        if (round.has(who)) {
          const waiting = [...left].filter(([, count]) => count > 0).map(([other]) => other);
          assert.ok(new Set(waiting).isSubsetOf(round));
          round = new Set();
        }
        round.add(who);
        last.set(who, number);
        left.set(who, (left.get(who) ?? 0) - 1);
      }
      assert.ok([...left.values()].every((count) => count === 0));
    }),
  );
});

test('what was removed is not served', () => {
  const queue = createFairQueue<string>();
  queue.add('a', null);
  queue.add('b', null);
  queue.addFirst(['c']);
  queue.remove('a');
  queue.remove('c');
  assert.equal(queue.peek(), 'b');
  assert.deepEqual(queue.all(), ['b']);
});
