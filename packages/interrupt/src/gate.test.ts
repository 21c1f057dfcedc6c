import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PageEvent } from './entry.ts';
import { BLOCK, cleared, FAIL, house, NONE, NOTICE, open, progressIn, shown, stub } from './gate.fixture.ts';

const PROCEED: PageEvent = { event: 'proceed' };
const LINKED =
  '{ "message": "Read this", "links": { "a": "https://a.example.org/", "b": "//evil.example" } }';
const follow = (link: string): PageEvent => ({ event: 'redirect', link });

describe('the plan', () => {
  test('INT-34 the first interrupting answer takes the page and the ones after it are not asked yet', async () => {
    const [first, second] = [stub('first', NOTICE), stub('second', '{ "message": "Second" }')];
    const { enter } = house(open(first), open(second));
    assert.equal(shown(await enter()), 'Read this');
    assert.deepEqual([first.asked, second.asked], [1, 0]);
  });

  test('INT-34 D3 a notice that is proceeded hides no block behind it', async () => {
    const { enter, reply } = house(open(stub('notice', NOTICE)), open(stub('block', BLOCK)));
    const next = await reply(await enter(), PROCEED);
    assert.equal(shown(next), 'No entry');
    assert.deepEqual(await reply(next, PROCEED), { kind: 'blocked' });
  });

  test('INT-34 D3 a notice that was acknowledged before hides no block behind it', async () => {
    const block = stub('block', NONE);
    const { enter, reply } = house(open(stub('notice', NOTICE)), open(block));
    cleared(await reply(await enter(), PROCEED));
    block.says = BLOCK;
    assert.equal(shown(await enter({ transaction: 'T-2' })), 'No entry');
  });

  test('INT-34 D3 a notice that a headless door passes over hides no block behind it', async () => {
    const { enter } = house(open(stub('notice', NOTICE)), open(stub('block', BLOCK)));
    assert.deepEqual(await enter({ manner: 'headless' }), { kind: 'withheld', reason: 'block' });
  });

  test('INT-35 the one after a failure is asked', async () => {
    const { enter } = house(open(stub('broken', () => assert.fail('boom'))), open(stub('second', NOTICE)));
    assert.equal(shown(await enter()), 'Read this');
  });

  test('INT-37 nobody to ask, or nobody who says yes, is leave to enter', async () => {
    cleared(await house().enter());
    const { enter, audit } = house(open(stub('a', NONE)), open(stub('b', 'null')));
    const leave = cleared(await enter());
    assert.deepEqual(
      [leave.service, leave.ssoEnabled, leave.transaction],
      [{ id: 'https://app1.example.org/' }, true, 'T-1'],
    );
    assert.deepEqual({ ...leave.entryAttributes }, {});
    assert.deepEqual(audit(), []);
  });

  test('INT-38 an interrupt asks first, and says so', async () => {
    const { enter, events } = house(open(stub('json', NOTICE)));
    assert.equal(shown(await enter()), 'Read this');
    assert.deepEqual(events, [
      {
        action: 'INTERRUPT_REQUIRED',
        principalId: 'casuser',
        service: 'https://app1.example.org/',
        clientAddress: '192.0.2.7',
        inquirer: 'json',
        reason: 'notice',
      },
    ]);
  });

  test('INT-39 D2 what was done with in this entry is not asked again in it', async () => {
    const [none, notice] = [stub('none', NONE), stub('notice', NOTICE)];
    const { enter, reply, gate, entry } = house(open(none), open(notice));
    const clear = await reply(await enter(), PROCEED);
    [none.says, notice.says] = [BLOCK, BLOCK];
    cleared(await gate.approach(entry(), progressIn(clear)));
    assert.deepEqual([none.asked, notice.asked], [1, 1]);
  });

  test('INT-39 a page that is loaded again is the same page, without an inquiry', async () => {
    const notice = stub('notice', NOTICE);
    const { enter, gate, entry, audit } = house(open(notice));
    const page = await enter();
    notice.says = NONE;
    assert.deepEqual(await gate.approach(entry(), progressIn(page)), page);
    assert.equal(notice.asked, 1);
    assert.deepEqual(audit(), ['INTERRUPT_REQUIRED notice']);
  });

  test('INT-97 D2 an inquirer that says no is called exactly once for an entry, and again for the next', async () => {
    const rest = stub('rest', async () => ({ kind: 'none' }), { timeout: 5000 });
    const { enter, gate, entry, measured } = house(open(rest));
    const clear = await enter();
    await gate.approach(entry(), progressIn(clear));
    assert.equal(rest.asked, 1);
    await enter({ transaction: 'T-2' });
    assert.equal(rest.asked, 2);
    assert.deepEqual(
      measured.map(({ inquirer, outcome }) => [inquirer, outcome]),
      [
        ['rest', 'none'],
        ['rest', 'none'],
      ],
    );
  });
});

