// The heart: decides for one entry whether a person may go on, is asked first, or is kept out. Every input and output
// is a port; what is remembered between two requests is a plain EntryProgress that the host keeps.
import { ask, type Asked } from './ask.ts';
import { makeClearance, type Clearance, type EntryScope } from './clearance.ts';
import { judgedLinks } from './content/links.ts';
import { deafObserver, type GateAction, type GateObserver } from './events.ts';
import { exemption } from './exemption.ts';
import { fingerprint } from './fingerprint.ts';
import type { Attributes, Inquiry } from './inquiry.ts';
import type { LastKnownAnswers } from './last-known.ts';
import type { Plan } from './plan.ts';
import { systemClock, type Clock } from './ports.ts';
import { NO_PROGRESS, type EntryProgress } from './progress.ts';
import type { InterruptResponse } from './response.ts';
import type { Acknowledged, Tracking, TrackingRequest } from './tracking/tracking.ts';

export interface GateOptions {
  readonly plan: Plan;
  readonly tracking: Tracking;
  /** `cas.interrupt.core.force-execution`: acknowledgements are ignored (D17). Default false. */
  readonly forceExecution?: boolean;
  /** Doors without a page: does a merely informing interrupt withhold too (D6)? Default BLOCKING. */
  readonly headless?: 'BLOCKING' | 'ANY';
  readonly lastKnown?: LastKnownAnswers | null;
  readonly observer?: GateObserver;
  readonly clock?: Clock;
}

/** One request for a ticket, or for a session without a service. */
export interface Entry {
  readonly inquiry: Inquiry;
  /**
   * `interactive`: a person who can be shown a page. `passive`: a person who must not be (`gateway=true`).
   * `headless`: no person and no page (REST, proxy tickets).
   */
  readonly manner: 'interactive' | 'passive' | 'headless';
  readonly tracking: TrackingRequest;
  readonly scope: EntryScope;
  /** Names this entry in clearances; any text that is unique to it. */
  readonly transaction: string;
}

export type Approach =
  | { readonly kind: 'clear'; readonly clearance: Clearance; readonly progress: EntryProgress }
  /** The person is asked: show `response`, keep `progress`. */
  | { readonly kind: 'ask'; readonly response: InterruptResponse; readonly progress: EntryProgress }
  /** A check that must be made could not be (failure mode CLOSED): offer `retry`. */
  | { readonly kind: 'unavailable'; readonly inquirers: readonly string[]; readonly progress: EntryProgress }
  /** No page can be shown and no ticket is given; nothing is to be kept (D6). */
  | { readonly kind: 'withheld'; readonly reason: 'interrupt' | 'block' | 'inquiry-failed' };

/** What the person did on the page (D4). Anything else is no event and continues nothing. */
export type PageEvent =
  | { readonly event: 'proceed' }
  | { readonly event: 'redirect'; readonly link: string }
  | { readonly event: 'retry' };

export type Answered =
  | Approach
  /** To the link and nothing else. */
  | { readonly kind: 'leave'; readonly url: string }
  /** `proceed` on a block (INT-66). */
  | { readonly kind: 'blocked' }
  /** A link that the page did not show (INT-69). */
  | { readonly kind: 'forged-link' }
  /** The event does not belong to what is being asked: begin the original request again. */
  | { readonly kind: 'restart' };

export interface Gate {
  readonly plan: Plan;
  /** Asks what is still to be asked. With the progress of an earlier request, those that are done are not asked again. */
  approach(entry: Entry, progress?: EntryProgress): Promise<Approach>;
  /** Takes the person's answer to the page that `progress` describes, and goes on from there. */
  answer(entry: Entry, progress: EntryProgress, event: PageEvent): Promise<Answered>;
}

