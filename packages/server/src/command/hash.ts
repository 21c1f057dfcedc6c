// `vestibule hash`: the stored form of a password, for the files of people. The password comes from standard input, since
// arguments can be seen by everybody on the machine.
import { systemRandom } from '@vestibule/interrupt';
import { hashPassword, type PasswordEncoderSettings } from '../authentication/password-encoder.ts';

export type HashOutcome =
  | { readonly ok: true; readonly encoded: string }
  | { readonly ok: false; readonly fault: string };

/** Reads one line of `input` as the password. */
export async function hashFromInput(
  settings: PasswordEncoderSettings,
  input: AsyncIterable<Buffer | string>,
): Promise<HashOutcome> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  const [password = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/u, 1);
  const hashed = await hashPassword(settings, password, systemRandom);
  return hashed.kind === 'ok' ? { ok: true, encoded: hashed.encoded } : { ok: false, fault: hashed.reason };
}
