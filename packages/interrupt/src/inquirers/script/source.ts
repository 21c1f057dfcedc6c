// A script file that is watched: loaded, loaded again when it or a file it imports changes, and never given up for a
// version that does not load (D11, D12).
import { readFileSync } from 'node:fs';
import { whyUnreadable } from '../../unreadable-file.ts';
import { fileURLToPath } from 'node:url';
import type { InquirerHealth, Turn } from '../../inquirer.ts';
import type { Logger } from '../../ports.ts';
import { versionOf, watchFile, type FileWatch } from '../json-file/watched-file.ts';
import { keepNothing, type KeptTexts } from '../kept-texts.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { createScriptHost, type ScriptHost } from './host.ts';
import type { Question, SavedModule, ScriptAnswer } from './messages.ts';
import { startProcess, type ProcessSettings } from './process.ts';

export interface ScriptSettings {
  readonly path: string;
  /** Names the source in the log. */
  readonly name: string;
  /** Milliseconds an inquiry may take. */
  readonly timeout: number;
  /** Bytes of JavaScript heap. */
  readonly maxMemory: number;
  readonly logger: Logger;
  readonly watch: boolean;
  /** Milliseconds for which changed files must keep still before they are read. Default 50. */
  readonly settle?: number;
  /** Milliseconds that loading may take. Default 10,000. */
  readonly startTimeout?: number;
  /** The last good version, from one start to the next (D37). Default: none is kept. */
  readonly kept?: KeptTexts;
  /** Told each file of the script, imports and packages too (D33). */
  readonly onLoaded?: OnLoaded;
}

export interface ScriptSource {
  ask(question: Question, signal: AbortSignal, turn?: Turn): Promise<ScriptAnswer>;
  /** Looks at the files now; resolves when they count, or were found broken or unchanged. */
  refresh(): Promise<void>;
  health(): InquirerHealth;
  /** Why what was there at the start does not count, when no version was good before; else null (D37). */
  readonly startFault: string | null;
  close(): Promise<void>;
}

/** A file that is written all the time is read nevertheless. */
const SETTLE_AT_MOST = 40;

/** Resolves when the script counts or was found missing or broken; then every question fails until it is good. */
export async function openScript(settings: ScriptSettings): Promise<ScriptSource> {
  const { path, name, timeout, logger, settle = 50, startTimeout = 10_000, kept = keepNothing } = settings;
  const processes: ProcessSettings = { ...settings, startTimeout };
  const host: ScriptHost = createScriptHost(processes);
  let files: readonly string[] = [path];
  let seen: Versions | null = null;
  let fault: string | null = null;
  let good = false;
  let closed = false;
  let running: Promise<void> | null = null;
  let again = false;

  async function versions(): Promise<Versions> {
    return new Map(
      await Promise.all(files.map(async (file) => [file, (await versionOf(file)).version] as const)),
    );
  }

  /** The versions of the files, once they have kept still. */
  async function settled(): Promise<Versions> {
    let now = await versions();
    for (let looks = 0; seen !== null && changed(seen, now) && looks < SETTLE_AT_MOST; looks += 1) {
      await new Promise((resolve) => setTimeout(resolve, settle));
      const later = await versions();
      if (!changed(now, later)) break;
      now = later;
    }
    return now;
  }

  async function keep(saved: SavedModule): Promise<void> {
    const detail = await kept.keep(path, savedText(saved));
    if (detail === null) return;
    logger.warn(
      { event: 'script-not-kept', inquirer: name, path, detail },
      'the script cannot be kept for the next start',
    );
  }

  /** What was in force when the server stopped. */
  async function startFromBefore(): Promise<void> {
    const saved = savedModule(await kept.read(path));
    const started = saved === null ? null : await startProcess(processes, saved);
    if (started?.ok !== true) return;
    if (closed) return started.process.end();
    host.replace(started.process, started.saved);
    good = true;
  }

  async function look(): Promise<void> {
    const now = await settled();
    if ((seen !== null && !changed(seen, now)) || closed) return;
    const started = await startProcess(processes, null);
    files = [...new Set([path, ...(started.saved === null ? files : filesOf(started.saved))])];
    seen = await versions();
    // What was read while somebody wrote is read again.
    again ||= changed(now, seen);
    if (closed) {
      if (started.ok) await started.process.end();
      return;
    }
    if (started.ok) {
      host.replace(started.process, started.saved);
      good = true;
      fault = null;
      await keep(started.saved);
      logger.info({ event: 'script-loaded', inquirer: name, path }, 'the script is loaded');
      return;
    }
    const unreadable = whyNotRead(path);
    fault = unreadable ?? started.detail;
    if (!good && unreadable === null) await startFromBefore();
    const standing = good ? 'the last good version stays in force' : 'every inquiry of it fails';
    logger.error(
      { event: 'script-rejected', inquirer: name, path, detail: fault },
      `the script is rejected: ${standing}`,
    );
  }

  /** One look at a time; what happens meanwhile is looked at once more afterwards. */
  function refresh(): Promise<void> {
    again = true;
    running ??= (async () => {
      while (again && !closed) {
        again = false;
        await look();
      }
    })().finally(() => {
      running = null;
    });
    return running;
  }

  await refresh();
  const startFault = good || whyNotRead(path) !== null ? null : fault;
  const watching: FileWatch | null = settings.watch ? await watchFile(path, () => void refresh()) : null;

  return {
    async ask(question, signal, turn) {
      if (good) return host.ask(question, timeout, signal, turn);
      return { kind: 'failed', fault: { code: 'unavailable', detail: `script ${path}: ${fault}` } };
    },
    refresh,
    startFault,
    health() {
      if (fault === null) return { status: 'up', detail: path };
      if (!good) return { status: 'down', detail: fault };
      return { status: 'degraded', detail: `${fault}; the last good version is in force` };
    },
    async close() {
      closed = true;
      await watching?.close();
      await running;
      await host.close();
    },
  };
}

/** A file that cannot be read is not a script that is broken (D11). */
function whyNotRead(path: string): string | null {
  try {
    readFileSync(path);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'the file does not exist' : `the file ${whyUnreadable(path, error)}`;
  }
}

const savedText = ({ resolved, sources }: SavedModule): string =>
  JSON.stringify({ resolved: [...resolved], sources: [...sources] });

function savedModule(text: string | null): SavedModule | null {
  if (text === null) return null;
  try {
    const { resolved, sources } = JSON.parse(text) as Record<keyof SavedModule, Iterable<[never, never]>>;
    return { resolved: new Map(resolved), sources: new Map(sources) };
  } catch {
    return null;
  }
}

/** Path to version. */
type Versions = ReadonlyMap<string, string>;

const changed = (before: Versions, after: Versions): boolean =>
  after.entries().some(([file, version]) => before.has(file) && before.get(file) !== version);

const filesOf = ({ sources }: SavedModule): readonly string[] =>
  [...sources.keys()].map((url) => fileURLToPath(url));
