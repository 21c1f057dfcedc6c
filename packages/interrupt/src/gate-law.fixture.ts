// The gate law as a model: what every inquirer said in an entry and what the person did decide, by rules written down
// here a second time and otherwise than in the gate, whether there may be leave to enter.
import assert from 'node:assert/strict';
import { readClearance } from './clearance.ts';
import type { Answered, Approach, Entry, Manner } from './entry.ts';
import type { Explanation } from './explain.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import { cookieTracking, plan, stub } from './gate.fixture.ts';
import type { Inquiry } from './inquiry.ts';
import type { FailureMode } from './plan.ts';
import type { EntryProgress } from './progress.ts';
import type { WebflowInterruptPolicy } from './service-policy.ts';
import { memoryAcknowledgements } from './testing/memory-acknowledgements.ts';
import { memoryLastKnown } from './testing/memory-last-known.ts';
import { testBrowser, type TestBrowser } from './testing/tracking-contract.ts';
import { testInquiry } from './testing/test-inquiry.ts';
import { createStoreTracking } from './tracking/store-tracking.ts';

export const LINK = 'https://a.example.org/';

/** What an inquirer can be made to say, and what that is. */
export const WORDS = {
  none: { text: '{ "interrupt": false }', is: 'none' },
  null: { text: 'null', is: 'none' },
  notice: { text: '{ "message": "1" }', is: 'notice' },
  linked: { text: `{ "message": "2", "links": { "a": "${LINK}" } }`, is: 'notice' },
  noSession: { text: '{ "message": "3", "ssoEnabled": false }', is: 'notice' },
  block: { text: '{ "message": "4", "block": true }', is: 'block' },
  linkedBlock: { text: `{ "message": "5", "block": true, "links": { "a": "${LINK}" } }`, is: 'block' },
  malformedBlock: { text: '{ "block": "yes", "data": 1 }', is: 'block' },
  malformed: { text: '{}', is: 'failure' },
  failed: { text: 'fail', is: 'failure' },
  thrown: { text: 'throw', is: 'failure' },
} as const;
export type Word = keyof typeof WORDS;

export interface Setting {
  readonly modes: readonly FailureMode[];
  readonly policies: readonly Pick<WebflowInterruptPolicy, 'enabled' | 'forceExecution'>[];
  readonly forceExecution: boolean;
  readonly headless: 'BLOCKING' | 'ANY';
  readonly tracking: 'cookie' | 'store';
  /** What the inquirers say to begin with, one word for each inquirer and application. */
  readonly words: readonly Word[];
}

/** Who arrives where: the application's number is its place among the policies, from 1; 0 is none. */
export interface Visitor {
  readonly person: string;
  readonly service: number;
  readonly manner: Manner;
}

/** What one inquirer said in one entry. */
interface Heard {
  /** The word that counts (the last known one if that stood in), `open` or `shut`. */
  readonly word: Word | 'open' | 'shut';
  readonly failed: boolean;
  readonly acknowledged: boolean;
}

/** What is known of an entry at one of its pages. */
export interface Standing {
  readonly visitor: Visitor;
  readonly transaction: string;
  readonly heard: ReadonlyMap<string, Heard>;
  readonly proceeded: ReadonlySet<string>;
}

export interface Page {
  readonly standing: Standing;
  readonly progress: EntryProgress;
}

type Kept = Readonly<Record<number, { readonly word: Word; readonly at: number }>>;

export interface World {
  readonly setting: Setting;
  readonly gate: Gate;
  readonly options: GateOptions;
  readonly browser: TestBrowser;
  readonly names: readonly string[];
  /** By inquirer and application. */
  readonly says: Map<string, Word>;
  readonly acknowledged: Set<string>;
  readonly known: Map<string, Kept>;
  readonly pages: Page[];
  readonly seen: Record<string, number>;
  now: number;
  transactions: number;
  /** The entry that is being asked about; null while somebody only looks. */
  current: { standing: Standing; heard: Map<string, Heard> } | null;
}

