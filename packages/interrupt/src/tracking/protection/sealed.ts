// Protection with a key of our own: AES-256-GCM of the runtime, a twentieth of what JOSE costs.
import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { Random } from '../../ports.ts';
import type { SyncProtection } from './protection.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const OPTIONS = { authTagLength: 16 };
/** Binds the value to its purpose, should the key ever serve another one too. */
const PURPOSE = Buffer.from('vestibule/interrupt-tracking/1');

/** `key` has 32 bytes and serves nothing else; another length is a defect and throws a RangeError. */
export function createSealedProtection(key: Uint8Array, random: Random): SyncProtection {
  if (key.length !== 32) throw new RangeError('the key of a sealed tracking cookie has 32 bytes');
  const secret = createSecretKey(key);
  return {
    protect(plain) {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, secret, iv, OPTIONS).setAAD(PURPOSE);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
    },
    unprotect(value) {
      const bytes = Buffer.from(value, 'base64url');
      const tagAt = bytes.length - OPTIONS.authTagLength;
      if (tagAt < IV_BYTES || bytes.toString('base64url') !== value) return null;
      const decipher = createDecipheriv(ALGORITHM, secret, bytes.subarray(0, IV_BYTES), OPTIONS);
      decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(tagAt));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, tagAt)), decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
