// ARGON2 (argon2id) by @node-rs/argon2, off the main thread, loaded when first used.
import type { EncoderChoice } from './port.ts';

/** OWASP's smallest recommendation, for new hashes; a stored one brings its own parameters. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** KiB: one pass over a GiB, or several over less, takes seconds. */
const MOST_MEMORY = 2 ** 20;

/** The PHC string that Spring's and every other implementation writes. */
const ENCODED =
  /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[A-Za-z0-9+/]{11,})\$(?<hash>[A-Za-z0-9+/]{6,})$/;

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
      accepts: (encoded) => parametersOf(encoded) !== null,
      verify: async (password, encoded) => {
        if (parametersOf(encoded) === null) return false;
        const argon2 = await import('@node-rs/argon2');
        return await argon2.verify(encoded, password);
      },
      refusal: () => null,
      hash: async (password, random) => {
        const argon2 = await import('@node-rs/argon2');
        return await argon2.hash(password, { ...COST, outputLen: hashLength, salt: random(saltLength) });
      },
      decoy: decoyOf(COST.memoryCost, COST.timeCost),
      work(encoded) {
        const parameters = parametersOf(encoded);
        return parameters === null ? 0 : parameters.memory * parameters.passes;
      },
      mostWork: MOST_MEMORY,
      decoys: (done, whole) => passesOver(whole - done).map(([memory, passes]) => decoyOf(memory, passes)),
    },
  };
}

/** What verifying takes; null for a text that is not of this kind, or that asks for what Argon2 does not do. */
function parametersOf(encoded: string): { readonly memory: number; readonly passes: number } | null {
  const { m, t, p, salt = '', hash = '' } = ENCODED.exec(encoded)?.groups ?? {};
  const [memory, passes, lanes] = [Number(m), Number(t), Number(p)];
  // A length that no base64 has.
  if (salt.length % 4 === 1 || hash.length % 4 === 1) return null;
  return passes >= 1 && lanes >= 1 && memory >= 8 * lanes ? { memory, passes } : null;
}

/** Work is memory times passes: two passes over half, or one where there is little to do. */
function passesOver(work: number): readonly (readonly [memory: number, passes: number])[] {
  if (work >= 32) return [[Math.floor(work / 2), 2]];
  return work >= 8 ? [[work, 1]] : [];
}

function decoyOf(memory: number, passes: number): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${zeros(16)}$${zeros(16)}`;
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Zero bytes in the base64 without padding that PHC strings use. */
function zeros(length: number): string {
  return Buffer.alloc(length).toString('base64').replaceAll('=', '');
}