export function createWorld(setting: Setting): World {
  const names = setting.modes.map((_, index) => `inquirer-${index}`);
  const clock = { now: (): number => world.now };
  const inquirers = setting.modes.map((mode, index) =>
    plan(
      stub(`inquirer-${index}`, (inquiry) => answer(world, `inquirer-${index}`, mode, inquiry)),
      mode,
    ),
  );
  const options: GateOptions = {
    plan: inquirers,
    tracking:
      setting.tracking === 'cookie'
        ? cookieTracking
        : createStoreTracking({ rows: memoryAcknowledgements(), clock }),
    forceExecution: setting.forceExecution,
    headless: setting.headless,
    lastKnown: memoryLastKnown(),
    clock,
  };
  const world: World = {
    setting,
    gate: createGate(options),
    options,
    browser: testBrowser(),
    names,
    says: new Map(
      names.flatMap((name, i) =>
        [0, 1, 2].map((service) => [`${name}/${service}`, setting.words[i * 3 + service] ?? 'none']),
      ),
    ),
    acknowledged: new Set(),
    known: new Map(),
    pages: [],
    seen: {},
    now: 0,
    transactions: 0,
    current: null,
  };
  return world;
}

export function entryOf(world: World, { visitor, transaction }: Standing): Entry {
  const { person: principalId, service, manner } = visitor;
  const policy = world.setting.policies[service - 1];
  return {
    inquiry: testInquiry({ principalId, service: service === 0 ? null : service, ...(policy && { policy }) }),
    manner,
    tracking: world.browser.request(principalId),
    scope: { isOpen: () => true },
    transaction,
  };
}

/** The inquirers' side: says the word of the hour, and writes down what the gate has heard by it. */
function answer(world: World, name: string, mode: FailureMode, { registeredService }: Inquiry): string {
  const service = registeredService?.id ?? 0;
  const word = world.says.get(`${name}/${service}`) ?? 'none';
  if (world.current !== null) {
    const { standing, heard } = world.current;
    assert.equal(heard.has(name), false, `${name} was asked twice in one entry`);
    heard.set(name, hear(world, name, mode, word, standing));
  }
  if (word === 'thrown') throw new Error('boom');
  return WORDS[word].text;
}

function hear(world: World, name: string, mode: FailureMode, said: Word, { visitor }: Standing): Heard {
  const { person, service, manner } = visitor;
  const key = `${name}/${person}`;
  const failed = WORDS[said].is === 'failure';
  const kept = world.known.get(key) ?? {};
  if (!failed && mode.mode === 'LAST_KNOWN')
    world.known.set(key, { ...kept, [service]: { word: said, at: world.now } });
  const word = failed ? standIn(world, mode, kept, service) : said;
  const counts = !isForced(world, service) && !(manner === 'headless' && world.setting.tracking === 'cookie');
  return { word, failed, acknowledged: counts && world.acknowledged.has(`${person}/${word}`) };
}

function standIn({ now }: World, mode: FailureMode, kept: Kept, service: number): Heard['word'] {
  if (mode.mode !== 'LAST_KNOWN') return mode.mode === 'OPEN' ? 'open' : 'shut';
  const fresh = Object.entries(kept).filter(([, { at }]) => now - at <= mode.maxAge);
  const blocks = fresh
    .filter(([, { word }]) => WORDS[word].is === 'block')
    .map(([, { word, at }]) => ({ word, at }));
  const newest = blocks.find(({ at }) => at === Math.max(...blocks.map((block) => block.at)));
  const here = fresh.find(([of]) => Number(of) === service)?.[1];
  return newest?.word ?? here?.word ?? (mode.otherwise === 'OPEN' ? 'open' : 'shut');
}

export function isExempt({ setting }: World, service: number): boolean {
  return setting.policies[service - 1]?.enabled === false;
}

function isForced({ setting }: World, service: number): boolean {
  const said = setting.policies[service - 1]?.forceExecution ?? 'UNDEFINED';
  return said === 'TRUE' || (said === 'UNDEFINED' && setting.forceExecution);
}

