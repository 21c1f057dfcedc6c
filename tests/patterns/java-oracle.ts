// A JVM that answers for java.util.regex, so that our patterns can be held against the real thing. Needs a JDK.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface JavaVerdict {
  readonly matches: boolean;
  readonly find: boolean;
}

export interface JavaOracle {
  /** `null`: Java refuses the pattern. A verdict is `null` where Java's own engine overflowed its stack. */
  ask(
    source: string,
    ignoreCase: boolean,
    inputs: readonly string[],
  ): Promise<readonly (JavaVerdict | null)[] | null>;
  close(): void;
}

const CASE_INSENSITIVE = 2;

export function startJavaOracle(): JavaOracle {
  const program = fileURLToPath(new URL('./JavaOracle.java', import.meta.url));
  const jvm = spawn('java', ['-Xss4m', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  let failed: Error | null = null;
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  const fail = (error: Error): void => {
    failed = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  jvm.on('error', (cause) =>
    fail(new Error('cannot start java: this test needs a JDK (17 or newer)', { cause })),
  );
  jvm.on('exit', (code) => fail(new Error(`java ended with code ${code}`)));
  jvm.stdin.on('error', () => undefined);
  createInterface(jvm.stdout).on('line', (line) => waiting.shift()?.resolve(line));
  return {
    async ask(source, ignoreCase, inputs) {
      const line = await new Promise<string>((resolve, reject) => {
        if (failed !== null) return reject(failed);
        waiting.push({ resolve, reject });
        jvm.stdin.write(
          `${[ignoreCase ? CASE_INSENSITIVE : 0, ...[source, ...inputs].map(hexadecimal)].join(' ')}\n`,
        );
      });
      if (line === 'refused') return null;
      return line
        .slice(1)
        .split('')
        .map((sign) =>
          sign === 'x' ? null : { matches: (Number(sign) & 1) !== 0, find: (Number(sign) & 2) !== 0 },
        );
    },
    close: () => jvm.stdin.end(),
  };
}

function hexadecimal(text: string): string {
  return `=${text
    .split('')
    .map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
    .join('')}`;
}
