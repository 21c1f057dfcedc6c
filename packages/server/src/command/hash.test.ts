import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordEncoder } from '../authentication/password-encoder.ts';
import { configuration, properties, vestibule } from './command-line.fixture.ts';

const PASSWORD = 'Mellon und Käse';

const KINDS = {
  BCRYPT: ['--strength', '4'],
  ARGON2: [],
  PBKDF2: [],
  SSHA: [],
  DEFAULT: ['--algorithm', 'SHA-512'],
} as const;

for (const [type, options] of Object.entries(KINDS)) {
  test(`W6 what hash prints for ${type} is what its encoder verifies, and nothing else`, async () => {
    const { code, stdout, stderr } = vestibule(['hash', '--type', type, ...options], `${PASSWORD}\n`);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^\S+\n$/);
    assert.ok(!stdout.includes('Mellon'));
    const choice = passwordEncoder({ type, encodingAlgorithm: 'SHA-512' });
    assert.ok(choice.kind === 'ok');
    assert.ok(choice.encoder.accepts(stdout.trim()));
    assert.equal(await choice.encoder.verify(PASSWORD, stdout.trim()), true);
    assert.equal(await choice.encoder.verify(`${PASSWORD} `, stdout.trim()), false);
  });
}

test('W6 without options it is BCRYPT, with a salt of its own each time', () => {
  const once = vestibule(['hash'], `${PASSWORD}\n`).stdout;
  assert.match(once, /^\$2[aby]\$10\$/);
  assert.notEqual(vestibule(['hash'], `${PASSWORD}\n`).stdout, once);
});

test('W6 the password is the first line, without its end', async () => {
  const choice = passwordEncoder({ type: 'SSHA' });
  assert.ok(choice.kind === 'ok');
  for (const input of ['Mellon', 'Mellon\n', 'Mellon\r\n', 'Mellon\nmore\n']) {
    const { stdout } = vestibule(['hash', '--type', 'SSHA'], input);
    assert.equal(await choice.encoder.verify('Mellon', stdout.trim()), true, JSON.stringify(input));
  }
});

test('W6 what cannot be hashed is refused, and not told back', () => {
  const refused: readonly (readonly [input: string, options: readonly string[], why: RegExp])[] = [
    ['', [], /empty/],
    ['\n', [], /empty/],
    [`${'Mellon'.repeat(13)}\n`, [], /72 bytes/],
    ['Mellon\n', ['--type', 'ROT13'], /'ROT13' is not supported; supported are .*BCRYPT/],
    ['Mellon\n', ['--strength', '99'], /strength from 4 to 31/],
    ['Mellon\n', ['--strength', 'high'], /strength/],
    ['Mellon\n', ['--type', 'DEFAULT', '--algorithm', 'SHA-3'], /SHA-3/],
  ];
  for (const [input, options, why] of refused) {
    const { code, stdout, stderr } = vestibule(['hash', ...options], input);
    assert.equal(code, 1, options.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, why);
    assert.ok(!stderr.includes('Mellon'));
  }
});

test('W6 a hashed password in the file of people is what check wants to see', (t) => {
  const password = vestibule(['hash', '--strength', '4'], 'Mellon\n').stdout.trim();
  const directory = configuration(t, {
    'cas.properties': properties(
      'cas.authn.json.location=file:people.json',
      'cas.authn.json.password-encoder.type=BCRYPT',
    ),
    'people.json': { anna: { password } },
  });
  const { stdout } = vestibule(['check', '--config', directory]);
  assert.doesNotMatch(stdout, /fault:|password-encoder/);
});
