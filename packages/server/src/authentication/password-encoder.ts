// How passwords are kept (`cas.authn.*.password-encoder.*`): the choice of an encoder and what all of them share.
// The algorithms come from node:crypto and the @node-rs packages; the latter load when first used.
import type { Random } from '@vestibule/interrupt';
import { argon2Encoder } from './password-encoders/argon2.ts';
import { bcryptEncoder } from './password-encoders/bcrypt.ts';
import { digestEncoder } from './password-encoders/digest.ts';
import { pbkdf2Encoder } from './password-encoders/pbkdf2.ts';
import { plainEncoder } from './password-encoders/plain.ts';
import {
  PASSWORD_ENCODER_KINDS,
  type EncoderChoice,
  type PasswordEncoder,
} from './password-encoders/port.ts';
import { sshaEncoder } from './password-encoders/ssha.ts';

export { PASSWORD_ENCODER_KINDS, type EncoderChoice, type PasswordEncoder };

/** Bytes of UTF-8. A longer password is refused before anything is hashed: hashing it would be work for nothing. */
export const MAX_PASSWORD_BYTES = 4096;

/** As Apereo's settings of the same names; a member that is absent has the default told here. */
export interface PasswordEncoderSettings {
  /** Default `NONE`. */
  readonly type?: string;
  /** Digest of `DEFAULT`: `MD5`, `SHA-1`, `SHA-256`, `SHA-384`, `SHA-512`. No default. */
  readonly encodingAlgorithm?: string;
  /** Only `UTF-8`, the default. */
  readonly characterEncoding?: string;
  /** PBKDF2: appended to the salt. No other kind takes one. */
  readonly secret?: string;
  /** BCRYPT: cost, 4 to 31. ARGON2, PBKDF2: bytes of salt. Default 16. */
  readonly strength?: number;
  /** ARGON2: bytes of the hash. Default 16. */
  readonly hashLength?: number;
  /** PBKDF2: rounds. Default 310,000. */
  readonly iterations?: number;
}

/** The encoder that settings ask for; one we do not have is refused by name rather than replaced by none (W5). */
export function passwordEncoder(settings: PasswordEncoderSettings): EncoderChoice {
  const type = (settings.type ?? '').trim() || 'NONE';
  const charset = settings.characterEncoding ?? 'UTF-8';
  if (charset.toUpperCase() !== 'UTF-8') {
    return unsupported(`character encoding '${charset}' is not supported, only UTF-8`);
  }
  if (settings.secret && type !== 'PBKDF2') {
    return unsupported(`a secret is not supported with password encoder type '${type}'`);
  }
  switch (type) {
    case 'NONE':
      return chosen(plainEncoder());
    case 'DEFAULT':
      return digestEncoder(settings.encodingAlgorithm ?? '');
    case 'BCRYPT':
      return bcryptEncoder(settings.strength ?? 16);
    case 'ARGON2':
      return argon2Encoder(settings.strength ?? 16, settings.hashLength ?? 16);
    case 'PBKDF2':
      return pbkdf2Encoder(settings.strength ?? 16, settings.iterations ?? 310_000, settings.secret ?? '');
    case 'SSHA':
      return chosen(sshaEncoder());
    default:
      return unsupported(
        `password encoder type '${type}' is not supported; supported are ${PASSWORD_ENCODER_KINDS.join(', ')}`,
      );
  }
}

/** The encoded form of a password, for the files of an operator (`vestibule hash`). */
export async function hashPassword(
  settings: PasswordEncoderSettings,
  password: string,
  random: Random,
): Promise<
  { readonly kind: 'ok'; readonly encoded: string } | { readonly kind: 'refused'; readonly reason: string }
> {
  const choice = passwordEncoder(settings);
  if (choice.kind !== 'ok') return { kind: 'refused', reason: choice.reason };
  if (password === '') return { kind: 'refused', reason: 'the password is empty' };
  if (tooLong(password)) {
    return { kind: 'refused', reason: `the password is longer than ${MAX_PASSWORD_BYTES} bytes` };
  }
  const reason = choice.encoder.refusal(password);
  if (reason !== null) return { kind: 'refused', reason };
  return { kind: 'ok', encoded: await choice.encoder.hash(password, random) };
}

/** Whether a password is over `MAX_PASSWORD_BYTES`. */
export function tooLong(password: string): boolean {
  return Buffer.byteLength(password) > MAX_PASSWORD_BYTES;
}

function chosen(encoder: PasswordEncoder): EncoderChoice {
  return { kind: 'ok', encoder };
}

function unsupported(reason: string): EncoderChoice {
  return { kind: 'unsupported', reason };
}
