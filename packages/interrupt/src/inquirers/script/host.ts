// Keeps a script answering: one process at a time, a deadline an inquiry, a new process when the old one loops, dies or is
// outdated. Nobody else pays for the inquiry that broke it: the others in flight are asked again (D12).
import type { InquiryFault, Turn } from '../../inquirer.ts';
import { createFairQueue } from '../fair-queue.ts';
import type { Question, SavedModule, ScriptAnswer } from './messages.ts';
import { startProcess, type ProcessSettings, type ScriptProcess } from './process.ts';

export interface ScriptHost {
  /**
   * Answers within `timeout` milliseconds, and at once when `signal` is aborted. Never rejects. With a `turn`, it is told
   * while other questions hold this one back, and the deadline is the signal's alone (D26).
   */
  ask(question: Question, timeout: number, signal: AbortSignal, turn?: Turn): Promise<ScriptAnswer>;
  /** From now on this version counts; what is in flight ends in the process it is in. */
  replace(process: ScriptProcess, saved: SavedModule): void;
  close(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly question: Question;
  /** It was in flight when a process died: asked again alone, so that it is known which one does that. */
  suspect: boolean;
  readonly turn: Turn | undefined;
  settle(answer: ScriptAnswer): void;
}

interface Running {
  readonly process: ScriptProcess;
  readonly jobs: Map<number, Job>;
  /** Sent, but the script is still busy with another one. */
  readonly unbegun: Set<number>;
  /** Past their deadline, but still going on in the process. */
  abandoned: number;
  /** Takes no more jobs. */
  outdated: boolean;
}

/** So many inquiries that never came to an end, and a fresh process takes over. */
const MOST_ABANDONED = 16;
/** So many that wait for something are in the process at once. */
const MOST_AT_ONCE = 64;

export function createScriptHost(settings: ProcessSettings): ScriptHost {
  const { name, logger } = settings;
  let saved: SavedModule | null = null;
  let current: Running | null = null;
  let starting = false;
  let closed = false;
  let nextId = 1;
  const waiting = createFairQueue<Job>();
  const alive = new Set<Running>();

  function adopt(process: ScriptProcess): void {
    if (current !== null) retire(current);
    const running: Running = {
      process,
      jobs: new Map(),
      unbegun: new Set(),
      abandoned: 0,
      outdated: false,
    };
    alive.add(running);
    current = running;
    process.listen({
      begun(id) {
        running.unbegun.delete(id);
        const job = running.jobs.get(id);
        job?.turn?.begun();
        // Its deadline passed while it waited for another one: nobody is left to see whether it comes to an end.
        if (job === undefined) void prove(running);
        pump();
      },
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
    await running.process.end();
  }

  /** Sends what may be sent: one more than the script has begun with, so that it is here that the others wait. */
  function pump(): void {
    if (closed || waiting.peek() === undefined) return;
    const running = current;
    if (running === null) {
      for (const { turn } of waiting.all()) turn?.begun();
      void start();
      return;
    }
    while (maySend(running, waiting.peek())) {
      const job = waiting.take() as Job;
      job.turn?.held();
      running.jobs.set(job.id, job);
      running.unbegun.add(job.id);
      running.process.ask(job.id, job.question);
    }
    for (const { turn } of waiting.all()) turn?.held();
  }

  /** A suspect goes alone. */
  function maySend({ jobs, unbegun }: Running, next: Job | undefined): boolean {
    if (next === undefined || unbegun.size > 0 || jobs.size >= MOST_AT_ONCE) return false;
    const alone = next.suspect || jobs.values().some(({ suspect }) => suspect);
    return !alone || jobs.size === 0;
  }

  async function start(): Promise<void> {
    if (starting || saved === null) return;
    starting = true;
    const version = saved;
    const started = await startProcess(settings, version);
    starting = false;
    if (started.ok && (closed || version !== saved)) await started.process.end();
    else if (started.ok) adopt(started.process);
    else if (version === saved && current === null)
      fail(takeAll(), `its process does not start: ${started.detail}`);
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
      { event: 'script-process-restarted', inquirer: name, detail },
      'the process of a script ended and is started again',
    );
    pump();
  }

  /** What was in flight there goes to the front of the line. */
  function again(running: Running, suspect: boolean): void {
    const jobs = [...running.jobs.values()].filter((job) => !job.suspect || !suspect);
    running.jobs.clear();
    for (const job of jobs) job.suspect ||= suspect;
    waiting.addFirst(jobs);
  }

  function takeAll(): readonly Job[] {
    const jobs = waiting.all();
    for (const job of jobs) waiting.remove(job);
    return jobs;
  }

  function fail(jobs: readonly Job[], detail: string): void {
    for (const job of jobs) job.settle(failure('script', detail));
  }

  async function expire(job: Job): Promise<void> {
    waiting.remove(job);
    const running = [...alive].find(({ jobs }) => jobs.get(job.id) === job);
    if (running === undefined) return;
    running.jobs.delete(job.id);
    running.abandoned += 1;
    // It was another one that it waited for, and that one has a deadline of its own.
    if (running.unbegun.has(job.id)) return;
    await prove(running);
  }

  /** One that only waits for something holds nobody up; one that loops holds up everybody. */
  async function prove(running: Running): Promise<void> {
    if (await running.process.responds()) {
      if (running === current && running.abandoned >= MOST_ABANDONED) void start();
    } else if (alive.has(running)) {
      void end(running);
      logger.error(
        { event: 'script-process-restarted', inquirer: name },
        'a script does not come to an end; its process was stopped and is started again',
      );
      again(running, false);
    }
    pump();
  }

  return {
    ask(question, timeout, signal, turn) {
      if (saved === null || closed)
        return Promise.resolve(failure('unavailable', 'there is no script to ask'));
      return new Promise((resolve) => {
        const overdue = (): void => {
          job.settle(failure('timeout', `the script gives no answer within ${timeout} ms`));
          void expire(job);
        };
        const timer = turn === undefined ? setTimeout(overdue, timeout) : undefined;
        signal.addEventListener('abort', overdue, { once: true });
        const job: Job = {
          id: nextId++,
          question,
          suspect: false,
          turn,
          settle(answer) {
            clearTimeout(timer);
            signal.removeEventListener('abort', overdue);
            resolve(answer);
          },
        };
        waiting.add(job, question.inquiry.authentication.principal.id);
        pump();
      });
    },
    replace(process, version) {
      saved = version;
      adopt(process);
    },
    async close() {
      closed = true;
      const jobs = [...takeAll(), ...[...alive].flatMap((running) => [...running.jobs.values()])];
      fail(jobs, 'the server stops');
      await Promise.all([...alive].map(end));
    },
  };
}

function failure(code: InquiryFault['code'], detail: string): ScriptAnswer {
  return { kind: 'failed', fault: { code, detail } };
}
