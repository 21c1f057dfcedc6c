// BCRYPT by @node-rs/bcrypt, off the main thread, loaded when first used.
import type { EncoderChoice } from './port.ts';

/** bcrypt reads 72 bytes and drops the rest, so that two long passwords can be one: longer ones are refused. */
const MAX_BYTES = 72;

/** `$2a$`, `$2b$`, `$2y$` (or `$2x$`), two digits of cost, 22 letters of salt, 31 of hash. */
const ENCODED = /^\$2[abxy]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

/** `cost` is the binary logarithm of the rounds, 4 to 31; it counts for new hashes, a stored one brings its own. */
export function bcryptEncoder(cost: number): EncoderChoice {
  if (!Number.isInteger(cost) || cost < 4 || cost > 31) {
    return { kind: 'unsupported', reason: `BCRYPT takes a strength from 4 to 31, not ${cost}` };
  }
  const refusal = (password: string) =>
    Buffer.byteLength(password) > MAX_BYTES
      ? `BCRYPT holds ${MAX_BYTES} bytes and would cut the rest off`
      : null;
  return {
    kind: 'ok',
    encoder: {
      kind: 'BCRYPT',
      accepts: (encoded) => ENCODED.test(encoded),
      verify: async (password, encoded) => {
        if (refusal(password) !== null || !ENCODED.test(encoded)) return false;
        const bcrypt = await import('@node-rs/bcrypt');
        return await bcrypt.verify(password, encoded);
      },
      refusal,
      hash: async (password, random) => {
        const bcrypt = await import('@node-rs/bcrypt');
        return await bcrypt.hash(password, cost, random(16));
      },
      decoy: `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`,
    },
  };
}
