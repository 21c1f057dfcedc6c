// What the gate would do for an entry, and why (D23). Asks every inquirer and changes nothing: nothing is remembered,
// kept, sent to the browser or told to an observer, and no leave is given.
import { ask, type Asked } from './ask.ts';
import type { Entry, WithholdingReason } from './entry.ts';
import { exemption, type Exemption } from './exemption.ts';
import type { GateOptions } from './gate.ts';
import type { Inquirer } from './inquirer.ts';
import { acknowledgements, judge, type Acknowledgement, type Judgement } from './judgement.ts';
import { readOnly } from './last-known.ts';
import type { FailureMode } from './plan.ts';

export type ExplainOptions = Omit<GateOptions, 'observer'>;

/** The entry to explain; it needs no transaction, since none is begun. */
export type ExplainedEntry = Pick<Entry, 'inquiry' | 'manner' | 'tracking'>;

/** One inquirer: what it answered (with how long it took and what went wrong) and what that means. */
export interface ExplainedInquiry extends Asked {
  readonly kind: Inquirer['kind'];
  /** Place in the plan, from 1. */
  readonly order: number;
  readonly failureMode: FailureMode['mode'];
  /** Whether an acknowledgement skips its page: `ignored` means that none would count. */
  readonly acknowledgement: Acknowledgement;
  /** What its answer does to the entry; `shut` and `ask` end in a page, `withhold` in a refusal. */
  readonly effect: Judgement['kind'];
}

export type ExplainedDecision =
  | { readonly kind: 'clear'; readonly by: null }
  | { readonly kind: 'ask'; readonly by: string; readonly block: boolean }
  | { readonly kind: 'unavailable'; readonly by: string; readonly inquirers: readonly string[] }
  | { readonly kind: 'withheld'; readonly by: string; readonly reason: WithholdingReason };

export interface Explanation {
  /** What the service's policy says: the inquirers count, or which member of it sets them aside (D7). */
  readonly policy: Exemption;
  /** Acknowledgements are ignored (D7, D17). */
  readonly forced: boolean;
  /** Every inquirer in the order of the plan, those too that the gate would not come to. */
  readonly inquirers: readonly ExplainedInquiry[];
  /** As `gate.approach` would decide for a new entry; `by` names the inquirer that decides it. */
  readonly decision: ExplainedDecision;
}

export async function explain(options: ExplainOptions, entry: ExplainedEntry): Promise<Explanation> {
  const { plan, headless = 'BLOCKING', clock, lastKnown = null } = options;
  const looking = { ...entry, tracking: { ...entry.tracking, present: () => undefined } };
  const acknowledged = acknowledgements(looking, options);
  const policy = await exemption(entry.inquiry);
  const inquirers: ExplainedInquiry[] = [];
  for (const [index, planned] of plan.entries()) {
    const asked = await ask(planned, entry.inquiry, { clock, lastKnown: readOnly(lastKnown) });
    const acknowledgement = await acknowledged.of(asked.response);
    inquirers.push({
      ...asked,
      kind: planned.inquirer.kind,
      order: index + 1,
      failureMode: planned.failureMode.mode,
      acknowledgement,
      effect: judge(asked, acknowledgement, entry.manner, headless).kind,
    });
  }
  const decision = policy.kind === 'exempt' ? CLEAR : decide(inquirers);
  return { policy, forced: acknowledged.forced, inquirers, decision };
}

const CLEAR: ExplainedDecision = { kind: 'clear', by: null };

/** The first that asks or withholds decides; failing that, those that keep the door shut do. */
function decide(inquirers: readonly ExplainedInquiry[]): ExplainedDecision {
  for (const { inquirer: by, effect, response, outcome } of inquirers) {
    const block = response?.block === true;
    if (effect === 'ask') return { kind: 'ask', by, block };
    if (effect !== 'withhold') continue;
    const reason = outcome === 'failed-closed' ? 'inquiry-failed' : block ? 'block' : 'interrupt';
    return { kind: 'withheld', by, reason };
  }
  const shut = inquirers.filter(({ effect }) => effect === 'shut').map(({ inquirer }) => inquirer);
  const [by] = shut;
  return by === undefined ? CLEAR : { kind: 'unavailable', by, inquirers: shut };
}
