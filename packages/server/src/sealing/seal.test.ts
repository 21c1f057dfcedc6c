import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createSealer, deriveKey } from './seal.ts';

const key = new Uint8Array(32).fill(7);
const sealer = createSealer(key, randomBytes);

test('W7 what is sealed opens again, as text and as bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, context) => {
      assert.deepEqual(new Uint8Array(sealer.open(sealer.seal(plain, context), context) ?? []), plain);
      assert.deepEqual(
        new Uint8Array(sealer.openBytes(sealer.sealBytes(plain, context), context) ?? []),
        plain,
      );
    }),
  );
  const plain = sealer.open(sealer.seal('Grüße', 'c'), 'c');
  assert.equal(Buffer.from(plain ?? []).toString(), 'Grüße');
});

test('W7 one flipped bit anywhere, and a sealed value does not open', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (plain, anywhere) => {
      const sealed = new Uint8Array(sealer.sealBytes(plain, 'c'));
      const bit = anywhere % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(sealer.openBytes(sealed, 'c'), null);
    }),
  );
});

test('W7 a sealed text has exactly one spelling', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.nat(),
      fc.constantFrom(...alphabet.split('')),
      (plain, at, letter) => {
        const sealed = sealer.seal(plain, 'c');
        const place = at % sealed.length;
        fc.pre(sealed[place] !== letter);
        assert.equal(sealer.open(sealed.slice(0, place) + letter + sealed.slice(place + 1), 'c'), null);
      },
    ),
  );
  const sealed = sealer.seal('x', 'c');
  for (const other of [`${sealed}=`, ` ${sealed}`, `${sealed}\n`, sealed.slice(0, -1), '']) {
    assert.equal(sealer.open(other, 'c'), null);
  }
});

test('W7 another context, another key or anything else does not open and does not throw', () => {
  const stranger = createSealer(deriveKey(key, 'other'), randomBytes);
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (plain, context, other) => {
      const sealed = sealer.seal(plain, context);
      assert.equal(stranger.open(sealed, context), null);
      assert.equal(sealer.open(other, context), null);
      if (Buffer.from(other).equals(Buffer.from(context))) return;
      assert.equal(sealer.open(sealed, other), null);
    }),
  );
});

test('W7 the same value never seals to the same text', () => {
  const sealed = new Set(Array.from({ length: 2000 }, () => sealer.seal('same', 'same')));
  const vectors = new Set([...sealed].map((text) => text.slice(0, 16)));
  assert.equal(vectors.size, 2000);
});

test('W7 keys of different purposes differ, and the same purpose gives the same key', () => {
  assert.deepEqual(deriveKey(key, 'rows'), deriveKey(key, 'rows'));
  assert.notDeepEqual(deriveKey(key, 'rows'), deriveKey(key, 'forms'));
  assert.notDeepEqual(deriveKey(key, 'rows'), key);
  assert.equal(deriveKey(key, 'rows').length, 32);
});

test('W7 a sealer refuses a key of another length', () => {
  assert.throws(() => createSealer(new Uint8Array(16), randomBytes), RangeError);
});
