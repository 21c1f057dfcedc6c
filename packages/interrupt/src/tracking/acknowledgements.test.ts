import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acknowledgementDigest, decodeContent, encodeContent, pinOf, withEntry } from './acknowledgements.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
const digest = fc.string({ minLength: 22, maxLength: 22, unit: fc.constantFrom(...'abcXYZ019-_'.split('')) });
const plain = { noNullPrototype: true };
const entry = fc.record({ digest, at: fc.nat() }, plain);
const content = fc.record(
  {
    pin: fc.option(fc.record({ address: digest, userAgent: fc.option(digest) }, plain)),
    entries: fc.array(entry, { maxLength: 32 }),
  },
  plain,
);

test('D15 a digest belongs to one person and one payload, however the two are cut', () => {
  fc.assert(
    fc.property(text, text, text, text, (person, payload, otherPerson, otherPayload) => {
      const same = person === otherPerson && payload === otherPayload;
      const digests = [
        acknowledgementDigest(person, payload),
        acknowledgementDigest(otherPerson, otherPayload),
      ];
      assert.equal(digests[0] === digests[1], same);
    }),
  );
  assert.notEqual(acknowledgementDigest('ab', 'c'), acknowledgementDigest('a', 'bc'));
  assert.notEqual(acknowledgementDigest('\ud800', 'c'), acknowledgementDigest('\ud801', 'c'));
});

test('D15 the content comes back as it was written', () => {
  fc.assert(
    fc.property(content, (written) => assert.deepEqual(decodeContent(encodeContent(written)), written)),
  );
});

test('INT-87 INT-88 anything else is not content, a payload of the reference neither', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (other) => assert.equal(decodeContent(other), null)),
  );
  const ok = encodeContent({ pin: null, entries: [{ digest: 'a'.repeat(22), at: 1 }] });
  assert.notEqual(decodeContent(ok), null);
  for (const [from, to] of [
    ['"v":1', '"v":2'],
    ['.1', '.'],
    ['.1', '.1.1'],
    ['.1', '.1 '],
    ['aa.', 'a.'],
    ['"pin":null', '"pin":{}'],
    ['"pin":null', '"pin":null,"more":1'],
  ] as const) {
    assert.equal(decodeContent(ok.replace(from, to)), null, to);
  }
  assert.equal(decodeContent('{"principal":"casuser","response":{"message":"m","interrupt":true}}'), null);
  const many = Array.from({ length: 33 }, (_, at) => ({ digest: 'a'.repeat(22), at }));
  assert.equal(decodeContent(encodeContent({ pin: null, entries: many })), null);
});

test('D15 the oldest is dropped first, and a clock that was set back does not make the newest the oldest', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 32 }), entry, (entries, added) => {
      const kept = withEntry(entries, added);
      const others = entries.filter((one) => one.digest !== added.digest);
      assert.deepEqual(kept, [...others, added].slice(-32));
      assert.deepEqual(kept.at(-1), added);
    }),
  );
});

test('INT-99 D15 pins hold one claim each, and a missing User-Agent is a claim too', () => {
  assert.notEqual(pinOf('192.0.2.7', null).userAgent, pinOf('192.0.2.7', '').userAgent);
  assert.notDeepEqual(pinOf('a@b', 'c'), pinOf('a', 'b@c'));
  assert.deepEqual(pinOf('192.0.2.7', 'x@y'), pinOf('192.0.2.7', 'x@y'));
});
