// Asks one inquirer: within its deadline, with its failure turned into what its failure mode says (D9).
import type { Inquiry } from './inquiry.ts';
import type { InquirerAnswer, InquiryFault } from './inquirer.ts';
import type { KnownAnswer, LastKnownAnswers } from './last-known.ts';
import type { PlannedInquirer } from './plan.ts';
import type { Clock } from './ports.ts';
import type { InterruptResponse } from './response.ts';
import { soundAnswer } from './sound-answer.ts';

/** What came of asking one inquirer in one entry. */
export interface Asked {
  readonly inquirer: string;
  readonly outcome: 'none' | 'interrupt' | 'failed-open' | 'failed-closed';
  /** Present exactly with outcome `interrupt`. */
  readonly response: InterruptResponse | null;
  /** What went wrong, also when the last known answer stood in or a malformed answer was read as a block. */
  readonly fault: InquiryFault | null;
  readonly source: 'answer' | 'last-known';
  readonly milliseconds: number;
}

export interface AskingPorts {
  readonly clock: Clock;
  readonly lastKnown: LastKnownAnswers | null;
}

export async function ask(planned: PlannedInquirer, inquiry: Inquiry, ports: AskingPorts): Promise<Asked> {
  const began = performance.now();
  const answer = await answerInTime(planned, inquiry);
  const inquirer = planned.inquirer.name;
  const asked = (outcome: Asked['outcome'], rest: Partial<Asked> = {}): Asked => ({
    inquirer,
    outcome,
    response: null,
    fault: null,
    source: 'answer',
    milliseconds: performance.now() - began,
    ...rest,
  });
  if (answer.kind !== 'failed') {
    const response = answer.kind === 'interrupt' ? answer.response : null;
    const fault = answer.kind === 'interrupt' ? (answer.fault ?? null) : null;
    await keep(planned, inquiry, response, ports);
    return response === null ? asked('none') : asked('interrupt', { response, fault });
  }
  const { fault } = answer;
  const known = await lastKnown(planned, inquiry, ports);
  if (known !== null) {
    const { response } = known;
    return asked(response === null ? 'none' : 'interrupt', { response, fault, source: 'last-known' });
  }
  return asked(failsClosed(planned) ? 'failed-closed' : 'failed-open', { fault });
}

function failsClosed({ failureMode }: PlannedInquirer): boolean {
  return (
    failureMode.mode === 'CLOSED' || (failureMode.mode === 'LAST_KNOWN' && failureMode.otherwise === 'CLOSED')
  );
}

async function answerInTime({ inquirer }: PlannedInquirer, inquiry: Inquiry): Promise<InquirerAnswer> {
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    const pending = inquirer.inquire(inquiry, deadline.signal);
    const { timeout } = inquirer;
    if (timeout === null || !isThenable(pending)) return soundAnswer(await pending);
    const late = new Promise<InquirerAnswer>((resolve) => {
      timer = setTimeout(() => {
        resolve({ kind: 'failed', fault: { code: 'timeout', detail: `no answer within ${timeout} ms` } });
        deadline.abort();
      }, timeout);
    });
    return soundAnswer(await Promise.race([pending, late]));
  } catch (cause) {
    const detail =
      cause instanceof Error ? `${cause.name}: ${cause.message}` : 'threw something that is no error';
    return { kind: 'failed', fault: { code: 'defect', detail, cause } };
  } finally {
    clearTimeout(timer);
  }
}

/** A promise of any make; the inquirer of an operator may answer what its type forbids. */
function isThenable(value: unknown): value is PromiseLike<InquirerAnswer> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

const serviceKey = (inquiry: Inquiry): string => inquiry.registeredService?.id.toString() ?? 'none';

async function keep(
  { inquirer, failureMode }: PlannedInquirer,
  inquiry: Inquiry,
  response: InterruptResponse | null,
  { clock, lastKnown: answers }: AskingPorts,
): Promise<void> {
  if (failureMode.mode !== 'LAST_KNOWN' || answers === null) return;
  const answer: KnownAnswer = { service: serviceKey(inquiry), response, at: clock.now() };
  await answers.keep(inquirer.name, inquiry.authentication.principal.id, answer, failureMode.maxAge);
}

/** A block that any service was told of holds here too, until that service is told otherwise; the newest first. */
async function lastKnown(
  { inquirer, failureMode }: PlannedInquirer,
  inquiry: Inquiry,
  { clock, lastKnown: answers }: AskingPorts,
): Promise<KnownAnswer | null> {
  if (failureMode.mode !== 'LAST_KNOWN' || answers === null) return null;
  const oldest = clock.now() - failureMode.maxAge;
  const all = await answers.list(inquirer.name, inquiry.authentication.principal.id);
  const fresh = all.filter(({ at }) => at >= oldest).toSorted((a, b) => b.at - a.at);
  const here = serviceKey(inquiry);
  return (
    fresh.find(({ response }) => response?.block === true) ??
    fresh.find(({ service }) => service === here) ??
    null
  );
}
