import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  hashPassword,
  passwordEncoder,
  type PasswordEncoder,
  type PasswordEncoderSettings,
} from './password-encoder.ts';

const SALT = '000102030405060708090a0b0c0d0e0f';

/** Stored texts that other implementations have made. */
const FOREIGN: readonly (readonly [PasswordEncoderSettings, string, string])[] = [
  [{}, 'Mellon', 'Mellon'],
  [{ type: 'NONE' }, 'Mellon', 'Mellon'],
  [{ type: 'DEFAULT', encodingAlgorithm: 'MD5' }, 'Mellon', '9414f9301cdb492b4dcd83f8c711d8bb'],
  [
    { type: 'DEFAULT', encodingAlgorithm: 'SHA-256' },
    'Mellon',
    'C58557FCFE37300200790917EA2CB9B27A015DE83D02297F80D84FBE9CAA44F9',
  ],
  [{ type: 'BCRYPT' }, 'Mellon', '$2b$04$abcdefghijklmnopqrstuuNRM8VtVQYJRixvcQdMAyakVNJJ1AEYi'],
  [{ type: 'BCRYPT' }, 'a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe'],
  [
    { type: 'ARGON2' },
    'secret',
    '$argon2id$v=19$m=4096,t=3,p=1$RrtzvESo4bkSXrWxbc530g$Lyyvcbaa3UNVymz+LMbLjN2hClM6NSRQiMJqGg4vtNY',
  ],
  [
    { type: 'PBKDF2', iterations: 1000 },
    'Mellon',
    `${SALT}a290dabaa636a68ab5cbd662be7e73e5271a5ff5ccaecb50fe15cd64cad65d21`,
  ],
  [
    { type: 'PBKDF2', iterations: 1000, secret: 'pepper' },
    'Mellon',
    `${SALT}9e84f3525f36b3fb98b356c69952a93afb3c801f2386904754eaf1be71d67792`,
  ],
  // Made by the JDK, whose passwords are characters and not bytes.
  [
    { type: 'PBKDF2', iterations: 1000 },
    'Pässwörd€',
    `${SALT}3961731424cf24359a2ede0d0396e69429e46218957a0d3faaed79c46e125044`,
  ],
  [{ type: 'SSHA' }, 'Mellon', '{SSHA}amrF3m5aNf3cAO76p9V+Pk9cEzFzYWx0c2FsdA=='],
  [{ type: 'SSHA' }, 'Mellon', '{SHA}ojAMoQm5nGWdiGyp1iDlRoF7CgQ='],
];

/** One of each kind, at the lowest cost. */
const CHEAP: readonly PasswordEncoderSettings[] = [
  { type: 'NONE' },
  { type: 'DEFAULT', encodingAlgorithm: 'SHA-512' },
  { type: 'BCRYPT', strength: 4 },
  { type: 'ARGON2' },
  { type: 'PBKDF2', iterations: 10 },
  { type: 'SSHA' },
];

function encoderOf(settings: PasswordEncoderSettings): PasswordEncoder {
  const choice = passwordEncoder(settings);
  assert.equal(choice.kind, 'ok');
  return choice.encoder;
}

for (const [settings, password, encoded] of FOREIGN) {
  test(`W6 ${settings.type ?? 'no type'} verifies what others have encoded: ${encoded.slice(0, 12)}…`, async () => {
    const encoder = encoderOf(settings);
    assert.equal(encoder.accepts(encoded), true);
    assert.equal(await encoder.verify(password, encoded), true);
    assert.equal(await encoder.verify(`${password} `, encoded), false);
    assert.equal(await encoder.verify('', encoded), false);
  });
}

for (const settings of CHEAP) {
  test(`W6 ${settings.type} verifies what it has hashed and nothing else`, async () => {
    const encoder = encoderOf(settings);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 }),
        fc.string({ unit: 'grapheme', maxLength: 15 }),
        async (password, other) => {
          fc.pre(encoder.refusal(password) === null && !password.includes('\0') && !other.includes('\0'));
          const encoded = await encoder.hash(password, randomBytes);
          assert.equal(encoder.accepts(encoded), true);
          assert.equal(await encoder.verify(password, encoded), true);
          assert.equal(await encoder.verify(other, encoded), other === password);
        },
      ),
      { numRuns: 20 },
    );
  });

  test(`W6 ${settings.type} has a decoy of its own kind that can be verified against`, async () => {
    const encoder = encoderOf(settings);
    assert.equal(encoder.accepts(encoder.decoy), true);
    assert.equal(await encoder.verify('Mellon', encoder.decoy), false);
  });
}

test('W6 BCRYPT refuses a password over 72 bytes, whose end it would not look at', async () => {
  const encoder = encoderOf({ type: 'BCRYPT', strength: 4 });
  const held = 'ä'.repeat(36);
  const encoded = await encoder.hash(held, randomBytes);
  assert.equal(await encoder.verify(held, encoded), true);
  assert.equal(await encoder.verify(`${held}x`, encoded), false);
  const outcome = await hashPassword({ type: 'BCRYPT' }, `${held}x`, randomBytes);
  assert.equal(outcome.kind, 'refused');
});

test('W6 a stored text of another kind never matches and is told apart', async () => {
  for (const settings of CHEAP.filter(({ type }) => type !== 'NONE')) {
    const encoder = encoderOf(settings);
    for (const text of [
      '',
      'Mellon',
      '$2b$99$x',
      '{SSHA}!',
      '{MD5}abcd',
      '$argon2id$v=19$m=8$x$y',
      'zz'.repeat(48),
    ]) {
      assert.equal(encoder.accepts(text), false, `${settings.type} ${text}`);
      assert.equal(await encoder.verify('Mellon', text), false);
    }
  }
});

test('W5 an encoder that we do not have is refused by name', () => {
  for (const type of [
    'SCRYPT',
    'STANDARD',
    'GLIBC_CRYPT',
    'org.example.Encoder',
    'file:/x.groovy',
    'bcrypt',
  ]) {
    const choice = passwordEncoder({ type });
    assert.equal(choice.kind, 'unsupported');
    assert.match(choice.reason, new RegExp(`'${type.replaceAll('.', '\\.')}' is not supported`));
  }
  const impossible: PasswordEncoderSettings[] = [
    { type: 'DEFAULT' },
    { type: 'DEFAULT', encodingAlgorithm: 'ROT13' },
    { type: 'BCRYPT', strength: 3 },
    { type: 'BCRYPT', secret: 'pepper' },
    { type: 'PBKDF2', iterations: 0 },
    { type: 'ARGON2', hashLength: 4 },
    { characterEncoding: 'UTF-16' },
  ];
  for (const settings of impossible) assert.equal(passwordEncoder(settings).kind, 'unsupported');
});

test('W6 a password over 4 KB or an empty one is not hashed', async () => {
  for (const password of ['', 'x'.repeat(4097), 'ä'.repeat(2049)]) {
    const outcome = await hashPassword({ type: 'NONE' }, password, randomBytes);
    assert.equal(outcome.kind, 'refused');
  }
  const outcome = await hashPassword({ type: 'NONE' }, 'x'.repeat(4096), randomBytes);
  assert.equal(outcome.kind, 'ok');
});
