// A script's process as the server sees it: started, asked, listened to, ended. A process and not a thread, because
// buffers count for no heap limit of a thread, and because what breaks a thread may break the server (A script's memory
// is what is resident).
import { fork } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../ports.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { watchResidentMemory } from '../resident-memory.ts';
import type { FromProcess, Question, SavedModule, ScriptAnswer, ToProcess } from './messages.ts';

export interface ProcessSettings {
  readonly path: string;
  /** Names the source in the log: the inquirer, or the trigger's file. */
  readonly name: string;
  /** Bytes that it may hold beyond what the runtime itself takes. */
  readonly maxMemory: number;
  /** Milliseconds that loading the module may take. */
  readonly startTimeout: number;
  readonly logger: Logger;
  /** Told each file of the script, imports and packages too (D33). */
  readonly onLoaded?: OnLoaded;
}

export interface ScriptProcess {
  ask(id: number, question: Question): void;
  /** Whether it does anything but what it is busy with, within a quarter of a second. */
  responds(): Promise<boolean>;
  listen(listener: ProcessListener): void;
  end(): Promise<void>;
}

export interface ProcessListener {
  /** The script has the question. */
  begun(id: number): void;
  answered(id: number, answer: ScriptAnswer): void;
  /** It ended by itself, or for its memory. */
  ended(detail: string): void;
}

export type Started =
  | { readonly ok: true; readonly process: ScriptProcess; readonly saved: SavedModule }
  /** `saved`: what was loaded before it failed; null when nobody knows. */
  | { readonly ok: false; readonly detail: string; readonly saved: SavedModule | null };

const MEBIBYTE = 1_048_576;
const LONGEST_LINE = 4_096;
const PONG_MILLISECONDS = 250;
/** What the runtime writes when a heap is full; the pages that follow help nobody. */
const OUT_OF_MEMORY = /^<--- Last few GCs|heap out of memory/;

/** Loads the module in a new process, from `saved` if given. Never rejects. */
export function startProcess(settings: ProcessSettings, saved: SavedModule | null): Promise<Started> {
  const { path, name, maxMemory, startTimeout, logger } = settings;
  // The same extension as this file: `.ts` in the repository, `.js` where it was compiled.
  const entry = new URL(`./process-entry${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const heap = Math.max(8, Math.floor(maxMemory / MEBIBYTE));
  const child = fork(fileURLToPath(entry), [String(process.pid)], {
    env: environment(),
    execArgv: [
      `--max-old-space-size=${heap}`,
      `--max-semi-space-size=${Math.max(1, Math.floor(heap / 16))}`,
      // Of `.js` and `.ts` files without a package.json, which is what a script in a configuration directory is.
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const tooMuch = `it took more than ${heap} MiB of memory`;
  let listener: ProcessListener | null = null;
  const pongs = new Set<() => void>();
  let ending = false;
  let death: string | null = null;
  let unwatch = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  // Where there is no descriptor left for a pipe, they are not there at all; `error` tells of it.
  if (child.stdout instanceof Readable)
    logLines(child.stdout, (line) =>
      logger.info({ event: 'script-said', inquirer: name, stream: 'stdout' }, line),
    );
  if (child.stderr instanceof Readable)
    logLines(child.stderr, (line) => {
      if (OUT_OF_MEMORY.test(line)) death ??= tooMuch;
      if (death !== tooMuch) logger.warn({ event: 'script-said', inquirer: name, stream: 'stderr' }, line);
    });

  // A process that is gone hears nothing; its end is told by `exit`.
  const tell = (message: ToProcess): void => void child.send(message, () => undefined);
  const scriptProcess: ScriptProcess = {
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
      unwatch();
      child.kill('SIGKILL');
      await gone;
    },
  };

  return new Promise((resolve) => {
    const unfit = (detail: string, loaded: SavedModule | null): void => {
      clearTimeout(late);
      resolve({ ok: false, detail, saved: loaded });
      void scriptProcess.end();
    };
    const late = setTimeout(() => unfit(`it does not load within ${startTimeout} ms`, null), startTimeout);
    const watch = (): void => {
      if (child.pid === undefined) return;
      unwatch = watchResidentMemory(child.pid, maxMemory, () => {
        death ??= tooMuch;
        child.kill('SIGKILL');
      });
    };

    child.on('spawn', () => {
      tell({ kind: 'start', path, saved });
    });
    child.on('message', (raw) => {
      const message = raw as FromProcess;
      switch (message.kind) {
        case 'loads':
          settings.onLoaded?.(message.path);
          break;
        case 'ready':
          clearTimeout(late);
          watch();
          resolve({ ok: true, process: scriptProcess, saved: message.saved });
          break;
        case 'unfit':
          unfit(message.detail, message.saved);
          break;
        case 'begun':
          listener?.begun(message.id);
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
        case 'threw':
          death ??= `something outside of an inquiry threw ${message.detail}`;
          break;
      }
    });
    child.on('error', (error) => unfit(`its process cannot be started (${error.message})`, null));
    // `close` comes after the last line and the last message.
    child.on('close', (code, signal) => {
      unwatch();
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
      const detail = death ?? `its process ${how}`;
      if (!ending) listener?.ended(detail);
      unfit(detail, null);
    });
  });
}

/** A script sees no variable; these two the runtime itself reads when it starts. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['TZ', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => {
    // oxlint-disable-next-line node/no-process-env -- what the runtime itself goes by, not a setting
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
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
