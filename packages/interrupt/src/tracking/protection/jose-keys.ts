// Judges the operator's keys before the first person arrives: what is wrong is named by its setting (D15).
import { Buffer } from 'node:buffer';

/** One key as it is configured: the `k` of a JSON Web Key (base64url text) and the size that its setting states, in bits. */
export interface JoseKey {
  readonly key: string;
  readonly keySize: number;
}

/** `setting` is the end of a name, below the group's prefix: `encryption.key`. Never holds the key. */
export interface KeyFault {
  readonly setting: 'encryption.key' | 'encryption.key-size' | 'signing.key' | 'signing.key-size' | 'alg';
  readonly message: string;
}

/** Content encryption by name, with the bits of key that it takes (RFC 7518 §5.1). */
export const CONTENT_ENCRYPTION = {
  'A128CBC-HS256': 256,
  'A192CBC-HS384': 384,
  'A256CBC-HS512': 512,
  A128GCM: 128,
  A192GCM: 192,
  A256GCM: 256,
} as const;

export type ContentEncryption = keyof typeof CONTENT_ENCRYPTION;

/** What a size gets when `alg` says nothing, as the reference chooses. */
const BY_SIZE = new Map<number, ContentEncryption>([
  [256, 'A128CBC-HS256'],
  [384, 'A192CBC-HS384'],
  [512, 'A256CBC-HS512'],
]);

/** HS512 takes no key that is shorter than its hash (RFC 7518 §3.2). */
const SIGNING_BITS = 512;

/** The content encryption that `alg` and the stated size come to. */
export function contentEncryption(alg: string | null, keySize: number): ContentEncryption | KeyFault {
  if (alg === null || alg === '') {
    const usual = BY_SIZE.get(keySize);
    if (usual !== undefined) return usual;
    return {
      setting: 'encryption.key-size',
      message: `${keySize} is no size of an encryption key: 512, 384 or 256`,
    };
  }
  if (!isContentEncryption(alg)) {
    return {
      setting: 'alg',
      message: `not a content encryption: one of ${Object.keys(CONTENT_ENCRYPTION).join(', ')}`,
    };
  }
  const bits = CONTENT_ENCRYPTION[alg];
  if (bits === keySize) return alg;
  return {
    setting: 'alg',
    message: `${alg} takes a key of ${bits} bits, encryption.key-size says ${keySize}`,
  };
}

/** The bytes of an encryption key: the text decoded. */
export function encryptionBytes({ key, keySize }: JoseKey): Uint8Array | KeyFault {
  const bytes = Buffer.from(key, 'base64url');
  if (bytes.toString('base64url') !== key) {
    return { setting: 'encryption.key', message: 'not base64url text; give the "k" of a JSON Web Key' };
  }
  if (bytes.length * 8 === keySize) return bytes;
  return {
    setting: 'encryption.key',
    message: `a key of ${bytes.length * 8} bits, but encryption.key-size says ${keySize}`,
  };
}

/** The bytes of a signing key: those of the text itself, not decoded, as the reference takes them. */
export function signingBytes({ key, keySize }: JoseKey): Uint8Array | KeyFault {
  if (keySize < SIGNING_BITS) {
    return {
      setting: 'signing.key-size',
      message: `HS512 takes at least ${SIGNING_BITS} bits, not ${keySize}`,
    };
  }
  if (/^(?:file|classpath):|-----BEGIN/.test(key)) {
    return {
      setting: 'signing.key',
      message: 'RSA keys are not supported here; give the "k" of a symmetric JSON Web Key of 512 bits',
    };
  }
  const bytes = Buffer.from(key);
  if (bytes.length * 8 >= SIGNING_BITS) return bytes;
  return {
    setting: 'signing.key',
    message: `too short for HS512: give the "k" of a JSON Web Key of 512 bits`,
  };
}

function isContentEncryption(alg: string): alg is ContentEncryption {
  return Object.hasOwn(CONTENT_ENCRYPTION, alg);
}
