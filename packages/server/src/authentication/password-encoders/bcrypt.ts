// BCRYPT by @node-rs/bcrypt, off the main thread, loaded when first used.
import type { EncoderChoice } from './port.ts';

/** bcrypt reads 72 bytes and drops the rest, so that two long passwords can be one: longer ones are refused. */
const MAX_BYTES = 72;

/** `$2a$`, `$2b$`, `$2y$` (or `$2x$`), two digits of cost, 22 letters of salt, 31 of hash. */
const ENCODED = /^\$2[abxy]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

/** One verification of cost 16 takes about four seconds; a dearer one would be a way to keep everybody out. */
const MOST_COST = 16;

const costOf = (encoded: string): number => Number(encoded.slice(4, 6));
const decoyOf = (cost: number): string => `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;

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
      decoy: decoyOf(cost),
      work: (encoded) => 2 ** costOf(encoded),
      mostWork: 2 ** MOST_COST,
      decoys: (done, whole) => costsFrom(done, whole).map(decoyOf),
    },
  };
}

/** Work doubles with the cost, so that 6 and then 6, 7, 8, 9, 10 is as much as one 11. */
function costsFrom(done: number, whole: number): readonly number[] {
  const last = Math.log2(whole);
  if (done === 0) return [last];
  const first = Math.log2(done);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
}