/** What the law makes of one inquirer's word. */
function standingOf(
  world: World,
  { visitor, proceeded }: Standing,
  name: string,
  heard: Heard | undefined,
): string {
  if (heard === undefined) return 'unasked';
  const { word, acknowledged } = heard;
  if (word === 'shut') return visitor.manner === 'interactive' ? 'shut' : 'withheld: inquiry-failed';
  if (word === 'open' || WORDS[word].is === 'none') return 'passes';
  if (WORDS[word].is === 'block') return visitor.manner === 'interactive' ? 'ask' : 'withheld: block';
  if (acknowledged || proceeded.has(name)) return 'passes';
  if (visitor.manner === 'interactive') return 'ask';
  return visitor.manner === 'headless' && world.setting.headless === 'BLOCKING'
    ? 'passes'
    : 'withheld: interrupt';
}

/** What must come of an entry about which so much was heard: one word, and who is to blame. */
export function lawful(
  world: World,
  standing: Standing,
): { readonly outcome: string; readonly by: string | null } {
  if (isExempt(world, standing.visitor.service)) return { outcome: 'clear', by: null };
  const all = world.names.map((name) => ({
    name,
    is: standingOf(world, standing, name, standing.heard.get(name)),
  }));
  const decider = all.find(({ is }) => is !== 'passes' && is !== 'shut');
  if (decider !== undefined) return { outcome: decider.is, by: decider.name };
  const shut = all.find(({ is }) => is === 'shut');
  return shut === undefined ? { outcome: 'clear', by: null } : { outcome: 'unavailable', by: shut.name };
}

/** Holds an outcome of the gate to the law, and keeps its page for later. */
export function holdToLaw(world: World, standing: Standing, outcome: Approach | Answered): void {
  const { outcome: expected, by } = lawful(world, standing);
  const said = outcome.kind === 'withheld' ? `withheld: ${outcome.reason}` : outcome.kind;
  assert.equal(said, expected, `by ${by}`);
  world.seen[said] = (world.seen[said] ?? 0) + 1;
  if (outcome.kind === 'ask') {
    assert.equal(outcome.progress.asking?.inquirer, by);
    const word = standing.heard.get(by ?? '')?.word as Word;
    assert.equal(outcome.response.block, WORDS[word].is === 'block');
  }
  if (outcome.kind === 'clear') holdClearance(world, standing, outcome);
  if ('progress' in outcome) world.pages.push({ standing, progress: outcome.progress });
}

function holdClearance(
  { browser }: World,
  standing: Standing,
  { clearance }: Extract<Approach, { kind: 'clear' }>,
): void {
  const { visitor, transaction, heard, proceeded } = standing;
  const leave = readClearance(clearance) ?? assert.fail('no clearance');
  assert.equal(leave.authentication.principal.id, visitor.person);
  assert.equal(leave.service?.id ?? null, entryServiceOf(visitor));
  assert.equal(leave.transaction, transaction);
  assert.equal(leave.ssoEnabled, ![...heard.values()].some(({ word }) => word === 'noSession'));
  assert.equal('finalizedInterrupt' in leave.authentication.attributes, proceeded.size > 0);
  const failed = [...heard].filter(([, each]) => each.failed).map(([name]) => name);
  assert.deepEqual(new Set(leave.entryAttributes['interruptInquiryFailed']), new Set(failed));
  assert.ok(browser.sent.every((value) => value !== null));
}

const entryServiceOf = ({ service }: Visitor): string | null =>
  testInquiry({ service: service === 0 ? null : service }).service?.id ?? null;

/** An explanation in the words of the law. */
export function explained({ decision }: Explanation): {
  readonly outcome: string;
  readonly by: string | null;
} {
  const outcome = decision.kind === 'withheld' ? `withheld: ${decision.reason}` : decision.kind;
  return { outcome, by: decision.by };
}
