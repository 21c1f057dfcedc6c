// Calls of inquirers, shared and limited, so that load belongs to who makes it (D26). The one place of the engine that
// does either; a gate has one.
import { callInquirer, type Called } from './call.ts';
import type { Inquirer } from './inquirer.ts';
import type { Inquiry } from './inquiry.ts';
import type { Clock } from './ports.ts';
import { createTurns, type GiveBack } from './turns.ts';

/** A running call older than this is joined by nobody, in milliseconds. */
const YOUNG = 250;

/** Who calls. */
export interface Caller {
  /** The session or the login; calls of another one are never joined. */
  readonly session: string;
  /** An event, a retry, an acknowledgement: it must be asked now, whatever is under way. */
  readonly fresh: boolean;
}

export interface Calls {
  of(inquirer: Inquirer, inquiry: Inquiry, caller: Caller): Promise<Called>;
  /** The same turn for what is no inquirer; `null` after `wait` milliseconds without one. */
  turnOf(name: string, inquiry: Inquiry, wait: number): Promise<GiveBack | null>;
  /** For health: calls under way, calls that wait, and how many waited in vain since the start. */
  count(): { readonly running: number; readonly waiting: number; readonly busy: number };
}

interface Running {
  readonly inquirer: Inquirer;
  readonly definition: Inquiry['registeredService'];
  readonly question: string;
  readonly since: number;
  readonly answer: Promise<Called>;
}

export function createCalls(clock: Clock): Calls {
  const turns = createTurns();
  /** By session: few at a time, each for as long as its call. */
  const running = new Map<string, Set<Running>>();
  let busy = 0;

  /** Waits for its turn as long as it may take, and then may take as long. */
  async function own(inquirer: Inquirer, inquiry: Inquiry, timeout: number): Promise<Called> {
    const began = performance.now();
    const taken = turns.take(lineOf(inquirer.name, inquiry), timeout);
    const turn = taken instanceof Promise ? await taken : taken;
    if (turn === null) return { kind: 'busy', detail: waitedInVain(inquirer.name, timeout) };
    try {
      const hold = Math.max(0, timeout - (performance.now() - began));
      return await callInquirer(inquirer, inquiry, { hold, timeout });
    } finally {
      turn();
    }
  }

  function joinable(inquirer: Inquirer, inquiry: Inquiry, session: string, question: string): Running | null {
    const now = clock.now();
    const candidates = [...(running.get(session) ?? [])];
    return (
      candidates.find(
        (call) =>
          call.inquirer === inquirer &&
          // A definition that was read anew is another one, whatever it says.
          call.definition === inquiry.registeredService &&
          call.question === question &&
          now >= call.since &&
          now - call.since < YOUNG,
      ) ?? null
    );
  }

  function lead(
    inquirer: Inquirer,
    inquiry: Inquiry,
    session: string,
    question: string,
    timeout: number,
  ): Promise<Called> {
    const answer = own(inquirer, inquiry, timeout);
    const call: Running = {
      inquirer,
      definition: inquiry.registeredService,
      question,
      since: clock.now(),
      answer,
    };
    const those = running.get(session) ?? new Set();
    running.set(session, those.add(call));
    return answer.finally(() => {
      those.delete(call);
      if (those.size === 0) running.delete(session);
    });
  }

  async function ask(inquirer: Inquirer, inquiry: Inquiry, { session, fresh }: Caller): Promise<Called> {
    const { timeout } = inquirer;
    // Looks in memory: it is over before anybody could wait for it.
    if (timeout === null) return callInquirer(inquirer, inquiry, null);
    const question = inquirer.question?.(inquiry) ?? wholeQuestion(inquiry);
    const other = fresh ? null : joinable(inquirer, inquiry, session, question);
    if (other === null) return lead(inquirer, inquiry, session, question, timeout);
    const joined = performance.now();
    const shared = await other.answer;
    // One that waited in vain is shared too: the time that was left would be too short to be answered in, and whoever
    // makes their own calls wait would have made an inquirer fail.
    if (shared.kind !== 'failed') return shared;
    // Failures are not shared; what is left of one's own time is.
    const left = Math.max(0, timeout - (performance.now() - joined));
    return lead(inquirer, inquiry, session, question, left);
  }

  return {
    async of(inquirer, inquiry, caller) {
      const called = await ask(inquirer, inquiry, caller);
      if (called.kind === 'busy') busy += 1;
      return called;
    },
    async turnOf(name, inquiry, wait) {
      const turn = await turns.take(lineOf(name, inquiry), wait);
      if (turn === null) busy += 1;
      return turn;
    },
    count: () => ({ ...turns.count(), busy }),
  };
}

const lineOf = (name: string, { authentication }: Inquiry): string =>
  `${name}\n${authentication.principal.id}`;

const waitedInVain = (name: string, wait: number): string =>
  `${name} was not asked: this person's other inquiries were before it for ${Math.round(wait)} ms`;

/** Everything that an inquirer could look at; the definition is compared by itself. */
function wholeQuestion({ authentication, service, request }: Inquiry): string {
  return JSON.stringify([authentication, service, request]);
}
