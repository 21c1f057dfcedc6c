import assert from 'node:assert/strict';
import type { Buffer } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLineWriter } from './line-writer.ts';

/** A reader that takes so many bytes at a time, or is not there. */
function reader() {
  let text = '';
  let takes: number | 'gone' = Infinity;
  return {
    text: () => text,
    lines: () => text.split('\n').slice(0, -1),
    take: (bytes: number | 'gone') => void (takes = bytes),
    write(bytes: Buffer): number {
      if (takes === 'gone') throw Object.assign(new Error('no reader'), { code: 'EPIPE' });
      const taken = bytes.subarray(0, takes);
      text += taken.toString('latin1');
      return taken.length;
    },
  };
}

const LIMITS = { gather: false, auditLimit: 100, logLimit: 50 } as const;

test('D24 audit lines wait while nobody reads; past the limit the audit is full until half of it has gone out', () => {
  const end = reader();
  const writer = createLineWriter(end.write, LIMITS);
  end.take(0);
  const line = `${'a'.repeat(29)}\n`;
  for (let i = 0; i < 3; i += 1) writer.audit.write(line);
  assert.equal(writer.audit.isFull(), false);
  writer.audit.write(line);
  assert.equal(writer.audit.isFull(), true);
  assert.equal(writer.health().status, 'down');
  writer.audit.write(line);

  end.take(30);
  writer.flushSync();
  assert.equal(writer.audit.isFull(), true, 'a word that changes with every line helps nobody');
  for (let i = 0; i < 4; i += 1) writer.flushSync();
  assert.equal(writer.audit.isFull(), false);
  assert.equal(writer.health().status, 'up');
  assert.equal(end.text(), line.repeat(5), 'what was recorded when it was full is kept too');
});

test('lines of the log beyond their limit are dropped, counted, and the count is told when somebody reads', () => {
  const end = reader();
  const writer = createLineWriter(end.write, LIMITS);
  end.take('gone');
  for (let i = 0; i < 10; i += 1) writer.write(`line ${i}, 16 bytes\n`.padEnd(16));
  writer.audit.write('audited\n');
  assert.match(writer.health().detail, /standard error/);
  end.take(Infinity);
  writer.flushSync();
  const told = JSON.parse(end.lines().at(-1) ?? '') as Record<string, unknown>;
  const kept = end.lines().filter((line) => line.startsWith('line')).length;
  assert.deepEqual([told['event'], told['dropped']], ['log-lines-dropped', 10 - kept]);
  assert.ok(kept > 0 && kept < 10);
  assert.ok(end.lines().includes('audited'));
});

test('D24 however the reader takes them, lines arrive whole, once and in their order', () => {
  const step = fc.oneof(
    fc.record({ write: fc.stringMatching(/^[a-z]{0,40}$/), audit: fc.boolean() }),
    fc.record({ take: fc.oneof(fc.nat(60), fc.constant(Infinity)) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const end = reader();
      const writer = createLineWriter(end.write, { gather: false, auditLimit: 1e6, logLimit: 1e6 });
      const written: string[] = [];
      for (const one of steps) {
        if ('take' in one) {
          end.take(one.take);
          writer.flushSync();
        } else {
          written.push(one.write);
          (one.audit ? writer.audit : writer).write(`${one.write}\n`);
        }
      }
      end.take(Infinity);
      writer.flushSync();
      assert.deepEqual(end.lines(), written);
    }),
  );
});

test('D24 a reader who goes away in the middle of a line gets it, or its successor does, from the beginning', () => {
  const end = reader();
  const writer = createLineWriter(end.write, LIMITS);
  end.take(3);
  writer.audit.write('first line\n');
  end.take('gone');
  writer.flushSync();
  end.take(Infinity);
  writer.flushSync();
  assert.equal(end.text(), 'firfirst line\n');
});

test('the last lines wait for a reader no longer than they are told to', async () => {
  const end = reader();
  const writer = createLineWriter(end.write, LIMITS);
  end.take(0);
  writer.audit.write('never read\n');
  await writer.close(1);
  assert.equal(end.text(), '');
});
