import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, type Explanation } from './explain.ts';
import {
  BLOCK,
  cleared,
  closed,
  cookieTracking,
  FAIL,
  houseWith,
  NONE,
  NOTICE,
  open,
  plan,
  stub,
  type Arrival,
  type TestHouse,
} from './gate.fixture.ts';
import type { GateOptions } from './gate.ts';
import type { PlannedInquirer } from './plan.ts';
import { memoryLastKnown } from './testing/memory-last-known.ts';

// That the decision is the gate's, for every plan and every history, is shown in gate-law.test.ts.
interface Explained extends TestHouse {
  why(arrival?: Arrival): Promise<Explanation>;
}

function house(options: Partial<GateOptions>, ...inquirers: readonly PlannedInquirer[]): Explained {
  const made = houseWith(options, ...inquirers);
  const all = { plan: inquirers, tracking: cookieTracking, clock: { now: () => 0 }, ...options };
  return { ...made, why: (arrival) => explain(all, made.entry(arrival)) };
}

test('D23 every inquirer is asked in the order of the plan, those too that the gate does not come to', async () => {
  const { why } = house(
    {},
    open(stub('a', FAIL)),
    closed(stub('b', NOTICE, { kind: 'json' })),
    open(stub('c', BLOCK)),
  );
  const { inquirers, decision, policy, forced } = await why();
  assert.deepEqual(
    inquirers.map(({ order, inquirer, kind, failureMode, outcome, effect }) => [
      [order, inquirer, kind, failureMode],
      [outcome, effect],
    ]),
    [
      [
        [1, 'a', 'custom', 'OPEN'],
        ['failed-open', 'pass'],
      ],
      [
        [2, 'b', 'json', 'CLOSED'],
        ['interrupt', 'ask'],
      ],
      [
        [3, 'c', 'custom', 'OPEN'],
        ['interrupt', 'ask'],
      ],
    ],
  );
  assert.equal(inquirers[0]?.fault?.code, 'unavailable');
  assert.ok(inquirers.every(({ milliseconds }) => milliseconds >= 0));
  assert.deepEqual(decision, { kind: 'ask', by: 'b', block: false });
  assert.deepEqual([policy, forced], [{ kind: 'ask', failed: null }, false]);
});

test('D23 it tells whether an acknowledgement skips the page', async () => {
  const { why, enter, reply } = house({}, open(stub('notice', NOTICE)), open(stub('block', NONE)));
  const said = async (arrival?: Arrival): Promise<readonly string[]> => {
    const { inquirers, decision } = await why(arrival);
    return [inquirers[0]?.acknowledgement ?? '', decision.kind];
  };
  const policy = { forceExecution: 'TRUE' } as const;
  assert.deepEqual(await said(), ['absent', 'ask']);
  cleared(await reply(await enter(), { event: 'proceed' }));
  assert.deepEqual(await said(), ['skips', 'clear']);
  assert.deepEqual(await said({ policy }), ['ignored', 'ask']);
  assert.equal((await why({ policy })).forced, true);
  assert.deepEqual(await said({ manner: 'headless' }), ['ignored', 'clear']);
});

test('D23 a policy that sets the inquirers aside is named; what they would say is still told', async () => {
  const { why } = house({}, open(stub('json', BLOCK)));
  const { policy, decision, inquirers } = await why({ policy: { enabled: false } });
  assert.deepEqual(policy, { kind: 'exempt', by: 'enabled' });
  assert.deepEqual(decision, { kind: 'clear', by: null });
  assert.equal(inquirers[0]?.response?.block, true);
});

test('D23 refusals name who decides them', async () => {
  const { why } = house({}, closed(stub('a', FAIL)), open(stub('b', NONE)), closed(stub('c', FAIL)));
  assert.deepEqual((await why()).decision, { kind: 'unavailable', by: 'a', inquirers: ['a', 'c'] });
  assert.deepEqual((await why({ manner: 'passive' })).decision, {
    kind: 'withheld',
    by: 'a',
    reason: 'inquiry-failed',
  });
  const block = house({}, open(stub('a', NOTICE)), open(stub('b', BLOCK)));
  assert.deepEqual((await block.why({ manner: 'headless' })).decision, {
    kind: 'withheld',
    by: 'b',
    reason: 'block',
  });
  assert.deepEqual((await block.why({ manner: 'passive' })).decision, {
    kind: 'withheld',
    by: 'a',
    reason: 'interrupt',
  });
});

test('D23 it changes nothing: no cookie, no last known answer, no event', async () => {
  const lastKnown = memoryLastKnown();
  const mode = { mode: 'LAST_KNOWN', maxAge: 1000, otherwise: 'CLOSED' } as const;
  const { why, browser, events, measured } = house({ lastKnown }, plan(stub('rest', NOTICE), mode));
  browser.presented = ['two cookies of one name', 'would be expired'];
  assert.equal((await why()).decision.kind, 'ask');
  assert.deepEqual(browser.sent, []);
  assert.deepEqual([events, measured], [[], []]);
  assert.deepEqual(await lastKnown.list('rest', 'casuser'), []);
});
