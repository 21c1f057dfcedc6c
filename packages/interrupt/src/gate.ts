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
import type { Plan, PlannedInquirer } from './plan.ts';
import type { Clock } from './ports.ts';
import {
  answeredIn,
  answeredPrint,
  askedBy,
  isOld,
  markedBy,
  NO_PROGRESS,
  passedBy,
  progressOf,
  shutBy,
  withoutOldAnswers,
  type EntryProgress,
} from './progress.ts';
import type { InterruptResponse } from './response.ts';
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
   * not asked again (D2), unless their answers are older than a minute (D39); the progress of any other entry counts as
   * none.
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
    return goOn(entry, progress, { fresh: false });
  }

  /** From where the entry stands; what was said too long ago is asked for again first (D39). */
  async function goOn(entry: Entry, stood: EntryProgress, how: Going): Promise<Approach> {
    const now = clock.now();
    const progress = { ...withoutOldAnswers(stood, now), busy: null };
    if (progress.policy === 'exempt' || plan.length === 0) return finish(entry, progress);
    if (progress.policy === 'ask') return walk(entry, progress, how);
    const exempt = await exemption(entry.inquiry, calls);
    if (exempt.kind === 'busy') {
      tell(entry, 'INTERRUPT_BUSY', null, `${exempt.trigger}: this person's other requests were before it`);
      return busyWith(entry, exempt.trigger, progress);
    }
    if (exempt.kind === 'exempt') {
      tell(entry, 'INTERRUPT_SKIPPED', null, `policy: ${exempt.by}`);
      return finish(entry, { ...progress, policy: 'exempt', policyAt: now });
    }
    if (exempt.failed !== null)
      tell(entry, 'INTERRUPT_INQUIRY_FAILED', null, `policy trigger: ${exempt.failed}`);
    return walk(entry, { ...progress, policy: 'ask', policyAt: now }, how);
  }

  const askOne = async (planned: PlannedInquirer, entry: Entry, fresh: boolean): Promise<Asked> => {
    const caller: Caller = { session: entry.session ?? entry.transaction, fresh };
    const asked = await ask(planned, entry.inquiry, { clock, lastKnown, calls: { shared: calls, caller } });
    report(entry, asked);
    return asked;
  };

  /** What every answer leaves behind: when it came, and the mark of what went wrong on the way to it (D9). */
  function heard(progress: EntryProgress, { inquirer, outcome, fault }: Asked): EntryProgress {
    const now = askedBy(progress, inquirer, clock.now());
    return fault === null || outcome === 'failed-closed' ? now : markedBy(now, inquirer);
  }

  /** Through the plan, in order: an answer that passes leads to the next inquirer, so a notice hides no block (D3). */
  async function walk(
    entry: Entry,
    start: EntryProgress,
    { fresh, remembered = null }: Going,
  ): Promise<Approach> {
    let progress = start;
    const acknowledged = acknowledgements(entry, options, remembered);
    for (const planned of plan) {
      const { name } = planned.inquirer;
      if (progress.done.includes(name) || progress.failedClosed.includes(name)) continue;
      const asked = await askOne(planned, entry, fresh);
      const judged = judge(asked, await acknowledged.of(asked.response), entry.manner, headless);
      if (judged.kind === 'withhold') {
        tell(entry, 'INTERRUPT_WITHHELD', name, `${entry.manner}: ${judged.reason}`);
        return { kind: 'withheld', reason: judged.reason };
      }
      if (judged.kind === 'busy') return busyWith(entry, name, progress);
      progress = heard(progress, asked);
      if (judged.kind === 'shut') {
        progress = shutBy(progress, name);
        continue;
      }
      const answeredHere = isAnswered(progress, name, asked.response);
      if (judged.kind === 'ask' && !answeredHere) return askWith(entry, progress, name, judged.response);
      if (judged.kind === 'pass' && judged.skipped && !answeredHere)
        tell(entry, 'INTERRUPT_SKIPPED', name, 'acknowledged');
      progress = passedBy(progress, name, asked.response);
    }
    return finish(entry, progress);
  }

  function askWith(
    entry: Entry,
    progress: EntryProgress,
    inquirer: string,
    response: InterruptResponse,
  ): Approach {
    tell(entry, 'INTERRUPT_REQUIRED', inquirer, response.block ? 'block' : 'notice');
    // Another text of what was answered a moment ago; a block says for itself that it has come.
    const changed = !response.block && answeredPrint(progress, inquirer) !== null;
    return { kind: 'ask', response, progress: { ...progress, asking: { inquirer, response, changed } } };
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
    const { authentication, service, registeredService } = entry.inquiry;
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
        definition: registeredService?.id ?? null,
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
      return goOn(entry, progress, { fresh: true });
    }
    if (event.event === 'retry' && asking === null && progress.failedClosed.length > 0) {
      return goOn(entry, { ...progress, failedClosed: [] }, { fresh: true });
    }
    if (event.event === 'redirect' && asking !== null) return follow(entry, progress, asking, event.link);
    if (event.event === 'proceed' && asking !== null) return proceed(entry, progress, asking);
    // Named events only: what is not understood continues nothing (D4).
    return { kind: 'restart' };
  }

  async function follow(
    entry: Entry,
    progress: EntryProgress,
    asking: Asking,
    link: string,
  ): Promise<Answered> {
    const { inquirer, response } = asking;
    const url = judgedLinks(response).followed(link);
    if (url === null) return { kind: 'forged-link' };
    const print = fingerprint(response);
    if (!response.block) await tracking.remember(entry.tracking, print);
    tell(entry, 'INTERRUPT_LINK_FOLLOWED', inquirer, response.block ? 'block' : 'notice');
    const planned = plan.find((candidate) => candidate.inquirer.name === inquirer);
    if (planned === undefined || !isOld(progress, inquirer, clock.now())) return { kind: 'leave', url };
    // An old page: what must be shown instead, if there is such a thing and it can be said, comes before its link (D39).
    const asked = await askOne(planned, entry, true);
    const acknowledged = await acknowledgements(entry, options).of(asked.response);
    const judged = judge(asked, acknowledged, entry.manner, headless);
    if (judged.kind !== 'ask' || fingerprint(judged.response) === print) return { kind: 'leave', url };
    const followed = response.block ? progress : answeredIn(progress, inquirer, print);
    return askWith(entry, heard(followed, asked), inquirer, judged.response);
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
    const proceeded = answeredIn(passedBy(progress, inquirer, response), inquirer, remembered);
    return goOn(entry, { ...proceeded, finalized: true }, { fresh: true, remembered });
  }

  return { plan, approach, answer, load: calls.count };
}

type Asking = NonNullable<EntryProgress['asking']>;

/** `fresh`: no call that is under way is joined. `remembered`: the fingerprint acknowledged in this very request. */
interface Going {
  readonly fresh: boolean;
  readonly remembered?: string | null;
}

/** The very notice was answered in this entry; acknowledgements may be ignored, a page is not shown twice for all that. */
function isAnswered(progress: EntryProgress, inquirer: string, response: InterruptResponse | null): boolean {
  if (response === null || response.block) return false;
  return answeredPrint(progress, inquirer) === fingerprint(response);
}

const NO_ATTRIBUTES = Object.freeze(Object.create(null) as Attributes);

/** Without a prototype, as Attributes are. */
function withValue(attributes: Attributes, name: string, values: Attributes[string]): Attributes {
  return Object.assign(Object.create(null) as Attributes, attributes, { [name]: values });
}
