// What one inquirer's answer means for the entry. Pure rules, shared by the gate that acts on them and by `explain`.
import type { Asked } from './ask.ts';
import type { Entry, Manner, WithholdingReason } from './entry.ts';
import { fingerprint } from './fingerprint.ts';
import type { InterruptResponse } from './response.ts';
import type { Acknowledged, Tracking } from './tracking/tracking.ts';

export type Judgement =
  /** On to the next inquirer; `skipped` when an acknowledgement took the page away. */
  | { readonly kind: 'pass'; readonly skipped: boolean }
  | { readonly kind: 'ask'; readonly response: InterruptResponse }
  /** The door stays shut, but the rest of the plan is asked: a block behind a failure is shown as one. */
  | { readonly kind: 'shut' }
  /** Too much of one's own is under way: the same entry is tried again in a moment (D26). */
  | { readonly kind: 'busy' }
  | { readonly kind: 'withhold'; readonly reason: WithholdingReason };

/** Doors without a page: does a merely informing interrupt withhold too (D6)? */
export type Headless = 'BLOCKING' | 'ANY';

export function judge(
  { outcome, response }: Asked,
  acknowledgement: Acknowledgement,
  manner: Manner,
  headless: Headless,
): Judgement {
  const page = manner === 'interactive';
  if (outcome === 'busy') return page ? { kind: 'busy' } : { kind: 'withhold', reason: 'busy' };
  if (outcome === 'failed-closed')
    return page ? { kind: 'shut' } : { kind: 'withhold', reason: 'inquiry-failed' };
  if (response === null) return { kind: 'pass', skipped: false };
  if (acknowledgement === 'skips') return { kind: 'pass', skipped: true };
  if (page) return { kind: 'ask', response };
  if (response.block) return { kind: 'withhold', reason: 'block' };
  if (manner === 'passive' || headless === 'ANY') return { kind: 'withhold', reason: 'interrupt' };
  return { kind: 'pass', skipped: false };
}

/** `ignored`: none would count here, whether there is one or not. */
export type Acknowledgement = 'skips' | 'absent' | 'ignored';

export interface Acknowledgements {
  /** Acknowledgements are ignored at this service (D7, D17). */
  readonly forced: boolean;
  of(response: InterruptResponse | null): Promise<Acknowledgement>;
}

/**
 * What this person has acknowledged; read at most once an entry, and only when something asks for the page. A block is
 * never acknowledged (D5), and where there is no person only what the server itself keeps counts (D6). `now` is the
 * fingerprint that is being acknowledged in this request: a cookie that is only being sent cannot tell of it yet.
 */
export function acknowledgements(
  { inquiry, manner, tracking: request }: Pick<Entry, 'inquiry' | 'manner' | 'tracking'>,
  { tracking, forceExecution = false }: { readonly tracking: Tracking; readonly forceExecution?: boolean },
  now: string | null = null,
): Acknowledgements {
  const policy = inquiry.registeredService?.webflowInterruptPolicy.forceExecution ?? 'UNDEFINED';
  const forced = policy === 'UNDEFINED' ? forceExecution : policy === 'TRUE';
  let known: Acknowledged | null = null;
  return {
    forced,
    async of(response) {
      if (response === null) return 'absent';
      if (forced || response.block || (manner === 'headless' && tracking.kind === 'cookie')) return 'ignored';
      const wanted = fingerprint(response);
      if (wanted === now) return 'skips';
      known ??= await tracking.recall(request);
      return known.has(wanted) ? 'skips' : 'absent';
    },
  };
}