describe('the page is answered', () => {
  test('INT-66 D5 proceed on a block is refused, remembered nowhere, and tells the audit', async () => {
    const { enter, reply, browser, audit } = house(open(stub('json', BLOCK)));
    assert.deepEqual(await reply(await enter(), PROCEED), { kind: 'blocked' });
    assert.deepEqual(browser.sent, []);
    assert.deepEqual(audit(), ['INTERRUPT_REQUIRED json', 'INTERRUPT_BLOCKED json']);
  });

  test('INT-68 D14 a link of an ordinary page is followed, and acknowledges it', async () => {
    const { enter, reply, audit } = house(open(stub('json', LINKED)));
    assert.deepEqual(await reply(await enter(), follow('https://a.example.org/')), {
      kind: 'leave',
      url: 'https://a.example.org/',
    });
    assert.equal(audit().at(-1), 'INTERRUPT_LINK_FOLLOWED json');
    cleared(await enter({ transaction: 'T-2' }));
  });

  test('INT-69 D4 a link that the page did not show is no link, and acknowledges nothing', async () => {
    const { enter, reply, browser } = house(open(stub('json', LINKED)));
    for (const link of ['https://evil.example/', '//evil.example', '', 'a', 'https://a.example.org/x']) {
      assert.deepEqual(await reply(await enter(), follow(link)), { kind: 'forged-link' }, link);
    }
    assert.deepEqual(browser.sent, []);
  });

  test('INT-70 D5 a link of a block leads to the link and nothing else: the next entry is blocked', async () => {
    const { enter, reply, browser } = house(
      open(stub('json', '{ "block": true, "links": { "a": "https://a.example.org/" } }')),
    );
    const answered = await reply(await enter(), follow('https://a.example.org/'));
    assert.deepEqual(answered, { kind: 'leave', url: 'https://a.example.org/' });
    assert.deepEqual(browser.sent, []);
    const again = await enter({ transaction: 'T-2' });
    assert.ok(again.kind === 'ask' && again.response.block);
  });

  test('INT-71 D4 proceed with a link on a block is a block', async () => {
    const { enter, reply } = house(
      open(stub('json', '{ "block": true, "links": { "a": "https://a.example.org/" } }')),
    );
    const forged = { event: 'proceed', link: 'https://a.example.org/' } as PageEvent;
    assert.deepEqual(await reply(await enter(), forged), { kind: 'blocked' });
  });

  test('D4 an event that is none continues nothing and remembers nothing', async () => {
    const { enter, reply, browser } = house(open(stub('json', NOTICE)));
    const page = await enter();
    for (const event of ['', 'success', 'submit', 'Proceed', 'stay', 'retry', '__proto__', null, undefined]) {
      assert.deepEqual(await reply(page, { event } as unknown as PageEvent), { kind: 'restart' });
    }
    const link = undefined as unknown as string;
    assert.deepEqual(await reply(page, { event: 'redirect', link }), { kind: 'forged-link' });
    assert.deepEqual(browser.sent, []);
  });

  test('D22 without a page there is nothing to answer', async () => {
    const { enter, reply } = house(open(stub('json', NONE)));
    const clear = await enter();
    for (const event of [PROCEED, follow('https://a.example.org/'), { event: 'retry' } as const]) {
      assert.deepEqual(await reply(clear, event), { kind: 'restart' });
    }
  });

  test('D22 proceeding twice has one effect: the block behind it stays a block', async () => {
    const { enter, reply } = house(open(stub('notice', NOTICE)), open(stub('block', BLOCK)));
    const page = await enter();
    assert.equal(shown(await reply(page, PROCEED)), 'No entry');
    assert.equal(shown(await reply(page, PROCEED)), 'No entry');
  });
});

test('D24 an observer hears of no payload', async () => {
  const { enter, reply, events, measured } = house(
    open(stub('bad', '{ "message": "Secret-1", "data": { "a": "Secret-2" } }')),
    open(stub('fail', FAIL)),
    open(stub('json', '{ "message": "Secret-3", "links": { "Secret-4": "https://secret-5.example.org/" } }')),
  );
  await reply(await enter(), PROCEED);
  assert.doesNotMatch(JSON.stringify([events, measured]), /secret/i);
});
