// DEFAULT: an unsalted message digest in hexadecimal, as Apereo's `DefaultPasswordEncoder` writes it.
// Kept so that existing files go on working; nobody should choose it anew.
import { createHash } from 'node:crypto';
import { fixedWork, type EncoderChoice } from './port.ts';
import { equalInConstantTime } from './constant-time.ts';

/** Java's names of digests, which are those of the settings, to Node's. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA', 'sha1'],
  ['SHA1', 'sha1'],
  ['SHA224', 'sha224'],
  ['SHA256', 'sha256'],
  ['SHA384', 'sha384'],
  ['SHA512', 'sha512'],
]);

/** `algorithm` as Java spells it: `MD5`, `SHA-256`, … */
export function digestEncoder(algorithm: string): EncoderChoice {
  const digest = DIGESTS.get(algorithm.toUpperCase().replaceAll('-', ''));
  if (digest === undefined) {
    const reason =
      algorithm === ''
        ? 'password encoder type DEFAULT needs an encoding-algorithm, such as SHA-512'
        : `encoding-algorithm '${algorithm}' is not supported; use MD5, SHA-1, SHA-256, SHA-384 or SHA-512`;
    return { kind: 'unsupported', reason };
  }
  const encode = (password: string) => createHash(digest).update(password, 'utf8').digest('hex');
  const decoy = encode('');
  return {
    kind: 'ok',
    encoder: {
      kind: 'DEFAULT',
      accepts: (encoded) => encoded.length === decoy.length && /^[0-9a-f]+$/i.test(encoded),
      verify: async (password, encoded) => equalInConstantTime(encode(password), encoded.toLowerCase()),
      refusal: () => null,
      hash: async (password) => encode(password),
      ...fixedWork(decoy),
    },
  };
}
