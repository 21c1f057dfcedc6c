// Loads an interrupt file: a small one at once, a large one in a worker that hands over its buffers without a copy.
import { Worker } from 'node:worker_threads';
import { readPeople, type ReadPeople } from './read-people.ts';
import { readWhole } from './read-whole.ts';

/** Read at once while the server serves: at most 15 ms of its event loop, Hjson being the slow one. */
export const SMALL_WHILE_SERVING = 64 * 1024;
/** Read at once at start-up, when nobody waits yet: costs less than the start of a thread. */
export const SMALL_AT_START = 2 * 1024 * 1024;

export interface LoadOptions {
  readonly strict: boolean;
  /** Bytes up to which the file is read without a thread. */
  readonly small: number;
  /** Ends a reading that is under way. */
  readonly signal: AbortSignal;
}

/** `size` in bytes decides who reads. Never rejects: a defect of the thread, or its end by the signal, is a broken file. */
export async function loadPeople(path: string, size: number, options: LoadOptions): Promise<ReadPeople> {
  const { strict, small, signal } = options;
  if (size > small) return inWorker(path, strict, signal);
  const file = readWhole(path);
  return file.ok ? readPeople(file.bytes, strict) : file;
}

function inWorker(path: string, strict: boolean, signal: AbortSignal): Promise<ReadPeople> {
  // The same extension as this file: `.ts` in the repository, `.js` in the published package.
  const url = new URL(`./index-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  return new Promise((resolve) => {
    const worker = new Worker(url, {
      workerData: { path, strict },
      env: {},
      execArgv: [],
      name: 'interrupt-file',
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (read: ReadPeople) => resolve(read));
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
