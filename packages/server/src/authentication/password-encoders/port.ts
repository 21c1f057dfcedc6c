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
  /** A stored text of this kind that is nobody's, as dear as the settings make new ones. */
  readonly decoy: string;
  /** Work that a verification takes, in units of this kind that add up; the same for all texts where that is fixed. */
  work(encoded: string): number;
  /** The most work that one stored text may ask for: every refused try would cost as much (D30). */
  readonly mostWork: number;
  /** Stored texts that are nobody's and take, all together, the work from `done` to `whole`; none when that is nothing. */
  decoys(done: number, whole: number): readonly string[];
}

/** For kinds whose every verification takes the same: one unit, from settings and not from the stored text. */
export function fixedWork(decoy: string): Pick<PasswordEncoder, 'decoy' | 'work' | 'mostWork' | 'decoys'> {
  return { decoy, work: () => 1, mostWork: 1, decoys: (done, whole) => (done < whole ? [decoy] : []) };
}

export type EncoderChoice =
  | { readonly kind: 'ok'; readonly encoder: PasswordEncoder }
  | { readonly kind: 'unsupported'; readonly reason: string };
