// The sixth argument: lines that travel back to the server's log.
import { inspect } from 'node:util';
import type { ScriptLogger } from './interrupt-script.ts';

const LONGEST = 4_096;

export type Say = (level: keyof ScriptLogger, text: string) => void;

export function processLogger(say: Say): ScriptLogger {
  const at =
    (level: keyof ScriptLogger) =>
    (message: unknown, ...args: readonly unknown[]): void =>
      say(level, filled(shown(message), args).slice(0, LONGEST));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** As SLF4J does it: each `{}` is the next argument; what is left over, such as an exception, follows. */
function filled(message: string, args: readonly unknown[]): string {
  const rest = [...args];
  const text = message.replaceAll('{}', () => (rest.length === 0 ? '{}' : shown(rest.shift())));
  return [text, ...rest.map(shown)].join(' ');
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { breakLength: Infinity, depth: 4 });
