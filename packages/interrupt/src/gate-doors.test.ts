import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PageEvent } from './entry.ts';
import {
  BLOCK,
  cleared,
  closed,
  FAIL,
  house,
  houseWith,
  NONE,
  NOTICE,
  open,
  plan,
  shown,
  stub,
} from './gate.fixture.ts';
import { memoryAcknowledgements } from './testing/memory-acknowledgements.ts';
import { memoryLastKnown } from './testing/memory-last-known.ts';
import { createStoreTracking } from './tracking/store-tracking.ts';

const PROCEED: PageEvent = { event: 'proceed' };
const RETRY: PageEvent = { event: 'retry' };
const withheld = (reason: string): object => ({ kind: 'withheld', reason });

describe('a passive request', () => {
  test('INT-90 gets no page and no leave while an interrupt is pending, blocking or not', async () => {
    const json = stub('json', NOTICE);
    const { enter, audit } = house(open(json));
    assert.deepEqual(await enter({ manner: 'passive' }), withheld('interrupt'));
    json.says = BLOCK;
    assert.deepEqual(await enter({ manner: 'passive' }), withheld('block'));
    assert.deepEqual(audit(), Array(2).fill('INTERRUPT_WITHHELD json'));
  });

  test('INT-94 an interactive one is asked', async () => {
    const { enter } = house(open(stub('json', NOTICE)));
    assert.equal((await enter({ manner: 'interactive' })).kind, 'ask');
  });

  test('INT-95 D6 being withheld leaves nothing behind: the next interactive request is asked', async () => {
    const { enter, browser } = house(open(stub('json', NOTICE)));
    assert.equal('progress' in (await enter({ manner: 'passive' })), false);
    assert.deepEqual(browser.sent, []);
    assert.equal((await enter({ transaction: 'T-2' })).kind, 'ask');
  });

  test('INT-96 once the interrupt is acknowledged it passes', async () => {
    const { enter, reply } = house(open(stub('json', NOTICE)));
    cleared(await reply(await enter(), PROCEED));
    cleared(await enter({ manner: 'passive', transaction: 'T-2' }));
  });

  test('D6 D9 a closed failure withholds', async () => {
    const { enter } = house(closed(stub('json', FAIL)));
    assert.deepEqual(await enter({ manner: 'passive' }), withheld('inquiry-failed'));
  });
});

describe('a headless door', () => {
  const headless = { manner: 'headless' } as const;

  test('D6 BLOCKING: a block withholds, a notice does not, and what it says of the session holds', async () => {
    const json = stub('json', BLOCK);
    const { enter } = house(open(json));
    assert.deepEqual(await enter(headless), withheld('block'));
    json.says = '{ "message": "Read this", "ssoEnabled": false }';
    const leave = cleared(await enter(headless));
    assert.deepEqual([leave.ssoEnabled, leave.authentication.attributes], [false, {}]);
  });

  test('D6 ANY: a notice withholds too, unless it was acknowledged in a store', async () => {
    const tracking = createStoreTracking({ rows: memoryAcknowledgements(), clock: { now: () => 7 } });
    const { enter, reply } = houseWith({ headless: 'ANY', tracking }, open(stub('json', NOTICE)));
    assert.deepEqual(await enter(headless), withheld('interrupt'));
    cleared(await reply(await enter(), PROCEED));
    cleared(await enter({ ...headless, transaction: 'T-2' }));
  });

  test('D6 ANY: a cookie that is sent along does not count', async () => {
    const { enter, reply } = houseWith({ headless: 'ANY' }, open(stub('json', NOTICE)));
    cleared(await reply(await enter(), PROCEED));
    assert.deepEqual(await enter({ ...headless, transaction: 'T-2' }), withheld('interrupt'));
  });

  test('D6 D9 a closed failure withholds', async () => {
    const { enter } = house(closed(stub('json', FAIL)), open(stub('b', NONE)));
    assert.deepEqual(await enter(headless), withheld('inquiry-failed'));
  });
});

