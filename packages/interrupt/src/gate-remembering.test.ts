// What a person acknowledged, and what a service's policy says, decide whether the page is shown again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PageEvent } from './entry.ts';
import {
  BLOCK,
  cleared,
  house,
  houseWith,
  NONE,
  NOTICE,
  open,
  progressIn,
  shown,
  stub,
} from './gate.fixture.ts';
import { memoryAcknowledgements } from './testing/memory-acknowledgements.ts';
import { createStoreTracking } from './tracking/store-tracking.ts';

const PROCEED: PageEvent = { event: 'proceed' };

describe('remembering', () => {
  test('INT-42 INT-62 what was acknowledged is not asked again, at this service or another', async () => {
    const { enter, reply, audit } = house(open(stub('json', NOTICE)));
    await reply(await enter(), PROCEED);
    for (const service of [1, 2, null]) cleared(await enter({ service, transaction: `T-${service}` }));
    assert.deepEqual(audit().slice(-3), Array(3).fill('INTERRUPT_SKIPPED json'));
  });

  test('INT-42 a second inquirer with the very payload that is being acknowledged does not show it again', async () => {
    const { enter, reply } = house(open(stub('a', NOTICE)), open(stub('b', NOTICE)));
    cleared(await reply(await enter(), PROCEED));
    const forced = { policy: { forceExecution: 'TRUE' }, transaction: 'T-2' } as const;
    assert.equal((await reply(await enter(forced), PROCEED, forced)).kind, 'ask');
  });

  test('INT-43 INT-63 another payload is asked: changed, or another service’s', async () => {
    const json = stub('json', NOTICE);
    const { enter, reply } = house(open(json));
    await reply(await enter(), PROCEED);
    json.says = '{ "message": "Read this too" }';
    assert.equal(shown(await enter({ transaction: 'T-2' })), 'Read this too');
    json.says = ({ service }) => (service?.id.includes('app2') === true ? '{ "message": "App 2" }' : NOTICE);
    cleared(await enter({ transaction: 'T-3' }));
    assert.equal(shown(await enter({ service: 2, transaction: 'T-4' })), 'App 2');
  });

  test('INT-44 one person’s acknowledgement does nothing for the next at the same browser', async () => {
    const { enter, reply } = house(open(stub('json', NOTICE)));
    await reply(await enter({ principalId: 'a' }), PROCEED, { principalId: 'a' });
    assert.equal((await enter({ principalId: 'b', transaction: 'T-2' })).kind, 'ask');
    cleared(await enter({ principalId: 'a', transaction: 'T-3' }));
  });

  test('INT-45 D5 a block is asked although its very payload was tracked', async () => {
    const { gate, entry, enter } = houseWith(
      {
        tracking: {
          kind: 'custom',
          recall: async () => ({ has: () => true }),
          remember: () => assert.fail('a block'),
        },
      },
      open(stub('json', BLOCK)),
    );
    const page = await enter();
    assert.equal(shown(page), 'No entry');
    assert.deepEqual(await gate.answer(entry(), progressIn(page), PROCEED), { kind: 'blocked' });
  });

  test('INT-46 D16 the attribute finalizedInterrupt alone skips nothing', async () => {
    const { enter } = house(open(stub('json', NOTICE)));
    const authenticationAttributes = { finalizedInterrupt: [true] };
    assert.equal((await enter({ authenticationAttributes })).kind, 'ask');
  });

  test('INT-64 D16 proceed lets in, marks the authentication and sets the cookie', async () => {
    const { enter, reply, browser, audit } = house(open(stub('json', NOTICE)));
    const leave = cleared(await reply(await enter(), PROCEED));
    assert.deepEqual({ ...leave.authentication.attributes }, { finalizedInterrupt: [true] });
    assert.equal(Object.getPrototypeOf(leave.authentication.attributes), null);
    assert.equal(browser.sent.length, 1);
    assert.deepEqual(audit(), ['INTERRUPT_REQUIRED json', 'INTERRUPT_PROCEEDED json']);
    const later = cleared(await enter({ transaction: 'T-2' }));
    assert.deepEqual({ ...later.authentication.attributes }, {});
  });

  test('INT-65 showing the page alone remembers nothing', async () => {
    const { enter, browser } = house(open(stub('json', NOTICE)));
    await enter();
    assert.deepEqual(browser.sent, []);
    assert.equal((await enter({ transaction: 'T-2' })).kind, 'ask');
  });

  test('INT-72 INT-89 D14 ssoEnabled=false is remembered, and holds when the page is skipped', async () => {
    const { enter, reply } = house(
      open(stub('json', '{ "message": "No session", "ssoEnabled": false }')),
      open(stub('b', NONE)),
    );
    assert.equal(cleared(await reply(await enter(), PROCEED)).ssoEnabled, false);
    assert.equal(cleared(await enter({ transaction: 'T-2' })).ssoEnabled, false);
  });

  test('INT-72 one ssoEnabled=false among several holds', async () => {
    const off = stub('off', '{ "message": "1", "ssoEnabled": false }');
    const { enter, reply } = house(open(off), open(stub('on', '{ "message": "2", "ssoEnabled": true }')));
    const second = await reply(await enter(), PROCEED);
    assert.equal(cleared(await reply(second, PROCEED)).ssoEnabled, false);
  });

  test('INT-89 a null message and seconds of zero are remembered', async () => {
    const { enter, reply } = house(open(stub('json', '{ "message": null, "autoRedirectAfterSeconds": 0 }')));
    await reply(await enter(), PROCEED);
    cleared(await enter({ transaction: 'T-2' }));
  });

  test('D14 with a store an acknowledgement follows the person to another browser', async () => {
    const tracking = createStoreTracking({ rows: memoryAcknowledgements(), clock: { now: () => 7 } });
    const { enter, reply, browser } = houseWith({ tracking }, open(stub('json', NOTICE)));
    await reply(await enter(), PROCEED);
    assert.deepEqual(browser.sent, []);
    const other = houseWith({ tracking }, open(stub('json', NOTICE)));
    cleared(await other.enter({ transaction: 'T-2' }));
  });
});

