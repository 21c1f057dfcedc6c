// Keeps a script answering: one thread at a time, a deadline an inquiry, a new thread when the old one loops, dies or is
// outdated. Nobody else pays for the inquiry that broke it: the others in flight are asked again (D12).
import type { InquiryFault } from '../../inquirer.ts';
import type { Question, SavedModule, ScriptAnswer } from './messages.ts';
import { startThread, type Thread, type ThreadSettings } from './thread.ts';

export interface ScriptHost {
  /** Answers within `timeout` milliseconds, and at once when `signal` is aborted. Never rejects. */
  ask(question: Question, timeout: number, signal: AbortSignal): Promise<ScriptAnswer>;
  /** From now on this version counts; what is in flight ends in the thread it is in. */
  replace(thread: Thread, saved: SavedModule): void;
  close(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly question: Question;
  /** It was in flight when a thread died: asked again alone, so that it is known which one does that. */
  suspect: boolean;
  settle(answer: ScriptAnswer): void;
}

interface Running {
  readonly thread: Thread;
  readonly jobs: Map<number, Job>;
  /** Past their deadline, but still going on in the thread. */
  abandoned: number;
  /** Takes no more jobs. */
  outdated: boolean;
}

/** So many inquiries that never came to an end, and a fresh thread takes over. */
const MOST_ABANDONED = 16;

export function createScriptHost(settings: ThreadSettings): ScriptHost {
  const { name, logger } = settings;
  let saved: SavedModule | null = null;
  let current: Running | null = null;
  let starting = false;
  let closed = false;
  let nextId = 1;
  let waiting: Job[] = [];
  const alive = new Set<Running>();

  function adopt(thread: Thread): void {
    if (current !== null) retire(current);
    const running: Running = { thread, jobs: new Map(), abandoned: 0, outdated: false };
    alive.add(running);
    current = running;
    thread.listen({
      answered(id, answer) {
        const job = running.jobs.get(id);
        running.jobs.delete(id);
        if (job === undefined) running.abandoned -= 1;
        else job.settle(answer);
        if (running.outdated && running.jobs.size === 0) void end(running);
        pump();
      },
      ended: (detail) => died(running, detail),
    });
    pump();
  }

  function retire(running: Running): void {
    running.outdated = true;
    if (current === running) current = null;
    if (running.jobs.size === 0) void end(running);
  }

  async function end(running: Running): Promise<void> {
    alive.delete(running);
    if (current === running) current = null;
    await running.thread.end();
  }

  /** Sends what may be sent: a suspect goes alone. */
  function pump(): void {
    if (closed || waiting.length === 0) return;
    if (current === null) {
      void start();
      return;
    }
    const { jobs, thread } = current;
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const alone = job.suspect || jobs.values().some(({ suspect }) => suspect);
      if (alone && jobs.size > 0) return;
      waiting.shift();
      jobs.set(job.id, job);
      thread.ask(job.id, job.question);
    }
  }

  async function start(): Promise<void> {
    if (starting || saved === null) return;
    starting = true;
    const version = saved;
    const started = await startThread(settings, version);
    starting = false;
    if (started.ok && (closed || version !== saved)) await started.thread.end();
    else if (started.ok) adopt(started.thread);
    else if (version === saved && current === null)
      fail(waiting.splice(0), `its thread does not start: ${started.detail}`);
    pump();
  }

  function died(running: Running, detail: string): void {
    alive.delete(running);
    if (current === running) current = null;
    if (closed) return;
    const jobs = [...running.jobs.values()];
    fail(
      jobs.filter(({ suspect }) => suspect),
      detail,
    );
    again(running, true);
    logger.error(
      { event: 'script-thread-restarted', inquirer: name, detail },
      'the thread of a script ended and is started again',
    );
    pump();
  }

  /** What was in flight there goes to the front of the line. */
  function again(running: Running, suspect: boolean): void {
    const jobs = [...running.jobs.values()].filter((job) => !job.suspect || !suspect);
    running.jobs.clear();
    for (const job of jobs) job.suspect ||= suspect;
    waiting = [...jobs, ...waiting];
  }

  function fail(jobs: readonly Job[], detail: string): void {
    for (const job of jobs) job.settle(failure('script', detail));
  }

  async function expire(job: Job): Promise<void> {
    waiting = waiting.filter((other) => other !== job);
    const running = [...alive].find(({ jobs }) => jobs.get(job.id) === job);
    if (running === undefined) return;
    running.jobs.delete(job.id);
    running.abandoned += 1;
    // One that only waits for something holds nobody up; one that loops holds up everybody.
    if (await running.thread.responds()) {
      if (running === current && running.abandoned >= MOST_ABANDONED) void start();
    } else if (alive.has(running)) {
      void end(running);
      logger.error(
        { event: 'script-thread-restarted', inquirer: name },
        'a script does not come to an end; its thread was stopped and is started again',
      );
      again(running, false);
    }
    pump();
  }

  return {
    ask(question, timeout, signal) {
      if (saved === null || closed)
        return Promise.resolve(failure('unavailable', 'there is no script to ask'));
      return new Promise((resolve) => {
        const overdue = (): void => {
          job.settle(failure('timeout', `the script gives no answer within ${timeout} ms`));
          void expire(job);
        };
        const timer = setTimeout(overdue, timeout);
        signal.addEventListener('abort', overdue, { once: true });
        const job: Job = {
          id: nextId++,
          question,
          suspect: false,
          settle(answer) {
            clearTimeout(timer);
            signal.removeEventListener('abort', overdue);
            resolve(answer);
          },
        };
        waiting.push(job);
        pump();
      });
    },
    replace(thread, version) {
      saved = version;
      adopt(thread);
    },
    async close() {
      closed = true;
      const jobs = [...waiting, ...[...alive].flatMap((running) => [...running.jobs.values()])];
      fail(jobs, 'the server stops');
      waiting = [];
      await Promise.all([...alive].map(end));
    },
  };
}

function failure(code: InquiryFault['code'], detail: string): ScriptAnswer {
  return { kind: 'failed', fault: { code, detail } };
}
