// ARGON2 (argon2id) by @node-rs/argon2, off the main thread, loaded when first used.
import type { EncoderChoice } from './port.ts';

/** OWASP's smallest recommendation, for new hashes; a stored one brings its own parameters. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The PHC string that Spring's and every other implementation writes. */
const ENCODED = /^\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

/** `saltLength` and `hashLength` in bytes, for new hashes. */
export function argon2Encoder(saltLength: number, hashLength: number): EncoderChoice {
  if (!within(saltLength, 8, 64) || !within(hashLength, 16, 64)) {
    return {
      kind: 'unsupported',
      reason: 'ARGON2 takes a strength (bytes of salt) from 8 to 64 and a hash-length from 16 to 64',
    };
  }
  return {
    kind: 'ok',
    encoder: {
      kind: 'ARGON2',
      accepts: (encoded) => ENCODED.test(encoded),
      verify: async (password, encoded) => {
        if (!ENCODED.test(encoded)) return false;
        const argon2 = await import('@node-rs/argon2');
        return await argon2.verify(encoded, password);
      },
      refusal: () => null,
      hash: async (password, random) => {
        const argon2 = await import('@node-rs/argon2');
        return await argon2.hash(password, { ...COST, outputLen: hashLength, salt: random(saltLength) });
      },
      decoy: `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${zeros(saltLength)}$${zeros(hashLength)}`,
    },
  };
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Zero bytes in the base64 without padding that PHC strings use. */
function zeros(length: number): string {
  return Buffer.alloc(length).toString('base64').replaceAll('=', '');
}
