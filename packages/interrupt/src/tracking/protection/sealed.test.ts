import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainProtection } from './plain.ts';
import { createSealedProtection } from './sealed.ts';

const sealed = createSealedProtection(randomBytes(32), randomBytes);

test('D15 a sealed value comes back, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      const value = sealed.protect(plain);
      assert.match(value, /^[A-Za-z0-9_-]+$/);
      assert.equal(sealed.unprotect(value), plain);
      assert.notEqual(sealed.protect(plain), value);
    }),
  );
});

test('INT-87 a sealed value with any letter changed, or under another key, is not read', () => {
  const stranger = createSealedProtection(randomBytes(32), randomBytes);
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(),
      fc.constantFrom(...'AZaz09-_=. '.split('')),
      (plain, anywhere, letter) => {
        const value = sealed.protect(plain);
        const at = anywhere % value.length;
        fc.pre(value[at] !== letter);
        assert.equal(sealed.unprotect(value.slice(0, at) + letter + value.slice(at + 1)), null);
        assert.equal(stranger.unprotect(value), null);
      },
    ),
  );
  for (const garbage of ['', 'A', 'AAAA'.repeat(20), '\u0000']) assert.equal(sealed.unprotect(garbage), null);
});

test('D15 a sealing key of another length is refused', () => {
  assert.throws(() => createSealedProtection(randomBytes(16), randomBytes), RangeError);
});

test('D15 without crypto the content is only spelled differently', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      assert.equal(plainProtection.unprotect(plainProtection.protect(plain)), plain);
    }),
  );
  assert.equal(plainProtection.unprotect('not base64url!'), null);
});
