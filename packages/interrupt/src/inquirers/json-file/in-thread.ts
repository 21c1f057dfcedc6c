// Work in a thread of its own that ends with its answer, which is handed over without a copy.
import { Worker } from 'node:worker_threads';

export type ThreadAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** A defect of the thread, or its end by the signal. */
  | { readonly ok: false; readonly detail: string };

export interface ThreadOptions {
  /** What the system calls the thread. */
  readonly name: string;
  readonly workerData: unknown;
  /** Ends the thread. */
  readonly signal: AbortSignal;
}

/** The first message of the thread. Never rejects. */
export function inThread<T>(
  module: URL,
  { name, workerData, signal }: ThreadOptions,
): Promise<ThreadAnswer<T>> {
  return new Promise((resolve) => {
    const worker = new Worker(module, {
      name,
      workerData,
      env: {},
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (value: T) => resolve({ ok: true, value }));
    worker.once('error', (error: Error & { readonly code?: string }) =>
      resolve({
        ok: false,
        detail: `the file could not be read in its thread (${error.code ?? error.name})`,
      }),
    );
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      resolve({ ok: false, detail: 'the thread that read the file ended without an answer' });
    });
  });
}

/** The module beside another one: `.ts` in the repository, `.js` in the published package. */
export function threadModule(name: string, besides: string): URL {
  return new URL(`./${name}${besides.endsWith('.ts') ? '.ts' : '.js'}`, besides);
}
