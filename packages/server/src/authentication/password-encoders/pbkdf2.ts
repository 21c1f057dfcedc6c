// PBKDF2 with HMAC-SHA-256 as Spring Security's `Pbkdf2PasswordEncoder` frames it:
// hexadecimal of the salt followed by 32 bytes of hash, the secret appended to the salt while hashing.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { fixedWork, type EncoderChoice } from './port.ts';
import { equalInConstantTime } from './constant-time.ts';

const derive = promisify(pbkdf2);
const HASH_BYTES = 32;

/** The stored text names neither rounds nor length of salt: both come from the settings and must stay the same. */
export function pbkdf2Encoder(saltLength: number, iterations: number, secret: string): EncoderChoice {
  if (!Number.isInteger(saltLength) || saltLength < 4 || saltLength > 256) {
    return { kind: 'unsupported', reason: 'PBKDF2 takes a strength (bytes of salt) from 4 to 256' };
  }
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > 100_000_000) {
    return { kind: 'unsupported', reason: 'PBKDF2 takes iterations from 1 to 100,000,000' };
  }
  const length = (saltLength + HASH_BYTES) * 2;
  const encode = async (password: string, salt: Uint8Array) => {
    const salted = Buffer.concat([salt, Buffer.from(secret, 'utf8')]);
    return Buffer.concat([salt, await derive(password, salted, iterations, HASH_BYTES, 'sha256')]);
  };
  const accepts = (encoded: string) => encoded.length === length && /^[0-9a-f]+$/i.test(encoded);
  return {
    kind: 'ok',
    encoder: {
      kind: 'PBKDF2',
      accepts,
      verify: async (password, encoded) => {
        if (!accepts(encoded)) return false;
        const stored = Buffer.from(encoded, 'hex');
        return equalInConstantTime(await encode(password, stored.subarray(0, saltLength)), stored);
      },
      refusal: () => null,
      hash: async (password, random) => (await encode(password, random(saltLength))).toString('hex'),
      ...fixedWork('00'.repeat(saltLength + HASH_BYTES)),
    },
  };
}
