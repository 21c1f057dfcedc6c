// A question that holds a person's own text, and the bare one beside it (D27). Something on the way may dislike such a
// text and say so, or say nothing at all: neither is the inquirer's failure while the bare question is answered.
import { setTimeout as pause } from 'node:timers/promises';
import type { InquirerAnswer, InquiryFault } from '../../inquirer.ts';
import { TIMED_OUT, type Outcome } from './outcome.ts';

type Question = (signal: AbortSignal) => Promise<Outcome>;

export interface Questions {
  /** It counts whenever it comes in time. */
  readonly full: Question;
  /** Null when the full question holds nothing that a person chose. */
  readonly bare: Question | null;
  /** Milliseconds that the full question has to itself; with a failure the bare one comes at once. */
  readonly alone: number;
  /** The deadline of both. */
  readonly signal: AbortSignal;
}

export interface Asked {
  /** What the endpoint does, leaving aside what is made of one person's text. Often known before the answer is. */
  readonly own: Promise<Outcome>;
  readonly answer: Promise<InquirerAnswer>;
}

const isGood = ({ answer }: Outcome): boolean => answer.kind !== 'failed';

/** Neither promise rejects; with the answer nothing is under way any more. */
export function askBeside({ full, bare, alone, signal }: Questions): Asked {
  const first = inTime(full(signal), signal);
  if (bare === null) return { own: first, answer: first.then(({ answer }) => answer) };
  const needless = new AbortController();
  const second = bareOutcome(first, bare, alone, AbortSignal.any([signal, needless.signal]));
  const settled = first.then((came) => {
    if (!isGood(came)) return second;
    needless.abort();
    return came;
  });
  // An endpoint that answers the bare question lives, whatever comes of the other.
  const alive = second.then((came) => (came.sick ? settled : came));
  return {
    own: Promise.race([settled, alive]),
    answer: Promise.all([first, settled]).then(([one, came]) =>
      one === came ? one.answer : marked(one, came),
    ),
  };
}

/** The first one's own outcome when that makes a second needless: it is good, or nobody has seen anything of it. */
async function bareOutcome(
  first: Promise<Outcome>,
  bare: Question,
  alone: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const time = new AbortController();
  const over = pause(alone, null, { signal: AbortSignal.any([signal, time.signal]) }).catch(() => null);
  const early = await Promise.race([first, over]);
  time.abort();
  if (early !== null && (isGood(early) || !early.seen)) return early;
  return inTime(bare(signal), signal);
}

function marked({ answer: first }: Outcome, { answer }: Outcome): InquirerAnswer {
  if (answer.kind === 'failed' || first.kind !== 'failed') return answer;
  const fault: InquiryFault = {
    code: 'turned-away',
    detail: `${first.fault.detail}; asked again without what the person sent, it answers`,
  };
  return { fault, ...answer };
}

/** At the deadline nothing is waited for any more, so that an answer in hand can be given. */
function inTime(coming: Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  const { promise: over, resolve } = Promise.withResolvers<Outcome>();
  const end = (): void => resolve(TIMED_OUT);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return Promise.race([coming, over]).finally(() => signal.removeEventListener('abort', end));
}
