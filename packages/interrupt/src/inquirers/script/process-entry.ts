// The process in which a script lives. It has an empty environment and a memory limit, and the server ends it when a
// deadline passes. That keeps a mistake from stopping the server; it is no sandbox: a script has the operator's rights.
import { pathToFileURL } from 'node:url';
import { answerTo } from './answer.ts';
import type { FromProcess, Question, SavedModule, ToProcess } from './messages.ts';
import { faultText } from './fault-text.ts';
import { processLogger } from './process-logger.ts';
import { followSources } from './sources.ts';

type ScriptFunction = (...args: readonly unknown[]) => unknown;

const post = (message: FromProcess, then?: () => void): void => {
  process.send?.(message, undefined, undefined, then);
};
const logger = processLogger((level, text) => post({ kind: 'log', level, text }));

// What the runtime needed of it, it has read.
// oxlint-disable-next-line node/no-process-env -- a script sees no variable
process.env = {};
// When the server dies, its scripts go with it.
process.on('disconnect', () => process.exit(0));
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
