// The heart: decides for one entry whether a person may go on, is asked first, or is kept out. Every input and output
// is a port; what is remembered between two requests is a plain EntryProgress that the host keeps.
import { ask, type Asked } from './ask.ts';
import { createCalls, type Caller, type Calls } from './calls.ts';
import { makeClearance } from './clearance.ts';
import { judgedLinks } from './content/links.ts';
import type { Answered, Approach, Entry, PageEvent } from './entry.ts';
import { deafObserver, type GateAction, type GateObserver } from './events.ts';
import { exemption } from './exemption.ts';
import { fingerprint } from './fingerprint.ts';
import type { Attributes } from './inquiry.ts';
import { acknowledgements, judge, type Headless } from './judgement.ts';
import type { LastKnownAnswers } from './last-known.ts';
import type { Plan } from './plan.ts';
import type { Clock } from './ports.ts';
import { markedBy, NO_PROGRESS, passedBy, progressOf, shutBy, type EntryProgress } from './progress.ts';
import type { Tracking } from './tracking/tracking.ts';

export interface GateOptions {
  readonly plan: Plan;
  readonly tracking: Tracking;
  /** `cas.interrupt.core.force-execution`: acknowledgements are ignored (D17). Default false. */
  readonly forceExecution?: boolean;
  /** `cas.interrupt.core.headless`. Default BLOCKING. */
  readonly headless?: Headless;
  readonly lastKnown?: LastKnownAnswers | null;
  readonly observer?: GateObserver;
  readonly clock: Clock;
}

export interface Gate {
  readonly plan: Plan;
  /**
   * Asks what is still to be asked. With the progress of an earlier request of this entry, inquirers that are done are
   * not asked again (D2); the progress of any other entry counts as none.
   */
  approach(entry: Entry, progress?: EntryProgress): Promise<Approach>;
  /** Takes the person's answer to the page that `progress` describes, and goes on from there. */
  answer(entry: Entry, progress: EntryProgress, event: PageEvent): Promise<Answered>;
  /** How many inquiries are under way, wait for their turn, and waited in vain since the start (D26). */
  load(): ReturnType<Calls['count']>;
}