describe('failure', () => {
  test('D9 OPEN goes on, is told, and marks exactly this entry', async () => {
    const rest = stub('rest', FAIL);
    const { enter, events } = house(open(rest), open(stub('json', NONE)));
    assert.deepEqual({ ...cleared(await enter()).entryAttributes }, { interruptInquiryFailed: ['rest'] });
    assert.deepEqual(
      events.map(({ action, inquirer, reason }) => [action, inquirer, reason]),
      [['INTERRUPT_INQUIRY_FAILED', 'rest', 'unavailable: test (failed-open)']],
    );
    rest.says = NONE;
    const next = cleared(await enter({ transaction: 'T-2' }));
    assert.deepEqual({ ...next.entryAttributes }, {});
    assert.deepEqual(next.authentication.attributes, {});
  });

  test('D9 the mark outlasts a page that comes after the failure', async () => {
    const { enter, reply } = house(
      open(stub('rest', FAIL)),
      open(stub('json', NOTICE)),
      open(stub('z', FAIL)),
    );
    const leave = cleared(await reply(await enter(), PROCEED));
    assert.deepEqual({ ...leave.entryAttributes }, { interruptInquiryFailed: ['rest', 'z'] });
    assert.deepEqual({ ...leave.authentication.attributes }, { finalizedInterrupt: [true] });
  });

  test('D9 CLOSED shuts the door until retry gets an answer, and asks only the failed ones again', async () => {
    const [good, bad, later] = [stub('good', NONE), stub('bad', FAIL), stub('later', NONE)];
    const { enter, reply, gate, entry } = house(open(good), closed(bad), open(later));
    const shut = await enter();
    assert.ok(shut.kind === 'unavailable');
    assert.deepEqual(shut.inquirers, ['bad']);
    assert.deepEqual(await gate.approach(entry(), shut.progress), shut);
    for (const event of [PROCEED, { event: 'redirect', link: 'https://a.example.org/' } as const]) {
      assert.deepEqual(await reply(shut, event), { kind: 'restart' });
    }
    const still = await reply(shut, RETRY);
    assert.equal(still.kind, 'unavailable');
    bad.says = NONE;
    const leave = cleared(await reply(still, RETRY));
    assert.deepEqual({ ...leave.entryAttributes }, {});
    assert.deepEqual([good.asked, bad.asked, later.asked], [1, 3, 1]);
  });

  test('D9 a retry that brings a block shows it', async () => {
    const bad = stub('bad', FAIL);
    const { enter, reply } = house(closed(bad));
    const shut = await enter();
    bad.says = BLOCK;
    assert.equal(shown(await reply(shut, RETRY)), 'No entry');
  });

  test('D9 a closed failure hides no block behind it, and a notice behind it opens nothing', async () => {
    const later = stub('later', BLOCK);
    const { enter, reply } = house(closed(stub('bad', FAIL)), open(later));
    assert.equal(shown(await enter()), 'No entry');
    later.says = NOTICE;
    const notice = await enter();
    assert.deepEqual(await reply(notice, RETRY), { kind: 'restart' });
    assert.equal((await reply(notice, PROCEED)).kind, 'unavailable');
  });

  test('D9 LAST_KNOWN lets the last good answer stand in and marks the entry', async () => {
    const rest = stub('rest', NONE);
    const lastKnown = memoryLastKnown();
    const planned = plan(rest, { mode: 'LAST_KNOWN', maxAge: 1000, otherwise: 'CLOSED' });
    const { enter, reply } = houseWith({ lastKnown }, planned);
    cleared(await enter());
    rest.says = FAIL;
    const leave = cleared(await enter({ transaction: 'T-2' }));
    assert.deepEqual({ ...leave.entryAttributes }, { interruptInquiryFailed: ['rest'] });
    rest.says = NOTICE;
    const forced = { policy: { forceExecution: 'TRUE' }, transaction: 'T-3' } as const;
    cleared(await reply(await enter(forced), PROCEED, forced));
    rest.says = FAIL;
    const page = await enter({ ...forced, transaction: 'T-4' });
    const marked = cleared(await reply(page, PROCEED, { ...forced, transaction: 'T-4' }));
    assert.deepEqual({ ...marked.entryAttributes }, { interruptInquiryFailed: ['rest'] });
    cleared(await enter({ transaction: 'T-5' }));
  });

  test('D9 a block holds at every service while the inquirer fails, and withholds there', async () => {
    const rest = stub('rest', BLOCK);
    const planned = plan(rest, { mode: 'LAST_KNOWN', maxAge: 1000, otherwise: 'OPEN' });
    const { enter } = houseWith({ lastKnown: memoryLastKnown() }, planned);
    await enter({ service: 1 });
    rest.says = FAIL;
    for (const service of [1, 2, null])
      assert.equal(shown(await enter({ service, transaction: 'T-2' })), 'No entry');
    assert.deepEqual(await enter({ service: 2, manner: 'headless' }), withheld('block'));
  });
});
