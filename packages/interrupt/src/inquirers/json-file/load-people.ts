// Loads an interrupt file: a small one at once, a large one in a worker that hands over its buffers without a copy.
import { inThread, threadModule } from './in-thread.ts';
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
  if (size > small) {
    const module = threadModule('index-worker', import.meta.url);
    const read = await inThread<ReadPeople>(module, {
      name: 'interrupt-file',
      workerData: { path, strict },
      signal,
    });
    return read.ok ? read.value : read;
  }
  const file = readWhole(path);
  return file.ok ? readPeople(file.bytes, strict) : file;
}
