// Values that leave the process and come back (form tokens, rows at rest): sealed with AES-256-GCM, so that nobody
// outside reads or changes them. Synchronous, because a thread hand-over costs more than the work.
import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync } from 'node:crypto';
import type { Random } from '@vestibule/interrupt';

export type { Random } from '@vestibule/interrupt';

/** Bytes of a sealing key. */
export const KEY_BYTES = 32;

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals and opens with one key. `context` says what the value is for (`login-form`, `session/ID`); a value opens only
 * under the context it was sealed under. Opening answers null for anything that was not sealed here, and never throws.
 */
export interface Sealer {
  /** base64url without padding: 4/3 of the plain length, and 38 characters. */
  seal(plain: Uint8Array | string, context: string): string;
  open(sealed: string, context: string): Uint8Array | null;
  /** The same without text: 28 bytes longer than the plain value. */
  sealBytes(plain: Uint8Array | string, context: string): Uint8Array;
  openBytes(sealed: Uint8Array, context: string): Uint8Array | null;
}

/**
 * A sealer for one key of 32 bytes; a key of another length is a defect and throws a RangeError. The initialisation
 * vector is random, so one key is good for 2^32 values (NIST SP 800-38D §8.3): give each purpose its own by `deriveKey`.
 */
export function createSealer(key: Uint8Array, random: Random): Sealer {
  if (key.length !== KEY_BYTES) throw new RangeError(`a sealing key has ${KEY_BYTES} bytes`);
  const secret = createSecretKey(key);

  function sealBytes(plain: Uint8Array | string, context: string): Buffer {
    const iv = random(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, secret, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    // GCM is a stream: `final` yields no bytes, it only makes the tag.
    cipher.final();
    return Buffer.concat([iv, body, cipher.getAuthTag()]);
  }

  function openBytes(sealed: Uint8Array, context: string): Uint8Array | null {
    if (sealed.length < IV_BYTES + TAG_BYTES) return null;
    const tagAt = sealed.length - TAG_BYTES;
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(ALGORITHM, secret, sealed.subarray(0, IV_BYTES), options);
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(tagAt));
    const plain = decipher.update(sealed.subarray(IV_BYTES, tagAt));
    try {
      decipher.final();
    } catch {
      return null;
    }
    return plain;
  }

  return {
    seal: (plain, context) => sealBytes(plain, context).toString('base64url'),
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      // Decoding forgives foreign characters and stray bits; a token has exactly one spelling.
      return bytes.toString('base64url') === sealed ? openBytes(bytes, context) : null;
    },
    sealBytes,
    openBytes,
  };
}

/** A key for one purpose out of the master key: HKDF-SHA-256 (RFC 5869), 32 bytes. */
export function deriveKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), Buffer.from(purpose), KEY_BYTES));
}
