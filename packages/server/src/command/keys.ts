// `vestibule keys`: a JSON Web Key as the reference's generator makes it (seed "jwk-gen"), for the crypto settings.
import { generateKeySync, randomUUID } from 'node:crypto';

export interface KeysOptions {
  /** Bits; a multiple of eight. */
  readonly size: number;
}

export type KeysOutcome =
  | { readonly ok: true; readonly output: string; readonly hint: string }
  | { readonly ok: false; readonly fault: string };

/** The value of `k` is what the settings take. Nothing is kept. */
export function makeKey({ size }: KeysOptions): KeysOutcome {
  if (!Number.isSafeInteger(size) || size % 8 !== 0 || size < 128 || size > 4096) {
    return {
      ok: false,
      fault: '--size: expected a number of bits from 128 to 4096 that is a multiple of 8, such as 512',
    };
  }
  const { kty, k } = generateKeySync('hmac', { length: size }).export({ format: 'jwk' });
  const output = JSON.stringify({ kty, kid: randomUUID(), k }, null, 2);
  const hint =
    'Give the value of "k" to a setting, a new one for each: cas.interrupt.cookie.crypto.encryption.key, ' +
    'cas.interrupt.cookie.crypto.signing.key. It is a secret.';
  return { ok: true, output, hint };
}
