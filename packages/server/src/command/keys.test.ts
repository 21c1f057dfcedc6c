import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vestibule } from './command-line.fixture.ts';
import { makeKey } from './keys.ts';

interface Key {
  readonly kty: string;
  readonly kid: string;
  readonly k: string;
}

const key = (text: string): Key => JSON.parse(text) as Key;
const bits = ({ k }: Key): number => Buffer.from(k, 'base64url').length * 8;

test('D15 a key is a JSON Web Key of 512 bits, on standard output alone', () => {
  const { code, stdout, stderr } = vestibule(['keys']);
  assert.equal(code, 0);
  const made = key(stdout);
  assert.deepEqual(Object.keys(made), ['kty', 'kid', 'k']);
  assert.equal(made.kty, 'oct');
  assert.notEqual(made.kid, '');
  assert.match(made.k, /^[\w-]+$/);
  assert.equal(bits(made), 512);
  assert.match(stderr, /cas\.interrupt\.cookie\.crypto\.encryption\.key/);
  assert.ok(!stderr.includes(made.k));
});

test('D15 keys of other sizes', () => {
  assert.equal(bits(key(vestibule(['keys', '--size', '256']).stdout)), 256);
  for (const size of [128, 192, 384, 1024, 4096]) {
    const made = makeKey({ size });
    assert.ok(made.ok);
    assert.equal(bits(key(made.output)), size);
  }
});

test('D15 no two keys are alike', () => {
  const made = Array.from({ length: 50 }, () => makeKey({ size: 256 }));
  assert.equal(new Set(made.map((one) => one.ok && key(one.output).k)).size, 50);
});

test('D15 a size that makes no key is refused', () => {
  for (const size of ['0', '-512', '100', '511', '12.5', 'many', '', '1e9']) {
    const { code, stdout, stderr } = vestibule(['keys', `--size=${size}`]);
    assert.equal(code, 1, size);
    assert.equal(stdout, '');
    assert.match(stderr, /--size: expected a number of bits/);
  }
});

test('D15 two made keys protect the tracking cookie as they stand', async () => {
  const { createJoseProtection } = await import('@vestibule/interrupt');
  const [encryption, signing] = [makeKey({ size: 512 }), makeKey({ size: 512 })];
  assert.ok(encryption.ok && signing.ok);
  const made = await createJoseProtection({
    strategy: 'ENCRYPT_AND_SIGN',
    alg: null,
    encryption: { key: key(encryption.output).k, keySize: 512 },
    signing: { key: key(signing.output).k, keySize: 512 },
  });
  assert.ok(made.kind === 'protection');
  const value = await made.protection.protect('content');
  assert.equal(await made.protection.unprotect(value), 'content');
});
