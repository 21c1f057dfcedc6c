import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPassword } from './check-password.ts';
import { passwordEncoder, type PasswordEncoder, type PasswordEncoderSettings } from './password-encoder.ts';

function encoderOf(settings: PasswordEncoderSettings): PasswordEncoder {
  const choice = passwordEncoder(settings);
  assert.equal(choice.kind, 'ok');
  return choice.encoder;
}

/** The encoder, with the work of its verifications added up. */
function counted(encoder: PasswordEncoder): {
  readonly encoder: PasswordEncoder;
  readonly spent: () => number;
} {
  let work = 0;
  return {
    spent: () => work,
    encoder: {
      ...encoder,
      verify: (password, encoded) => {
        assert.ok(encoder.accepts(encoded), encoded);
        assert.equal(encoder.refusal(password), null);
        work += encoder.work(encoded);
        return encoder.verify(password, encoded);
      },
    },
  };
}

const bcryptOf = (cost: number): string => `$2a$${String(cost).padStart(2, '0')}$${'A'.repeat(53)}`;
const argon2Of = (memory: number, passes: number): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=1$RrtzvESo4bkSXrWxbc530g$Lyyvcbaa3UNVymz+LMbLjN2hClM6NSRQiMJqGg4vtNY`;

test('D30 whatever is stored, a refused try takes the work of the dearest', async () => {
  const bcrypt = encoderOf({ type: 'BCRYPT', strength: 4 });
  for (const stored of [null, 4, 5, 6, 7].map((cost) => (cost === null ? null : bcryptOf(cost)))) {
    const { encoder, spent } = counted(bcrypt);
    assert.equal(await checkPassword(encoder, 'wrong', stored, 2 ** 7), 'differs');
    assert.equal(spent(), 2 ** 7, String(stored));
  }
  const argon2 = encoderOf({ type: 'ARGON2' });
  const dearest = 3 * 256;
  for (const stored of [null, argon2Of(64, 1), argon2Of(64, 2), argon2Of(128, 3), argon2Of(256, 3)]) {
    const { encoder, spent } = counted(argon2);
    assert.equal(await checkPassword(encoder, 'wrong', stored, dearest), 'differs');
    assert.equal(spent(), dearest, String(stored));
  }
  for (const type of ['NONE', 'SSHA']) {
    const { encoder, spent } = counted(encoderOf({ type }));
    for (const stored of [null, await encoder.hash('Mellon', randomBytes)])
      assert.equal(await checkPassword(encoder, 'wrong', stored, 1), 'differs');
    assert.equal(spent(), 2);
  }
});

test('D30 the work that is left over is made up for, whatever the costs', () => {
  const bcrypt = encoderOf({ type: 'BCRYPT' });
  const argon2 = encoderOf({ type: 'ARGON2' });
  const total = (encoder: PasswordEncoder, texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + encoder.work(text), 0);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 16 }), fc.integer({ min: 4, max: 16 }), (one, other) => {
      const [done, whole] = [2 ** Math.min(one, other), 2 ** Math.max(one, other)];
      assert.equal(done + total(bcrypt, bcrypt.decoys(done, whole)), whole);
      assert.equal(total(bcrypt, bcrypt.decoys(0, whole)), whole);
    }),
  );
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 20 }), fc.nat({ max: 2 ** 20 }), (one, other) => {
      const [done, whole] = [Math.min(one, other), Math.max(one, other)];
      const decoys = argon2.decoys(done, whole);
      for (const decoy of decoys) assert.ok(argon2.accepts(decoy), decoy);
      assert.ok(whole - done - total(argon2, decoys) < 8);
    }),
  );
});

test('D30 a password that cannot be held whole costs as much as another wrong one', async () => {
  for (const password of ['x'.repeat(73), 'ä'.repeat(37), 'x'.repeat(5000)]) {
    const { encoder, spent } = counted(encoderOf({ type: 'BCRYPT', strength: 4 }));
    assert.equal(await checkPassword(encoder, password, bcryptOf(5), 2 ** 6), 'differs');
    assert.equal(spent(), 2 ** 6);
  }
});

test('W6 the right password is told at once, and a long one is not cut to it', async () => {
  const { encoder, spent } = counted(encoderOf({ type: 'BCRYPT', strength: 4 }));
  const stored = await encoder.hash('x'.repeat(72), randomBytes);
  assert.equal(await checkPassword(encoder, 'x'.repeat(72), stored, 2 ** 7), 'matches');
  assert.equal(spent(), 2 ** 4);
  assert.equal(await checkPassword(encoder, 'x'.repeat(73), stored, 2 ** 7), 'differs');
});

test('D30 a stored text that breaks the verification is not a pass, and costs the same', async () => {
  const { encoder, spent } = counted(encoderOf({ type: 'BCRYPT', strength: 4 }));
  const broken = bcryptOf(5);
  const breaking: PasswordEncoder = {
    ...encoder,
    verify: (password, encoded) =>
      encoded === broken ? Promise.reject(new Error('broken')) : encoder.verify(password, encoded),
  };
  assert.equal(await checkPassword(breaking, 'wrong', broken, 2 ** 6), 'unusable');
  assert.equal(spent(), 2 ** 6);
});

test('W6 an Argon2 text that asks for the impossible is none', () => {
  const { accepts } = encoderOf({ type: 'ARGON2' });
  assert.equal(accepts(argon2Of(8, 1)), true);
  for (const text of [
    argon2Of(7, 1),
    argon2Of(64, 0),
    argon2Of(64, 1).replace('p=1', 'p=0'),
    argon2Of(64, 1).replace('p=1', 'p=9'),
    argon2Of(64, 1).replace('v=19', 'v=18'),
    '$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAAAAAA',
    '$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAA$AAAAAAAA',
  ])
    assert.equal(accepts(text), false, text);
});
