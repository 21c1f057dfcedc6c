// Protection with the operator's keys, in the form the reference writes: JWE `dir` and JWS HS512, one inside the other.
// The library is loaded only when keys are configured.
import { Buffer } from 'node:buffer';
import {
  contentEncryption,
  encryptionBytes,
  signingBytes,
  type JoseKey,
  type KeyFault,
} from './jose-keys.ts';
import type { Protection } from './protection.ts';

export type { JoseKey, KeyFault } from './jose-keys.ts';

/** `cas.interrupt.cookie.crypto.*`. */
export interface JoseSettings {
  /** What is done first. ENCRYPT_AND_SIGN is the reference's default: the JWS is on the outside. */
  readonly strategy: 'ENCRYPT_AND_SIGN' | 'SIGN_AND_ENCRYPT';
  readonly encryption: JoseKey;
  readonly signing: JoseKey;
  /** Content encryption; null chooses by the size of the key (512: A256CBC-HS512, 256: A128CBC-HS256). */
  readonly alg: string | null;
}

export type JoseProtectionResult =
  | { readonly kind: 'protection'; readonly protection: Protection }
  | { readonly kind: 'refused'; readonly faults: readonly KeyFault[] };

/** Answers every fault of the settings at once, or the protection. */
export async function createJoseProtection(settings: JoseSettings): Promise<JoseProtectionResult> {
  const enc = contentEncryption(settings.alg, settings.encryption.keySize);
  const secret = encryptionBytes(settings.encryption);
  const signingKey = signingBytes(settings.signing);
  if (typeof enc !== 'string' || !(secret instanceof Uint8Array) || !(signingKey instanceof Uint8Array)) {
    const faults = [enc, secret, signingKey].filter((part) => isFault(part));
    return { kind: 'refused', faults };
  }

  const { CompactEncrypt, CompactSign, compactDecrypt, compactVerify } = await import('jose');
  const encrypt = (bytes: Uint8Array): Promise<string> =>
    new CompactEncrypt(bytes).setProtectedHeader({ alg: 'dir', enc, typ: 'JWT', cty: 'JWT' }).encrypt(secret);
  const sign = (bytes: Uint8Array): Promise<string> =>
    new CompactSign(bytes).setProtectedHeader({ alg: 'HS512', typ: 'JWT' }).sign(signingKey);
  const decrypt = async (token: Uint8Array | string): Promise<Uint8Array> => {
    const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: [enc] };
    return (await compactDecrypt(token, secret, options)).plaintext;
  };
  const verify = async (token: Uint8Array | string): Promise<Uint8Array> =>
    (await compactVerify(token, signingKey, { algorithms: ['HS512'] })).payload;

  const encryptFirst = settings.strategy === 'ENCRYPT_AND_SIGN';
  return {
    kind: 'protection',
    protection: {
      async protect(plain) {
        const bytes = Buffer.from(plain);
        return encryptFirst
          ? sign(Buffer.from(await encrypt(bytes)))
          : encrypt(Buffer.from(await sign(bytes)));
      },
      async unprotect(value) {
        try {
          const plain = encryptFirst
            ? await decrypt(await verify(value))
            : await verify(await decrypt(value));
          return Buffer.from(plain).toString();
        } catch {
          // Whatever is wrong with it, and there are many ways: it counts as absent (INT-87).
          return null;
        }
      },
    },
  };
}

function isFault(part: string | Uint8Array | KeyFault): part is KeyFault {
  return typeof part === 'object' && !(part instanceof Uint8Array);
}