describe('policy', () => {
  const forced = { policy: { forceExecution: 'TRUE' } } as const;
  const unforced = { policy: { forceExecution: 'FALSE' } } as const;

  test('INT-40 D17 forceExecution=TRUE asks at every entry, acknowledged or not', async () => {
    const { enter, reply } = house(open(stub('json', NOTICE)));
    for (const transaction of ['T-1', 'T-2', 'T-3']) {
      const page = await enter({ ...forced, transaction });
      assert.equal(page.kind, 'ask');
      cleared(await reply(page, PROCEED, { ...forced, transaction }));
    }
    cleared(await enter({ service: 2, transaction: 'T-4' }));
  });

  test('D17 force-execution asks at every service', async () => {
    const { enter, reply } = houseWith({ forceExecution: true }, open(stub('json', NOTICE)));
    cleared(await reply(await enter(), PROCEED));
    assert.equal((await enter({ transaction: 'T-2' })).kind, 'ask');
    assert.equal((await enter({ service: null, transaction: 'T-3' })).kind, 'ask');
  });

  test('INT-41 D7 forceExecution=FALSE of a service overrides a global true', async () => {
    const { enter, reply } = houseWith({ forceExecution: true }, open(stub('json', NOTICE)));
    cleared(await reply(await enter(unforced), PROCEED, unforced));
    cleared(await enter({ ...unforced, transaction: 'T-2' }));
  });

  test('INT-47 INT-48 a service with enabled=false asks nobody, not even of a block', async () => {
    const json = stub('json', BLOCK);
    const { enter, events } = house(open(json));
    const policy = { enabled: false, forceExecution: 'TRUE' } as const;
    for (const manner of ['interactive', 'passive', 'headless'] as const)
      cleared(await enter({ policy, manner }));
    assert.equal(json.asked, 0);
    assert.deepEqual(events.map(({ action, reason }) => [action, reason])[0], [
      'INTERRUPT_SKIPPED',
      'policy: enabled',
    ]);
    assert.equal((await enter({ service: 2, transaction: 'T-2' })).kind, 'ask');
  });

  test('INT-49 INT-50 INT-51 the attribute trigger is a filter and no source', async () => {
    const always = { source: '', test: (): 'match' => 'match' };
    const never = { source: '', test: (): 'no-match' => 'no-match' };
    const [on, off] = [
      { attributeTrigger: { name: always, value: always } },
      { attributeTrigger: { name: never, value: never } },
    ];
    const attributes = { memberOf: ['staff'] };
    const json = stub('json', NOTICE);
    const { enter } = house(open(json));
    assert.equal((await enter({ policy: on, attributes })).kind, 'ask');
    cleared(await enter({ policy: off, attributes, transaction: 'T-2' }));
    assert.equal((await enter({ policy: { attributeTrigger: null }, attributes })).kind, 'ask');
    json.says = NONE;
    cleared(await enter({ policy: on, attributes, transaction: 'T-3' }));
  });

  test('D7 a failing script trigger is told, and asked once an entry', async () => {
    let decided = 0;
    const decide = async (): Promise<{ kind: 'failed'; cause: string }> => {
      decided += 1;
      return { kind: 'failed', cause: 'null' };
    };
    const policy = { scriptTrigger: { source: 'test', decide } };
    const { enter, reply, events } = house(open(stub('json', NOTICE)));
    cleared(await reply(await enter({ policy }), PROCEED, { policy }));
    assert.equal(decided, 1);
    assert.equal(events[0]?.action, 'INTERRUPT_INQUIRY_FAILED');
  });
});
