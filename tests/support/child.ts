// A process that a test starts: what it says is collected, and it never outlives the test process.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Child {
  readonly pid: number;
  /** Everything written to standard error so far; standard output too. */
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** The first line of standard output that fits; rejects with what the process said when it ends before. */
  line(fits: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. */
  end(
    signal: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startChild(
  command: string,
  parameters: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** In a process group of its own, so that a signal can be sent to all of it as a terminal does. */
    readonly detached?: boolean;
  } = {},
): Child {
  const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stderr = '';
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const again of waiting) again();
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    look();
  });
  let failure: Error | undefined;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', (error) => {
      failure = error;
      running.delete(child);
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? 0,
    stderr: () => stderr,
    stdout: () => lines.join('\n'),
    ended,
    line(fits) {
      return new Promise((resolve, reject) => {
        const again = (): void => {
          const found = lines.map((line) => fits.exec(line)).find((match) => match !== null);
          if (found === undefined) return;
          waiting.delete(again);
          resolve(found);
        };
        waiting.add(again);
        again();
        void ended.then(({ code, signal }) =>
          reject(
            new Error(
              `${command} ended (${String(signal ?? code)}) before it said ${String(fits)}:\n${stderr}`,
              {
                cause: failure,
              },
            ),
          ),
        );
      });
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
