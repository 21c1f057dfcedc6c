// Asks for a password on a terminal, twice, without showing it. Prompts go to standard error, so that what is printed can
// be redirected.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';

export type AskedPassword =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'different' }
  /** Ctrl-C, or the end of input. */
  | { readonly kind: 'cancelled' };

export async function askPassword(
  terminal: ReadStream,
  prompt: (text: string) => void,
): Promise<AskedPassword> {
  // Readline edits the line and would show it; what it shows goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reading = createInterface({ input: terminal, output: nowhere, terminal: true, historySize: 0 });
  reading.on('SIGINT', () => reading.close());
  const lines = reading[Symbol.asyncIterator]();
  const next = async (text: string): Promise<string | null> => {
    prompt(text);
    const { done, value } = await lines.next();
    prompt('\n');
    return done === true ? null : value;
  };
  try {
    const password = await next('Password: ');
    if (password === null) return { kind: 'cancelled' };
    const again = await next('Once more: ');
    if (again === null) return { kind: 'cancelled' };
    return again === password ? { kind: 'password', password } : { kind: 'different' };
  } finally {
    // Gives the terminal its echo back and lets the process end.
    reading.close();
  }
}