export function createGate(options: GateOptions): Gate {
  const { plan, tracking, forceExecution = false, headless = 'BLOCKING' } = options;
  const { observer = deafObserver, clock = systemClock, lastKnown = null } = options;

  const tell = (entry: Entry, action: GateAction, inquirer: string | null, reason: string | null): void => {
    const { authentication, service, request } = entry.inquiry;
    const { id: principalId } = authentication.principal;
    const { clientAddress } = request;
    observer.event({ action, principalId, service: service?.id ?? null, clientAddress, inquirer, reason });
  };

  function withhold(entry: Entry, reason: 'interrupt' | 'block' | 'inquiry-failed', inquirer: string | null): Approach {
    tell(entry, 'INTERRUPT_WITHHELD', inquirer, `${entry.manner}: ${reason}`);
    return { kind: 'withheld', reason };
  }

  async function acknowledged(entry: Entry, response: InterruptResponse, seen: Seen): Promise<boolean> {
    const policy = entry.inquiry.registeredService?.webflowInterruptPolicy.forceExecution ?? 'UNDEFINED';
    const forced = policy === 'UNDEFINED' ? forceExecution : policy === 'TRUE';
    if (response.block || forced) return false;
    seen.fingerprints ??= await tracking.recall(entry.tracking);
    return seen.fingerprints.has(fingerprint(response));
  }

  function report(entry: Entry, { inquirer, outcome, milliseconds, fault, source }: Asked): void {
    observer.measured({ inquirer, outcome, milliseconds });
    if (fault === null) return;
    const stoodIn = source === 'last-known' ? ', the last known answer stood in' : '';
    tell(entry, 'INTERRUPT_INQUIRY_FAILED', inquirer, `${fault.code}: ${fault.detail} (${outcome}${stoodIn})`);
  }

  async function walk(entry: Entry, start: EntryProgress): Promise<Approach> {
    let progress = start;
    const seen: Seen = { fingerprints: null };
    for (const planned of plan) {
      const { name } = planned.inquirer;
      if (progress.done.includes(name) || progress.failedClosed.includes(name)) continue;
      const asked = await ask(planned, entry.inquiry, { clock, lastKnown });
      report(entry, asked);
      if (asked.outcome === 'failed-closed') {
        if (entry.manner !== 'interactive') return withhold(entry, 'inquiry-failed', name);
        progress = { ...progress, failedClosed: [...progress.failedClosed, name] };
        continue;
      }
      const { response } = asked;
      const skipped = response !== null && (await acknowledged(entry, response, seen));
      if (skipped) tell(entry, 'INTERRUPT_SKIPPED', name, 'acknowledged');
      if (response !== null && !skipped) {
        if (entry.manner === 'interactive') {
          tell(entry, 'INTERRUPT_REQUIRED', name, response.block ? 'block' : 'notice');
          return { kind: 'ask', response, progress: { ...progress, asking: { inquirer: name, response } } };
        }
        const holds = response.block || entry.manner === 'passive' || headless === 'ANY';
        if (holds) return withhold(entry, response.block ? 'block' : 'interrupt', name);
      }
      progress = {
        ...progress,
        done: [...progress.done, name],
        failedOpen: asked.outcome === 'failed-open' ? [...progress.failedOpen, name] : progress.failedOpen,
        ssoEnabled: progress.ssoEnabled && (response?.ssoEnabled ?? true),
      };
    }
    return finish(entry, progress);
  }

  function finish(entry: Entry, progress: EntryProgress): Approach {
    if (progress.failedClosed.length > 0) {
      return { kind: 'unavailable', inquirers: progress.failedClosed, progress };
    }
    const { authentication, service } = entry.inquiry;
    const clearance = makeClearance(
      {
        authentication: progress.finalized ? finalized(authentication) : authentication,
        entryAttributes: marks(progress),
        service,
        transaction: entry.transaction,
        ssoEnabled: progress.ssoEnabled,
      },
      entry.scope,
    );
    return { kind: 'clear', clearance, progress };
  }

  async function approach(entry: Entry, progress: EntryProgress = NO_PROGRESS): Promise<Approach> {
    if (progress.asking !== null) {
      return { kind: 'ask', response: progress.asking.response, progress };
    }
    if (progress.policy === 'exempt' || plan.length === 0) return finish(entry, progress);
    if (progress.policy === 'unasked') {
      const exempt = await exemption(entry.inquiry);
      if (exempt.kind === 'exempt') {
        tell(entry, 'INTERRUPT_SKIPPED', null, `policy: ${exempt.by}`);
        return finish(entry, { ...progress, policy: 'exempt' });
      }
      if (exempt.failed !== null) tell(entry, 'INTERRUPT_INQUIRY_FAILED', null, `policy trigger: ${exempt.failed}`);
    }
    return walk(entry, { ...progress, policy: 'ask' });
  }

  async function answer(entry: Entry, progress: EntryProgress, event: PageEvent): Promise<Answered> {
    if (event.event === 'retry') {
      if (progress.asking !== null || progress.failedClosed.length === 0) return { kind: 'restart' };
      return walk(entry, { ...progress, failedClosed: [] });
    }
    if (progress.asking === null) return { kind: 'restart' };
    const { inquirer, response } = progress.asking;
    if (event.event === 'redirect') {
      const url = judgedLinks(response).followed(event.link);
      if (url === null) return { kind: 'forged-link' };
      if (!response.block) await tracking.remember(entry.tracking, fingerprint(response));
      tell(entry, 'INTERRUPT_LINK_FOLLOWED', inquirer, response.block ? 'block' : 'notice');
      return { kind: 'leave', url };
    }
    if (response.block) {
      tell(entry, 'INTERRUPT_BLOCKED', inquirer, 'proceed on a block');
      return { kind: 'blocked' };
    }
    await tracking.remember(entry.tracking, fingerprint(response));
    tell(entry, 'INTERRUPT_PROCEEDED', inquirer, null);
    return walk(entry, {
      ...progress,
      done: [...progress.done, inquirer],
      asking: null,
      finalized: true,
      ssoEnabled: progress.ssoEnabled && response.ssoEnabled,
    });
  }

  return { plan, approach, answer };
}

/** Acknowledgements, read at most once an entry and only when something asks for the page. */
interface Seen {
  fingerprints: Acknowledged | null;
}

function finalized<A extends { readonly attributes: Attributes }>(authentication: A): A {
  const attributes: Attributes = { ...authentication.attributes, finalizedInterrupt: [true] };
  return { ...authentication, attributes };
}

function marks({ failedOpen }: EntryProgress): Attributes {
  return failedOpen.length === 0 ? {} : { interruptInquiryFailed: failedOpen };
}
