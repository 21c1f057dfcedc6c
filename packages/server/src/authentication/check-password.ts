// One price for every name (D30): a try that is refused takes the work of the dearest stored password in force, whoever
// is named and whatever is wrong, so that neither time nor load tells which names exist.
import { tooLong, type PasswordEncoder } from './password-encoder.ts';

export type PasswordCheck =
  | 'matches'
  | 'differs'
  /** The stored text could not be verified against, though it looked like one of its kind. */
  | 'unusable';

/** `stored` is null for a name that nobody has, or whose entry cannot be used; `dearest` in units of the encoder. */
export async function checkPassword(
  encoder: PasswordEncoder,
  password: string,
  stored: string | null,
  dearest: number,
): Promise<PasswordCheck> {
  // What cannot be held whole is nobody's password, and still costs what every other wrong one does.
  const held = !tooLong(password) && encoder.refusal(password) === null;
  const against = held ? stored : null;
  const found = against === null ? 'differs' : await verified(encoder, password, against);
  if (found === 'matches') return found;
  const done = against === null || found === 'unusable' ? 0 : encoder.work(against);
  for (const decoy of encoder.decoys(done, dearest)) await encoder.verify(held ? password : '', decoy);
  return found;
}

async function verified(encoder: PasswordEncoder, password: string, stored: string): Promise<PasswordCheck> {
  try {
    return (await encoder.verify(password, stored)) ? 'matches' : 'differs';
  } catch {
    return 'unusable';
  }
}
