// Asks one inquirer: within its deadline, with its failure turned into what its failure mode says (D9).
import type { Inquiry } from './inquiry.ts';
import { callInquirer, type Called } from './call.ts';
import type { Caller, Calls } from './calls.ts';
import type { InquiryFault } from './inquirer.ts';
import type { KnownAnswer, LastKnownAnswers } from './last-known.ts';
import type { PlannedInquirer } from './plan.ts';
import type { Clock } from './ports.ts';
import type { InterruptResponse } from './response.ts';

/** What came of asking one inquirer in one entry. */
export interface Asked {
  readonly inquirer: string;
  /** `busy`: it was never asked, because too much of one's own was before it; no failure, whatever the mode (D26). */
  readonly outcome: 'none' | 'interrupt' | 'failed-open' | 'failed-closed' | 'busy';
  /** Present exactly with outcome `interrupt`. */
  readonly response: InterruptResponse | null;
  /** What went wrong, also when the last known answer stood in or an answer came in spite of it. */
  readonly fault: InquiryFault | null;
  readonly source: 'answer' | 'last-known';
  readonly milliseconds: number;
  /** Why it is busy; only with that outcome. */
  readonly waited?: string;
}

export interface AskingPorts {
  readonly clock: Clock;
  readonly lastKnown: LastKnownAnswers | null;
  /** Calls that are shared and limited, and who calls; without it each is one of its own. */
  readonly calls?: { readonly shared: Calls; readonly caller: Caller };
}

export async function ask(planned: PlannedInquirer, inquiry: Inquiry, ports: AskingPorts): Promise<Asked> {
  const began = performance.now();
  const answer = await call(planned, inquiry, ports);
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
  if (answer.kind === 'busy') return asked('busy', { waited: answer.detail });
  if (answer.kind !== 'failed') {
    const { fault = null } = answer;
    const response = answer.kind === 'interrupt' ? answer.response : null;
    // What was asked with less than all is good for this entry; it is not what the source says of the person (D27).
    if (fault?.code !== 'turned-away') await keep(planned, inquiry, response, ports);
    return asked(response === null ? 'none' : 'interrupt', { response, fault });
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

function call({ inquirer }: PlannedInquirer, inquiry: Inquiry, { calls }: AskingPorts): Promise<Called> {
  if (calls !== undefined) return calls.shared.of(inquirer, inquiry, calls.caller);
  const { timeout } = inquirer;
  return callInquirer(inquirer, inquiry, timeout === null ? null : { hold: timeout, timeout });
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
