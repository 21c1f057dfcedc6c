// The port of one way to keep passwords. Each file beside this one is an adapter of it.
import type { Random } from '@vestibule/interrupt';

export const PASSWORD_ENCODER_KINDS = ['NONE', 'DEFAULT', 'BCRYPT', 'ARGON2', 'PBKDF2', 'SSHA'] as const;
export type PasswordEncoderKind = (typeof PASSWORD_ENCODER_KINDS)[number];

export interface PasswordEncoder {
  readonly kind: PasswordEncoderKind;
  /** Whether a stored text is of this kind at all; one that is not never matches and is a fault of its file. */
  accepts(encoded: string): boolean;
  /** Constant time in the password. False, without hashing, for a password that this kind cannot hold whole. */
  verify(password: string, encoded: string): Promise<boolean>;
  /** Why this kind cannot hold a password, or null. */
  refusal(password: string): string | null;
  /** `random` gives the salt. */
  hash(password: string, random: Random): Promise<string>;
  /** A stored text of this kind that is nobody's, to be verified for names that nobody has. */
  readonly decoy: string;
}

export type EncoderChoice =
  | { readonly kind: 'ok'; readonly encoder: PasswordEncoder }
  | { readonly kind: 'unsupported'; readonly reason: string };
