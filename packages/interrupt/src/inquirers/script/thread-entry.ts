// The thread in which a script lives. It has an empty environment and a memory limit, and the server ends it when a
// deadline passes. That keeps a mistake from stopping the server; it is no sandbox: a script has the operator's rights.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { answerTo } from './answer.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';
import { faultText } from './fault-text.ts';
import { threadLogger } from './thread-logger.ts';
import { followSources } from './sources.ts';

const { path, saved } = workerData as ThreadData;
const url = pathToFileURL(path).href;
const followed = followSources(saved);
const post = (message: FromThread): void => parentPort?.postMessage(message, []);
const logger = threadLogger((level, text) => post({ kind: 'log', level, text }));

try {
  const { default: script } = (await import(url)) as { readonly default?: unknown };
  if (typeof script === 'function') {
    parentPort?.on('message', (message: ToThread) => {
      if (message.kind === 'ping') post({ kind: 'pong' });
      else void answer(message.id, answerTo(message.question, script as ScriptFunction, logger, url));
    });
    post({ kind: 'ready', saved: followed });
  } else {
    post({ kind: 'unfit', detail: 'its default export is not a function', saved: followed });
  }
} catch (error) {
  post({ kind: 'unfit', detail: faultText(error, url), saved: followed });
}

type ScriptFunction = (...args: readonly unknown[]) => unknown;

async function answer(id: number, pending: ReturnType<typeof answerTo>): Promise<void> {
  post({ kind: 'answered', id, answer: await pending });
}
