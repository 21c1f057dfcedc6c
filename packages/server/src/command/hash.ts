// `vestibule hash`: the stored form of a password, for the files of people. The password is asked for on a terminal, or
// comes from standard input; never from arguments, which can be seen by everybody on the machine.
import type { ReadStream } from 'node:tty';
import { systemRandom } from '@vestibule/interrupt';
import {
  hashPassword,
  passwordEncoder,
  type PasswordEncoderSettings,
} from '../authentication/password-encoder.ts';
import { askPassword } from './ask-password.ts';

export type HashOutcome =
  | { readonly kind: 'hashed'; readonly encoded: string }
  | { readonly kind: 'fault'; readonly fault: string }
  | { readonly kind: 'cancelled' };

type Input = ReadStream | (AsyncIterable<Buffer | string> & { readonly isTTY?: false });

/** More than any password that is taken; whoever sends more without an end of line is not waited for. */
const LONGEST_LINE = 64 * 1024;

/** One line of `input` is the password. What is wrong with the settings is told before anybody types one. */
export async function hashFromInput(
  settings: PasswordEncoderSettings,
  input: Input,
  prompt: (text: string) => void,
): Promise<HashOutcome> {
  const choice = passwordEncoder(settings);
  if (choice.kind !== 'ok') return { kind: 'fault', fault: choice.reason };
  const asked =
    input.isTTY === true
      ? await askPassword(input, prompt)
      : { kind: 'password' as const, password: await firstLine(input) };
  if (asked.kind === 'cancelled') return asked;
  if (asked.kind === 'different') return { kind: 'fault', fault: 'the two passwords are not the same' };
  const hashed = await hashPassword(settings, asked.password, systemRandom);
  return hashed.kind === 'ok'
    ? { kind: 'hashed', encoded: hashed.encoded }
    : { kind: 'fault', fault: hashed.reason };
}

/** Without waiting for the end of input, which may never come. */
async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (bytes.includes('\n') || length > LONGEST_LINE) break;
  }
  const [line = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/u, 1);
  return line;
}
