// Questions on their way to the JVM: how many at once, each within its deadline, and what becomes of those that were
// in flight when the JVM ended (D12).
import type { InquiryFault, Turn } from '../../inquirer.ts';
import { createFairQueue } from '../fair-queue.ts';
import type { HostAnswer, HostQuestion, ToHost, WireValue } from './protocol.ts';

export type JobAnswer =
  | { readonly ok: true; readonly value: WireValue }
  | { readonly ok: false; readonly fault: InquiryFault };

export interface JobsOptions {
  /** Questions in the JVM at the same time. */
  readonly parallel: number;
  /** Milliseconds from the interruption of a late script to its being called stuck. */
  readonly grace: number;
  /** Milliseconds for each of the questions that open a JVM. */
  readonly opening: number;
  /**
   * The JVM must go: a script neither answered in time nor heeded its interruption, or called System.exit, which takes
   * as long as it likes. `disconnected` follows.
   */
  readonly end: (reason: string) => void;
}

export interface Jobs {
  /**
   * Answers within `timeout` milliseconds, or when `signal` is aborted, whatever happens to the JVM. With a `turn`, it is
   * told while other questions hold this one back, and the deadline is the signal's alone (D26).
   */
  ask(question: HostQuestion, timeout: number, signal?: AbortSignal, turn?: Turn): Promise<JobAnswer>;
  /** A JVM is there. `opening` is asked first; resolves with its answers, or `null` when that JVM was gone before. */
  connect(
    send: (message: ToHost) => void,
    opening: readonly HostQuestion[],
  ): Promise<readonly JobAnswer[] | null>;
  answered(answer: HostAnswer): void;
  /**
   * The JVM is gone. Whose fault it was is known when it was `explained` (ended for a script that has its answer
   * already) or when only one was in it: that one fails. Else each is a suspect, and is asked again alone.
   */
  disconnected(detail: string, explained: boolean): void;
  /** Fails everything that waits. */
  close(): void;
}

interface Job {
  readonly id: number;
  readonly question: HostQuestion;
  settle(answer: JobAnswer): void;
  settled: boolean;
  suspect: boolean;
  /** Part of `opening`: never asked again. */
  readonly opening: boolean;
  patience: NodeJS.Timeout | undefined;
  readonly turn: Turn | undefined;
}

export function createJobs({ parallel, grace, opening: openingTimeout, end }: JobsOptions): Jobs {
  let send: ((message: ToHost) => void) | null = null;
  let opened = false;
  let ended = 'the JVM is not up yet';
  let last = 0;
  let closed = false;
  const queue = createFairQueue<Job>();
  const flying = new Map<number, Job>();

  function pump(): void {
    while (mayLaunch(queue.peek())) launch(queue.take() as Job);
    // What still waits is held back by other questions while there is a JVM, and by the want of one otherwise.
    for (const { turn } of queue.all()) {
      if (opened) turn?.held();
      else turn?.begun();
    }
  }

  function mayLaunch(next: Job | undefined): boolean {
    if (send === null || !opened || next === undefined || flying.size >= parallel) return false;
    const alone = next.suspect || [...flying.values()].some(({ suspect }) => suspect);
    return !alone || flying.size === 0;
  }

  function launch(job: Job): void {
    flying.set(job.id, job);
    job.turn?.begun();
    send?.({ ...job.question, id: job.id });
  }

  function expire(job: Job, timeout: number): void {
    if (job.settled) return;
    const inFlight = flying.has(job.id);
    const { name } = job.question;
    job.settle(
      failed('timeout', inFlight ? `${name} gave no answer within ${timeout} ms` : waited(name, timeout)),
    );
    if (!inFlight) {
      queue.remove(job);
      pump();
      return;
    }
    send?.({ op: 'cancel', id: job.id });
    job.patience = setTimeout(() => end(`${name} did not end when its time was over`), grace);
  }

  function waited(name: string, timeout: number): string {
    const cause = opened ? 'other inquiries were before it' : `${ended}, and no other one was up in time`;
    return `${name} was not asked within ${timeout} ms: ${cause}`;
  }

  function newJob(
    question: HostQuestion,
    timeout: number,
    signal: AbortSignal | null,
    opening: boolean,
    turn?: Turn,
  ): { readonly job: Job; readonly answer: Promise<JobAnswer> } {
    const { promise: answer, resolve } = Promise.withResolvers<JobAnswer>();
    const late = (): void => expire(job, timeout);
    const timer = turn === undefined ? setTimeout(late, timeout) : undefined;
    signal?.addEventListener('abort', late, { once: true });
    last += 1;
    const job: Job = {
      id: last,
      question,
      opening,
      turn,
      settled: false,
      suspect: false,
      patience: undefined,
      settle(value) {
        job.settled = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', late);
        resolve(value);
      },
    };
    return { job, answer };
  }

  return {
    ask(question, timeout, signal, turn) {
      if (closed) return Promise.resolve(CLOSED);
      const { job, answer } = newJob(question, timeout, signal ?? null, false, turn);
      queue.add(job, 'facts' in question ? question.facts.principal : null);
      pump();
      return answer;
    },
    async connect(sender, opening) {
      send = sender;
      const asked = opening.map((question) => newJob(question, openingTimeout, null, true));
      for (const { job } of asked) launch(job);
      const answers = await Promise.all(asked.map(({ answer }) => answer));
      if (send !== sender) return null;
      opened = true;
      pump();
      return answers;
    },
    answered(answer) {
      const job = flying.get(answer.id);
      if (job === undefined) return;
      flying.delete(job.id);
      clearTimeout(job.patience);
      if (!job.settled) job.settle(answerOf(answer, job.question.name));
      if (answer.ends === true) {
        opened = false;
        end(`${job.question.name} called System.exit`);
      }
      pump();
    },
    disconnected(detail, explained) {
      const present = [...flying.values()];
      flying.clear();
      send = null;
      opened = false;
      ended = detail;
      for (const { patience } of present) clearTimeout(patience);
      const open = present.filter(({ settled }) => !settled);
      const guilty = !explained && present.length === 1;
      for (const job of open) {
        if (guilty) job.settle(failed('script', `${detail} while ${job.question.name} ran`));
        else if (job.opening) job.settle(failed('unavailable', detail));
        else job.suspect ||= !explained;
      }
      queue.addFirst(open.filter(({ settled }) => !settled));
      pump();
    },
    close() {
      closed = true;
      for (const job of [...flying.values(), ...queue.all()]) {
        queue.remove(job);
        clearTimeout(job.patience);
        if (!job.settled) job.settle(CLOSED);
      }
      flying.clear();
    },
  };
}

function answerOf({ fault, code, value }: HostAnswer, script: string): JobAnswer {
  if (fault === undefined) return { ok: true, value: value ?? null };
  return failed(code ?? 'script', `${script}: ${fault}`);
}

const CLOSED = failed('unavailable', 'the Groovy host is closed');

function failed(code: InquiryFault['code'], detail: string): JobAnswer {
  return { ok: false, fault: { code, detail } };
}
