// A gate with real tracking, a browser that keeps its cookie, and inquirers that answer what a test says.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readClearance, type Cleared } from './clearance.ts';
import type { Answered, Approach, Entry, Manner, PageEvent } from './entry.ts';
import type { GateEvent, InquiryMeasured } from './events.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import type { Inquirer, InquirerAnswer } from './inquirer.ts';
import type { Inquiry } from './inquiry.ts';
import { parsePayloadText } from './payload.ts';
import type { FailureMode, PlannedInquirer } from './plan.ts';
import type { EntryProgress } from './progress.ts';
import { testBrowser, type TestBrowser } from './testing/tracking-contract.ts';
import { testInquiry, type TestQuestion } from './testing/test-inquiry.ts';
import { createCookieTracking } from './tracking/cookie-tracking.ts';
import { createSealedProtection } from './tracking/protection/sealed.ts';

/** Text is a payload as an endpoint would send it; `fail` is a failure; a function decides by the question. */
export type Says = string | ((inquiry: Inquiry) => string | InquirerAnswer | Promise<InquirerAnswer>);

export interface Stub extends Inquirer {
  /** What it answers from now on. */
  says: Says;
  /** How often it was asked. */
  asked: number;
}

export const NONE = '{ interrupt: false }';
export const NOTICE = '{ message: "Read this" }';
export const BLOCK = '{ message: "No entry", block: true }';
export const FAIL = 'fail';

export function stub(name: string, says: Says, facts: Partial<Inquirer> = {}): Stub {
  const inquirer: Stub = {
    name,
    kind: 'custom',
    timeout: null,
    says,
    asked: 0,
    inquire(inquiry) {
      inquirer.asked += 1;
      const said = typeof inquirer.says === 'string' ? inquirer.says : inquirer.says(inquiry);
      return typeof said === 'string' ? payload(said) : said;
    },
    ...facts,
  };
  return inquirer;
}

function payload(text: string): InquirerAnswer {
  if (text === FAIL) return { kind: 'failed', fault: { code: 'unavailable', detail: 'test' } };
  return parsePayloadText(text, { strict: false });
}

export const open = (inquirer: Inquirer): PlannedInquirer => plan(inquirer, { mode: 'OPEN' });
export const closed = (inquirer: Inquirer): PlannedInquirer => plan(inquirer, { mode: 'CLOSED' });
export const plan = (inquirer: Inquirer, failureMode: FailureMode): PlannedInquirer => ({
  inquirer,
  failureMode,
});

export const cookieTracking = createCookieTracking({
  protection: createSealedProtection(randomBytes(32), randomBytes),
  pinToSession: true,
  allowedAddresses: null,
  clock: { now: () => Date.UTC(2030, 0, 1) },
});

export interface Arrival extends TestQuestion {
  readonly manner?: Manner;
  readonly browser?: TestBrowser;
  readonly transaction?: string;
}

export interface TestHouse {
  readonly gate: Gate;
  readonly browser: TestBrowser;
  readonly events: GateEvent[];
  readonly measured: InquiryMeasured[];
  entry(arrival?: Arrival): Entry;
  /** A new request for entry. */
  enter(arrival?: Arrival): Promise<Approach>;
  /** The person's answer to the page that came of `page`, in a new request of the same entry. */
  reply(page: Approach | Answered, event: PageEvent, arrival?: Arrival): Promise<Answered>;
  /** What the audit saw, in short. */
  audit(): readonly string[];
}

export function house(...inquirers: readonly PlannedInquirer[]): TestHouse {
  return houseWith({}, ...inquirers);
}

export function houseWith(
  options: Partial<GateOptions>,
  ...inquirers: readonly PlannedInquirer[]
): TestHouse {
  const browser = testBrowser();
  const events: GateEvent[] = [];
  const measured: InquiryMeasured[] = [];
  const gate = createGate({
    plan: inquirers,
    tracking: cookieTracking,
    clock: { now: () => Date.UTC(2030, 0, 1) },
    observer: {
      event: (event) => void events.push(event),
      measured: (inquiry) => void measured.push(inquiry),
    },
    ...options,
  });
  const entry = ({
    manner = 'interactive',
    transaction = 'T-1',
    browser: from = browser,
    ...question
  }: Arrival = {}): Entry => ({
    inquiry: testInquiry(question),
    manner,
    tracking: from.request(question.principalId ?? 'casuser'),
    scope: { isOpen: () => true },
    transaction,
  });
  return {
    gate,
    browser,
    events,
    measured,
    entry,
    enter: (arrival) => gate.approach(entry(arrival)),
    reply: (page, event, arrival) => gate.answer(entry(arrival), progressIn(page), event),
    audit: () => events.map(({ action, inquirer }) => (inquirer === null ? action : `${action} ${inquirer}`)),
  };
}

export function progressIn(outcome: Approach | Answered): EntryProgress {
  return 'progress' in outcome ? outcome.progress : assert.fail(`${outcome.kind} leaves nothing to answer`);
}

/** What the clearance lets in; fails when there is none. */
export function cleared(outcome: Approach | Answered): Cleared {
  const found = outcome.kind === 'clear' ? readClearance(outcome.clearance) : null;
  return found ?? assert.fail(`no clearance but ${outcome.kind}`);
}

/** The message of the page. */
export function shown(outcome: Approach | Answered): string | null {
  return outcome.kind === 'ask' ? outcome.response.message : assert.fail(`no page but ${outcome.kind}`);
}
