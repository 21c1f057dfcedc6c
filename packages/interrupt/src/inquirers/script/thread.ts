// A script's thread as the server sees it: started, asked, listened to, ended.
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../ports.ts';
import type { FromThread, Question, SavedModule, ScriptAnswer, ThreadData, ToThread } from './messages.ts';

export interface ThreadSettings {
  readonly path: string;
  /** Names the source in the log: the inquirer, or the trigger's file. */
  readonly name: string;
  /** Bytes of JavaScript heap. */
  readonly maxMemory: number;
  /** Milliseconds that loading the module may take. */
  readonly startTimeout: number;
  readonly logger: Logger;
}

export interface Thread {
  ask(id: number, question: Question): void;
  /** Whether the thread does anything but what it is busy with, within a quarter of a second. */
  responds(): Promise<boolean>;
  listen(listener: ThreadListener): void;
  end(): Promise<void>;
}

export interface ThreadListener {
  answered(id: number, answer: ScriptAnswer): void;
  /** It ended by itself. */
  ended(detail: string): void;
}

export type Started =
  | { readonly ok: true; readonly thread: Thread; readonly saved: SavedModule }
  /** `saved`: what was loaded before it failed; null when nobody knows. */
  | { readonly ok: false; readonly detail: string; readonly saved: SavedModule | null };

const MEBIBYTE = 1_048_576;
const LONGEST_LINE = 4_096;
const PONG_MILLISECONDS = 250;
/** Warns of `.js` and `.ts` files without a package.json, which is what a script in a configuration directory is. */
const EXEC_ARGV = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];

/** Loads the module in a new thread, from `saved` if given. Never rejects. */
export function startThread(settings: ThreadSettings, saved: SavedModule | null): Promise<Started> {
  const { path, name, maxMemory, startTimeout, logger } = settings;
  // The same extension as this file: `.ts` in the repository, `.js` in the published package.
  const url = new URL(`./thread-entry${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const workerData: ThreadData = { path, saved };
  const heap = Math.max(8, Math.floor(maxMemory / MEBIBYTE));
  const worker = new Worker(url, {
    workerData,
    name,
    env: {},
    argv: [],
    execArgv: EXEC_ARGV,
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: heap,
      maxYoungGenerationSizeMb: Math.max(1, Math.floor(heap / 8)),
    },
  });
  logLines(worker.stdout, (line) =>
    logger.info({ event: 'script-said', inquirer: name, stream: 'stdout' }, line),
  );
  logLines(worker.stderr, (line) =>
    logger.warn({ event: 'script-said', inquirer: name, stream: 'stderr' }, line),
  );

  let listener: ThreadListener | null = null;
  const pongs = new Set<() => void>();
  let ending = false;
  let death: string | null = null;

  const tell = (message: ToThread): void => worker.postMessage(message, []);
  const thread: Thread = {
    ask: (id, question) => tell({ kind: 'ask', id, question }),
    responds() {
      tell({ kind: 'ping' });
      return new Promise((resolve) => {
        const late = setTimeout(() => resolve(false), PONG_MILLISECONDS);
        pongs.add(() => {
          clearTimeout(late);
          resolve(true);
        });
      });
    },
    listen(heard) {
      listener = heard;
    },
    async end() {
      ending = true;
      await worker.terminate();
    },
  };

  return new Promise((resolve) => {
    const unfit = (detail: string, loaded: SavedModule | null): void => {
      clearTimeout(late);
      resolve({ ok: false, detail, saved: loaded });
      void thread.end();
    };
    const late = setTimeout(() => unfit(`it does not load within ${startTimeout} ms`, null), startTimeout);

    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'ready':
          clearTimeout(late);
          resolve({ ok: true, thread, saved: message.saved });
          break;
        case 'unfit':
          unfit(message.detail, message.saved);
          break;
        case 'answered':
          listener?.answered(message.id, message.answer);
          break;
        case 'log':
          logger[message.level]({ event: 'script-said', inquirer: name }, message.text);
          break;
        case 'pong':
          for (const heard of pongs) heard();
          pongs.clear();
          break;
      }
    });
    worker.on('error', (error: Error & { readonly code?: string }) => {
      death =
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? `it took more than ${heap} MiB of memory`
          : `something outside of an inquiry threw ${error.name}: ${error.message}`;
    });
    worker.on('exit', (code) => {
      const detail = death ?? `its thread ended with exit code ${code}`;
      if (!ending) listener?.ended(detail);
      unfit(detail, null);
    });
  });
}

/** Lines that a script prints. One that never ends is cut into pieces. */
function logLines(stream: Readable, say: (line: string) => void): void {
  let pending = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (pending + chunk).split(/\r?\n/);
    pending = lines.pop() ?? '';
    if (pending.length > LONGEST_LINE) lines.push(pending);
    if (pending.length > LONGEST_LINE) pending = '';
    for (const line of lines) if (line.trim() !== '') say(line.slice(0, LONGEST_LINE));
  });
}
