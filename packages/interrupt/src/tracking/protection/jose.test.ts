import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  CompactEncrypt,
  CompactSign,
  base64url,
  compactDecrypt,
  compactVerify,
  decodeProtectedHeader,
} from 'jose';
import { createJoseProtection, type JoseSettings } from './jose.ts';
import type { Protection } from './protection.ts';

/** A `k` of so many bits, as Apereo's generator of JSON Web Keys makes them. */
const jwk = (bits: number): string => randomBytes(bits / 8).toString('base64url');
const settings: JoseSettings = {
  strategy: 'ENCRYPT_AND_SIGN',
  encryption: { key: jwk(512), keySize: 512 },
  signing: { key: jwk(512), keySize: 512 },
  alg: null,
};

async function made(changed: Partial<JoseSettings> = {}): Promise<Protection> {
  const result = await createJoseProtection({ ...settings, ...changed });
  if (result.kind === 'refused') assert.fail(JSON.stringify(result.faults));
  return result.protection;
}

async function faults(changed: Partial<JoseSettings>): Promise<readonly string[]> {
  const result = await createJoseProtection({ ...settings, ...changed });
  if (result.kind === 'protection') assert.fail('accepted');
  const told = JSON.stringify(result.faults);
  for (const { key } of [changed.encryption ?? settings.encryption, changed.signing ?? settings.signing]) {
    assert.ok(key.length < 8 || !told.includes(key), 'a message holds a key');
  }
  return result.faults.map(({ setting }) => setting);
}

const encryptionKey = base64url.decode(settings.encryption.key);
/** As the reference: the text of the key, not what it stands for. */
const signingKey = Buffer.from(settings.signing.key);

test('D15 both strategies bring the content back', async () => {
  for (const strategy of ['ENCRYPT_AND_SIGN', 'SIGN_AND_ENCRYPT'] as const) {
    const protection = await made({ strategy });
    const value = await protection.protect('Grüße');
    assert.match(value, /^[A-Za-z0-9._-]+$/);
    assert.equal(await protection.unprotect(value), 'Grüße');
  }
});

test('D15 ENCRYPT_AND_SIGN is a JWS HS512 around a JWE, each with the headers of the reference', async () => {
  const value = await (await made()).protect('content');
  const outer = await compactVerify(value, signingKey);
  assert.deepEqual(outer.protectedHeader, { alg: 'HS512', typ: 'JWT' });
  const inner = await compactDecrypt(outer.payload, encryptionKey);
  assert.deepEqual(inner.protectedHeader, { alg: 'dir', enc: 'A256CBC-HS512', typ: 'JWT', cty: 'JWT' });
  assert.equal(Buffer.from(inner.plaintext).toString(), 'content');
});

test('D15 SIGN_AND_ENCRYPT is a JWE around a JWS', async () => {
  const value = await (await made({ strategy: 'SIGN_AND_ENCRYPT' })).protect('content');
  const outer = await compactDecrypt(value, encryptionKey);
  assert.equal(outer.protectedHeader.enc, 'A256CBC-HS512');
  const inner = await compactVerify(outer.plaintext, signingKey);
  assert.equal(Buffer.from(inner.payload).toString(), 'content');
});

test('D15 the content encryption follows the size of the key, or alg', async () => {
  const cases = [
    [256, null, 'A128CBC-HS256'],
    [384, null, 'A192CBC-HS384'],
    [512, '', 'A256CBC-HS512'],
    [512, 'A256CBC-HS512', 'A256CBC-HS512'],
    [256, 'A256GCM', 'A256GCM'],
    [128, 'A128GCM', 'A128GCM'],
  ] as const;
  for (const [bits, alg, enc] of cases) {
    const changed = {
      encryption: { key: jwk(bits), keySize: bits },
      alg,
      strategy: 'SIGN_AND_ENCRYPT',
    } as const;
    const protection = await made(changed);
    const value = await protection.protect('content');
    assert.equal(decodeProtectedHeader(value).enc, enc);
    assert.equal(await protection.unprotect(value), 'content');
  }
});

test('D15 a key that does not fit is refused by the name of its setting', async () => {
  const encryption = (key: string, keySize = 512): Partial<JoseSettings> => ({
    encryption: { key, keySize },
  });
  const signing = (key: string, keySize = 512): Partial<JoseSettings> => ({ signing: { key, keySize } });
  assert.deepEqual(await faults(encryption(jwk(256))), ['encryption.key']);
  assert.deepEqual(await faults(encryption(jwk(512), 256)), ['encryption.key']);
  assert.deepEqual(await faults(encryption(jwk(520), 520)), ['encryption.key-size']);
  assert.deepEqual(await faults(encryption('')), ['encryption.key']);
  assert.deepEqual(await faults(encryption(`${jwk(512)}=`)), ['encryption.key']);
  assert.deepEqual(await faults(encryption('{"kty":"oct","k":"abc"}')), ['encryption.key']);
  assert.deepEqual(await faults(signing(jwk(256))), ['signing.key']);
  assert.deepEqual(await faults(signing('')), ['signing.key']);
  assert.deepEqual(await faults(signing(jwk(512), 256)), ['signing.key-size']);
  assert.deepEqual(await faults(signing(`file:/etc/cas/${'x'.repeat(80)}.pem`)), ['signing.key']);
  assert.deepEqual(await faults({ alg: 'HS512' }), ['alg']);
  assert.deepEqual(await faults({ alg: 'toString' }), ['alg']);
  assert.deepEqual(await faults({ alg: 'A128CBC-HS256' }), ['alg']);
  assert.deepEqual(await faults({ ...encryption('?'), ...signing('short'), alg: 'none' }), [
    'alg',
    'encryption.key',
    'signing.key',
  ]);
});

test('INT-87 a value under other keys, another strategy or another algorithm counts as absent', async () => {
  const protection = await made();
  const value = await protection.protect('content');
  for (const changed of [
    { strategy: 'SIGN_AND_ENCRYPT' },
    { signing: { key: jwk(512), keySize: 512 } },
    { encryption: { key: jwk(512), keySize: 512 } },
  ] as const) {
    assert.equal(await (await made(changed)).unprotect(value), null);
  }
  const jwe = await new CompactEncrypt(Buffer.from('content'))
    .setProtectedHeader({ alg: 'dir', enc: 'A256CBC-HS512' })
    .encrypt(encryptionKey);
  const weaker = await new CompactSign(Buffer.from(jwe))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(signingKey);
  const unsigned = `${base64url.encode('{"alg":"none"}')}.${base64url.encode(jwe)}.`;
  const plainInside = await new CompactSign(Buffer.from('content'))
    .setProtectedHeader({ alg: 'HS512' })
    .sign(signingKey);
  for (const forged of [weaker, unsigned, plainInside, jwe, '', '..', 'a.b.c']) {
    assert.equal(await protection.unprotect(forged), null);
  }
});
