import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PageEvent } from './entry.ts';
import { explain } from './explain.ts';
import {
  createWorld,
  entryOf,
  explained,
  holdToLaw,
  lawful,
  LINK,
  WORDS,
  type Page,
  type Setting,
  type Standing,
  type Visitor,
  type Word,
  type World,
} from './gate-law.fixture.ts';
import { progressFromJson, progressToJson, type EntryProgress } from './progress.ts';

// The model lives inside the world: fast-check runs the commands, `lawful` says what must come of each.
type Step = fc.AsyncCommand<object, World>;
const step = (name: string, run: (world: World) => Promise<void>): Step => ({
  check: () => true,
  run: (_, world) => {
    // No two steps at one moment: which of two last answers is the newer must be plain.
    world.now += 1;
    return run(world);
  },
  toString: () => name,
});

/** Runs one call of the gate with the inquirers writing down what it hears; answers what is known afterwards. */
async function during<T>(
  world: World,
  before: Standing,
  call: () => Promise<T>,
): Promise<{ after: Standing; outcome: T }> {
  const heard = new Map(before.heard);
  world.current = { standing: before, heard };
  try {
    return { outcome: await call(), after: { ...before, heard } };
  } finally {
    world.current = null;
  }
}

const throughStore = (progress: EntryProgress): EntryProgress =>
  progressFromJson(JSON.parse(JSON.stringify(progressToJson(progress)))) ?? assert.fail('progress was lost');

function newEntry(world: World, visitor: Visitor): Standing {
  world.transactions += 1;
  return { visitor, transaction: `T-${world.transactions}`, heard: new Map(), proceeded: new Set() };
}

const says = (place: number, service: number, word: Word): Step =>
  step(`inquirer-${place} says ${word} at ${service}`, async ({ says: words }) => {
    words.set(`inquirer-${place}/${service}`, word);
  });

const arrives = (visitor: Visitor): Step =>
  step(`arrives ${JSON.stringify(visitor)}`, async (world) => {
    const standing = newEntry(world, visitor);
    const sent = world.browser.sent.length;
    const explanation = await explain(world.options, entryOf(world, standing));
    assert.equal(world.browser.sent.length, sent);
    const { after, outcome } = await during(world, standing, () =>
      world.gate.approach(entryOf(world, standing)),
    );
    holdToLaw(world, after, outcome);
    // D23: what explain said is what the gate then did, for the same reason.
    assert.deepEqual(explained(explanation), lawful(world, after));
    for (const { inquirer, acknowledgement } of explanation.inquirers) {
      const heard = after.heard.get(inquirer);
      if (heard !== undefined)
        assert.equal(acknowledgement === 'skips', heard.acknowledged && isNotice(heard.word));
    }
  });

const isNotice = (word: string): boolean => word in WORDS && WORDS[word as Word].is === 'notice';

const reloads = (pick: number): Step =>
  step(`loads page ${pick} again`, (world) =>
    onPage(world, pick, async ({ standing, progress }) => {
      const { after, outcome } = await during(world, standing, () =>
        world.gate.approach(entryOf(world, standing), progress),
      );
      assert.deepEqual([...after.heard], [...standing.heard], 'a page that is loaded again asks nobody');
      holdToLaw(world, after, outcome);
    }),
  );

/** The same transaction with another person, application or manner: a page that fell into wrong hands. */
const carriesOver = (pick: number, visitor: Visitor): Step =>
  step(`carries page ${pick} over to ${JSON.stringify(visitor)}`, (world) =>
    onPage(world, pick, async ({ standing: { visitor: owner, transaction }, progress }) => {
      if (JSON.stringify(owner) === JSON.stringify(visitor)) return;
      const standing: Standing = { visitor, transaction, heard: new Map(), proceeded: new Set() };
      const answered = await world.gate.answer(entryOf(world, standing), progress, { event: 'proceed' });
      assert.deepEqual(answered, { kind: 'restart' });
      const { after, outcome } = await during(world, standing, () =>
        world.gate.approach(entryOf(world, standing), progress),
      );
      holdToLaw(world, after, outcome);
    }),
  );

const answers = (pick: number, event: PageEvent): Step =>
  step(`answers page ${pick} with ${JSON.stringify(event)}`, (world) =>
    onPage(world, pick, async ({ standing, progress }) => {
      const asking = progress.asking?.inquirer ?? null;
      const before = afterEvent(world, standing, asking, event);
      const { after, outcome } = await during(world, before, () =>
        world.gate.answer(entryOf(world, standing), progress, event),
      );
      const expected = expectedAnswer(standing, asking, event);
      if (expected === null) return holdToLaw(world, after, outcome);
      const said = outcome.kind === 'leave' ? `leave ${outcome.url}` : outcome.kind;
      assert.equal(said, expected);
      assert.equal(after.heard.size, before.heard.size, 'nobody was asked');
      world.seen[said] = (world.seen[said] ?? 0) + 1;
    }),
  );