export function createGate(options: GateOptions): Gate {
  const { plan, tracking, headless = 'BLOCKING', observer = deafObserver, clock, lastKnown = null } = options;
  const calls = createCalls(clock);

  const tell = (entry: Entry, action: GateAction, inquirer: string | null, reason: string | null): void => {
    const { authentication, service, request } = entry.inquiry;
    const { id: principalId } = authentication.principal;
    const { clientAddress } = request;
    observer.event({ action, principalId, service: service?.id ?? null, clientAddress, inquirer, reason });
  };

  function report(entry: Entry, { inquirer, outcome, milliseconds, fault, source, waited }: Asked): void {
    observer.measured({ inquirer, outcome, milliseconds });
    if (waited !== undefined) tell(entry, 'INTERRUPT_BUSY', inquirer, waited);
    if (fault === null) return;
    const stoodIn = source === 'last-known' ? ', the last known answer stood in' : '';
    tell(
      entry,
      'INTERRUPT_INQUIRY_FAILED',
      inquirer,
      `${fault.code}: ${fault.detail} (${outcome}${stoodIn})`,
    );
  }

  async function approach(entry: Entry, kept: EntryProgress = NO_PROGRESS): Promise<Approach> {
    const progress = progressOf(entry, kept);
    if (progress.asking !== null) return { kind: 'ask', response: progress.asking.response, progress };
    if (progress.policy === 'exempt' || plan.length === 0) return finish(entry, progress);
    if (progress.policy === 'unasked') {
      const exempt = await exemption(entry.inquiry, calls);
      if (exempt.kind === 'busy') {
        tell(entry, 'INTERRUPT_BUSY', null, `${exempt.trigger}: this person's other requests were before it`);
        return busyWith(entry, exempt.trigger, progress);
      }
      if (exempt.kind === 'exempt') {
        tell(entry, 'INTERRUPT_SKIPPED', null, `policy: ${exempt.by}`);
        return finish(entry, { ...progress, policy: 'exempt' });
      }
      if (exempt.failed !== null)
        tell(entry, 'INTERRUPT_INQUIRY_FAILED', null, `policy trigger: ${exempt.failed}`);
    }
    return walk(entry, { ...progress, policy: 'ask' }, { fresh: false });
  }

  /** Through the plan, in order: an answer that passes leads to the next inquirer, so a notice hides no block (D3). */
  async function walk(
    entry: Entry,
    start: EntryProgress,
    { fresh, remembered = null }: { readonly fresh: boolean; readonly remembered?: string | null },
  ): Promise<Approach> {
    const caller: Caller = { session: entry.session ?? entry.transaction, fresh };
    let progress: EntryProgress = { ...start, busy: null };
    const acknowledged = acknowledgements(entry, options, remembered);
    for (const planned of plan) {
      const { name } = planned.inquirer;
      if (progress.done.includes(name) || progress.failedClosed.includes(name)) continue;
      const asked = await ask(planned, entry.inquiry, {
        clock,
        lastKnown,
        calls: { shared: calls, caller },
      });
      report(entry, asked);
      const judged = judge(asked, await acknowledged.of(asked.response), entry.manner, headless);
      if (judged.kind === 'withhold') {
        tell(entry, 'INTERRUPT_WITHHELD', name, `${entry.manner}: ${judged.reason}`);
        return { kind: 'withheld', reason: judged.reason };
      }
      if (judged.kind === 'busy') return busyWith(entry, name, progress);
      if (judged.kind === 'shut') {
        progress = shutBy(progress, name);
        continue;
      }
      if (asked.fault !== null) progress = markedBy(progress, name);
      if (judged.kind === 'ask') {
        const { response } = judged;
        tell(entry, 'INTERRUPT_REQUIRED', name, response.block ? 'block' : 'notice');
        return { kind: 'ask', response, progress: { ...progress, asking: { inquirer: name, response } } };
      }
      if (judged.skipped) tell(entry, 'INTERRUPT_SKIPPED', name, 'acknowledged');
      progress = passedBy(progress, name, asked.response);
    }
    return finish(entry, progress);
  }

  /** Nothing is decided: the same entry goes on from here when it is tried again. */
  function busyWith(entry: Entry, inquirer: string, progress: EntryProgress): Approach {
    if (entry.manner !== 'interactive') return { kind: 'withheld', reason: 'busy' };
    return { kind: 'busy', inquirer, progress: { ...progress, busy: inquirer } };
  }

  /** The one place where leave is given. */
  function finish(entry: Entry, progress: EntryProgress): Approach {
    if (progress.failedClosed.length > 0) {
      return { kind: 'unavailable', inquirers: progress.failedClosed, progress };
    }
    const { authentication, service } = entry.inquiry;
    const { attributes } = authentication;
    const { failed, finalized, ssoEnabled } = progress;
    const clearance = makeClearance(
      {
        authentication: finalized
          ? { ...authentication, attributes: withValue(attributes, 'finalizedInterrupt', [true]) }
          : authentication,
        entryAttributes:
          failed.length === 0 ? NO_ATTRIBUTES : withValue(NO_ATTRIBUTES, 'interruptInquiryFailed', failed),
        service,
        transaction: entry.transaction,
        ssoEnabled,
      },
      entry.scope,
    );
    return { kind: 'clear', clearance, progress };
  }

  async function answer(entry: Entry, kept: EntryProgress, event: PageEvent): Promise<Answered> {
    const progress = progressOf(entry, kept);
    const { asking } = progress;
    if (event.event === 'retry' && asking === null && progress.busy !== null) {
      // Its policy may not have been asked yet.
      if (progress.policy === 'unasked') return approach(entry, progress);
      return walk(entry, progress, { fresh: true });
    }
    if (event.event === 'retry' && asking === null && progress.failedClosed.length > 0) {
      return walk(entry, { ...progress, failedClosed: [] }, { fresh: true });
    }
    if (event.event === 'redirect' && asking !== null) return follow(entry, asking, event.link);
    if (event.event === 'proceed' && asking !== null) return proceed(entry, progress, asking);
    // Named events only: what is not understood continues nothing (D4).
    return { kind: 'restart' };
  }

  async function follow(entry: Entry, { inquirer, response }: Asking, link: string): Promise<Answered> {
    const url = judgedLinks(response).followed(link);
    if (url === null) return { kind: 'forged-link' };
    if (!response.block) await tracking.remember(entry.tracking, fingerprint(response));
    tell(entry, 'INTERRUPT_LINK_FOLLOWED', inquirer, response.block ? 'block' : 'notice');
    return { kind: 'leave', url };
  }

  async function proceed(
    entry: Entry,
    progress: EntryProgress,
    { inquirer, response }: Asking,
  ): Promise<Answered> {
    if (response.block) {
      tell(entry, 'INTERRUPT_BLOCKED', inquirer, 'proceed on a block');
      return { kind: 'blocked' };
    }
    const remembered = fingerprint(response);
    await tracking.remember(entry.tracking, remembered);
    tell(entry, 'INTERRUPT_PROCEEDED', inquirer, null);
    return walk(
      entry,
      { ...passedBy(progress, inquirer, response), finalized: true },
      { fresh: true, remembered },
    );
  }

  return { plan, approach, answer, load: calls.count };
}

type Asking = NonNullable<EntryProgress['asking']>;

const NO_ATTRIBUTES = Object.freeze(Object.create(null) as Attributes);

/** Without a prototype, as Attributes are. */
function withValue(attributes: Attributes, name: string, values: Attributes[string]): Attributes {
  return Object.assign(Object.create(null) as Attributes, attributes, { [name]: values });
}
