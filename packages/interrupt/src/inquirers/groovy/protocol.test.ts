// The framing of the pipe: whatever the pieces, and whatever a script writes in between, messages arrive whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLineReader, fromWire, lineFor, type FromHost } from './protocol.ts';

const KEY = 'f00d';

function read(chunks: readonly Uint8Array[]): {
  readonly messages: FromHost[];
  readonly stray: string[];
  readonly overflows: number;
} {
  const messages: FromHost[] = [];
  const stray: string[] = [];
  let overflows = 0;
  const take = createLineReader(KEY, {
    message: (message) => messages.push(message),
    stray: (text) => stray.push(text),
    overflow() {
      overflows += 1;
    },
  });
  for (const chunk of chunks) take(chunk);
  return { messages, stray, overflows };
}

test('messages arrive whole however the pipe cuts them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.nat(), value: fc.string({ unit: 'binary' }) }, { noNullPrototype: true }), {
        maxLength: 5,
      }),
      fc.integer({ min: 1, max: 7 }),
      (messages, size) => {
        const bytes = Buffer.from(messages.map((message) => `\n${KEY}${JSON.stringify(message)}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        assert.deepEqual(read(chunks).messages, messages);
      },
    ),
  );
});

test('a line without the key, or with the key and no object behind it, is stray', () => {
  const text = `{"id":1}\n${KEY}nonsense\n${KEY}null\nunfinished\n${KEY}{"id":2}\n  \n`;
  const { messages, stray } = read([Buffer.from(text)]);
  assert.deepEqual(messages, [{ id: 2 }]);
  assert.deepEqual(stray, ['{"id":1}', `${KEY}nonsense`, `${KEY}null`, 'unfinished']);
});

test('a line without end is not collected for ever', () => {
  const { overflows } = read(Array.from({ length: 10 }, () => Buffer.alloc(1_000_000, 'x')));
  assert.ok(overflows > 0);
});

test('a message to the JVM is one line, whatever it says', () => {
  const facts = {
    principal: '\n\r\u2028"',
    principalAttributes: [],
    authenticationAttributes: [],
    authenticatedAt: 0,
    service: null,
    registeredService: null,
  };
  const line = lineFor({ op: 'decide', id: 1, script: 1, name: 'a.groovy', facts });
  assert.equal(line.indexOf('\n'), line.length - 1);
  assert.deepEqual((JSON.parse(line) as { facts: unknown }).facts, facts);
});

test('INT-06 maps keep their order, names like numbers included', () => {
  const value = fromWire({
    m: [
      ['2', { l: [1, null] }],
      ['1', { m: [] }],
      ['__proto__', 'x'],
    ],
  });
  assert.deepEqual(
    value,
    new Map<string, unknown>([
      ['2', [1, null]],
      ['1', new Map()],
      ['__proto__', 'x'],
    ]),
  );
});