/** What a person's event changes before anybody is asked on. */
function afterEvent(
  world: World,
  standing: Standing,
  asking: string | null,
  { event, ...rest }: PageEvent,
): Standing {
  const { heard, proceeded, visitor } = standing;
  const word = asking === null ? null : (heard.get(asking)?.word ?? null);
  if (event === 'retry' && asking === null) {
    return { ...standing, heard: new Map([...heard].filter(([, each]) => each.word !== 'shut')) };
  }
  if (asking === null || word === null || !isNotice(word)) return standing;
  const followed = event === 'redirect' && word === 'linked' && 'link' in rest && rest.link === LINK;
  if (event === 'proceed' || followed) world.acknowledged.add(`${visitor.person}/${word}`);
  return event === 'proceed' ? { ...standing, proceeded: new Set([...proceeded, asking]) } : standing;
}

/** Null when the gate must go on to ask; else the one answer that is right. */
function expectedAnswer({ heard }: Standing, asking: string | null, event: PageEvent): string | null {
  if (asking === null) {
    const shut = [...heard.values()].some(({ word }) => word === 'shut');
    return event.event === 'retry' && shut ? null : 'restart';
  }
  const word = heard.get(asking)?.word as Word;
  if (event.event === 'proceed') return WORDS[word].is === 'block' ? 'blocked' : null;
  if (event.event !== 'redirect') return 'restart';
  const linked = word === 'linked' || word === 'linkedBlock';
  return linked && event.link === LINK ? `leave ${LINK}` : 'forged-link';
}

/** Does it with one of the pages so far, as it comes back from the host's store; nothing when there are none. */
async function onPage(world: World, pick: number, act: (page: Page) => Promise<void>): Promise<void> {
  const page = pick === LAST ? world.pages.at(-1) : world.pages[pick % Math.max(world.pages.length, 1)];
  if (page !== undefined) await act({ ...page, progress: throughStore(page.progress) });
}

const passes = (time: number): Step =>
  step(`${time} ms pass`, async (world) => {
    world.now += time;
  });

/** Usually it is the last page that a person sees. */
const LAST = -1;

const word = fc.oneof(
  fc.constantFrom(...(Object.keys(WORDS) as Word[])),
  fc.constantFrom<Word>('none', 'notice', 'linked'),
);

const mode = fc.oneof(
  fc.constant({ mode: 'OPEN' } as const),
  fc.constant({ mode: 'CLOSED' } as const),
  fc.record({
    mode: fc.constant('LAST_KNOWN' as const),
    maxAge: fc.constant(100),
    otherwise: fc.constantFrom('OPEN', 'CLOSED'),
  }),
);

const setting: fc.Arbitrary<Setting> = fc.record({
  modes: fc.array(mode, { maxLength: 4 }),
  policies: fc.array(
    fc.record({
      enabled: fc.constantFrom(true, true, true, false),
      forceExecution: fc.constantFrom('UNDEFINED', 'TRUE', 'FALSE'),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  forceExecution: fc.boolean(),
  headless: fc.constantFrom('BLOCKING', 'ANY'),
  tracking: fc.constantFrom('cookie', 'store'),
  words: fc.array(word, { minLength: 12, maxLength: 12 }),
});

const visitor: fc.Arbitrary<Visitor> = fc.record({
  person: fc.constantFrom('a', 'a', 'b'),
  service: fc.nat(2),
  manner: fc.constantFrom('interactive', 'interactive', 'interactive', 'passive', 'headless'),
});

const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant<PageEvent>({ event: 'proceed' }) },
  { weight: 2, arbitrary: fc.constant<PageEvent>({ event: 'retry' }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(LINK, 'https://evil.example/', '')
      .map((link): PageEvent => ({ event: 'redirect', link })),
  },
  { weight: 1, arbitrary: fc.constant({ event: 'proceed', link: LINK } as PageEvent) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('stay', '', 'success', 'PROCEED')
      .map((said) => ({ event: said }) as unknown as PageEvent),
  },
);

const page = fc.oneof(fc.nat(20), fc.constant(LAST));

const steps = fc.commands(
  [
    fc.tuple(fc.nat(3), fc.nat(2), word).map((args) => says(...args)),
    fc.tuple(fc.nat(3), fc.nat(2), word).map((args) => says(...args)),
    visitor.map(arrives),
    visitor.map(arrives),
    fc.tuple(page, event).map((args) => answers(...args)),
    fc.tuple(page, event).map((args) => answers(...args)),
    page.map(reloads),
    fc.tuple(page, visitor).map((args) => carriesOver(...args)),
    fc.constantFrom(1, 60, 101).map(passes),
  ],
  { maxCommands: 40, size: '+1' },
);

test('D1 the gate law: whatever inquirers say and people do, leave is given exactly when every inquirer lets pass', async () => {
  const seen: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(setting, steps, async (chosen, commands) => {
      const world = createWorld(chosen);
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      for (const [outcome, times] of Object.entries(world.seen)) seen[outcome] = (seen[outcome] ?? 0) + times;
    }),
    { numRuns: 400 },
  );
  // The walk through the possibilities came everywhere.
  assert.deepEqual(Object.keys(seen).toSorted(), [
    'ask',
    'blocked',
    'clear',
    'forged-link',
    `leave ${LINK}`,
    'restart',
    'unavailable',
    'withheld: block',
    'withheld: inquiry-failed',
    'withheld: interrupt',
  ]);
});
