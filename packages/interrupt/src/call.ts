// One call of one inquirer: its deadline, and whose time it is that passes (D26).
import type { Inquirer, InquirerAnswer, Turn } from './inquirer.ts';
import type { Inquiry } from './inquiry.ts';
import { soundAnswer } from './sound-answer.ts';

/** What came of a call; `busy` when it was never under way, because a queue, a limit or a pool of ours held it back. */
export type Called = InquirerAnswer | { readonly kind: 'busy'; readonly detail: string };

/** `hold`: the longest that a call may be held back; `timeout`: the longest that it may be under way. Milliseconds. */
export interface CallTimes {
  readonly hold: number;
  readonly timeout: number;
}

/** Never rejects: what an inquirer throws is its failure. */
export async function callInquirer(
  inquirer: Inquirer,
  inquiry: Inquiry,
  times: CallTimes | null,
): Promise<Called> {
  const deadline = new AbortController();
  const watch = times === null ? null : watchTimes(inquirer, times, deadline);
  try {
    const pending = inquirer.inquire(inquiry, deadline.signal, watch?.turn ?? UNWATCHED);
    if (watch === null || !isThenable(pending)) return soundAnswer(await pending);
    return await Promise.race([watch.over, Promise.resolve(pending).then(soundAnswer)]);
  } catch (cause) {
    const detail =
      cause instanceof Error ? `${cause.name}: ${cause.message}` : 'threw something that is no error';
    return { kind: 'failed', fault: { code: 'defect', detail, cause } };
  } finally {
    watch?.stop();
  }
}

const UNWATCHED: Turn = { held: () => undefined, begun: () => undefined };

interface Watch {
  readonly turn: Turn;
  /** Comes when one of the two times is over. */
  readonly over: Promise<Called>;
  stop(): void;
}

/** Two clocks of which one runs: the source's, and ours while the inquirer says that we hold the call back. */
function watchTimes(inquirer: Inquirer, { hold, timeout }: CallTimes, deadline: AbortController): Watch {
  const { promise: over, resolve } = Promise.withResolvers<Called>();
  const left = { ours: hold, theirs: timeout };
  let running: keyof typeof left = 'theirs';
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const start = (): void => {
    timer = setTimeout(
      () => {
        const called = running === 'ours' ? heldTooLong(inquirer.name, hold) : tooLate(timeout);
        // What came while this process was at work elsewhere is heard first.
        setImmediate(() => {
          resolve(called);
          deadline.abort();
        });
      },
      Math.max(0, left[running]),
    );
  };
  const turnTo = (next: keyof typeof left): void => {
    if (stopped || running === next) return;
    clearTimeout(timer);
    const now = performance.now();
    left[running] -= now - since;
    since = now;
    running = next;
    start();
  };
  start();
  return {
    turn: {
      held: () => turnTo('ours'),
      begun: () => turnTo('theirs'),
      left: () => left.theirs - (running === 'theirs' ? performance.now() - since : 0),
    },
    over,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const tooLate = (timeout: number): Called => ({
  kind: 'failed',
  fault: { code: 'timeout', detail: `no answer within ${timeout} ms` },
});

const heldTooLong = (inquirer: string, hold: number): Called => ({
  kind: 'busy',
  detail: `${inquirer} was not asked: other inquiries were before it for ${Math.round(hold)} ms`,
});

/** A promise of any make; the inquirer of an operator may answer what its type forbids. */
function isThenable(value: unknown): value is PromiseLike<InquirerAnswer> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
