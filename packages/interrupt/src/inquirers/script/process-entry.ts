// The process in which a script lives. It has an empty environment and a memory limit, and the server ends it when a
// deadline passes. That keeps a mistake from stopping the server; it is no sandbox: a script has the operator's rights.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { answerTo } from './answer.ts';
import type { FromProcess, Question, SavedModule, ToProcess } from './messages.ts';
import { faultText } from './fault-text.ts';
import { processLogger } from './process-logger.ts';
import { followLoads } from '../loaded-files.ts';
import { followSources } from './sources.ts';

const WATCH_LIMITS = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };

type ScriptFunction = (...args: readonly unknown[]) => unknown;

const post = (message: FromProcess, then?: () => void): void => {
  process.send?.(message, undefined, undefined, then);
};
const logger = processLogger((level, text) => post({ kind: 'log', level, text }));

// What the runtime needed of it, it has read.
// oxlint-disable-next-line node/no-process-env -- a script sees no variable
process.env = {};
// When the server dies, its scripts go with it: at once, or, when a script loops and nothing else is heard, by a thread that
// looks who the parent is. It is plain JavaScript in one piece: a module with types would cost it ten times the memory.
process.on('disconnect', () => process.exit(0));
const [server] = process.argv.splice(2);
new Worker(
  `setInterval(() => { if (process.ppid !== ${Number(server)}) process.kill(process.pid, 'SIGKILL'); }, 1000)`,
  { eval: true, env: {}, execArgv: [], name: 'parent-watch', resourceLimits: WATCH_LIMITS },
).unref();
process.on('uncaughtException', (error: unknown) => {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
  post({ kind: 'threw', detail }, () => process.exit(1));
});
process.once('message', (message) => {
  const start = message as ToProcess;
  if (start.kind === 'start') void load(start.path, start.saved);
});

async function load(path: string, saved: SavedModule | null): Promise<void> {
  const url = pathToFileURL(path).href;
  const followed = followSources(saved);
  followLoads((loaded) => post({ kind: 'loads', path: loaded }));
  try {
    const { default: script } = (await import(url)) as { readonly default?: unknown };
    if (typeof script !== 'function') {
      post({ kind: 'unfit', detail: 'its default export is not a function', saved: followed });
      return;
    }
    process.on('message', (message) => {
      const asked = message as ToProcess;
      if (asked.kind === 'ping') post({ kind: 'pong' });
      if (asked.kind === 'ask') void answer(asked.id, asked.question, script as ScriptFunction, url);
    });
    post({ kind: 'ready', saved: followed });
  } catch (error) {
    post({ kind: 'unfit', detail: faultText(error, url), saved: followed });
  }
}

async function answer(id: number, question: Question, script: ScriptFunction, url: string): Promise<void> {
  post({ kind: 'begun', id });
  post({ kind: 'answered', id, answer: await answerTo(question, script, logger, url) });
}
