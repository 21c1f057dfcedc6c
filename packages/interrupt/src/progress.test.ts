import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK, closed, FAIL, house, NONE, NOTICE, open, progressIn, stub } from './gate.fixture.ts';
import { NO_PROGRESS, progressFromJson, progressToJson } from './progress.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('D2 progress survives JSON without loss', async () => {
  const { enter } = house(
    open(stub('a', FAIL)),
    closed(stub('b', FAIL)),
    open(stub('c', NONE)),
    open(stub('d', NOTICE)),
  );
  const asked = progressIn(await enter());
  for (const progress of [NO_PROGRESS, asked]) {
    assert.deepEqual(progressFromJson(throughJson(progressToJson(progress))), progress);
  }
});

test('D1 what was not written as progress is none', () => {
  const good = throughJson(progressToJson(NO_PROGRESS)) as object;
  assert.notEqual(progressFromJson(good), null);
  const faulty = [
    null,
    7,
    'progress',
    [],
    {},
    { ...good, done: 'json' },
    { ...good, policy: 'none' },
    { ...good, more: 1 },
    { ...good, failedClosed: undefined },
    { ...good, asking: { inquirer: 'a' } },
    { ...good, asking: { inquirer: 'a', response: { block: false } } },
  ];
  for (const json of faulty) assert.equal(progressFromJson(json), null, JSON.stringify(json));
});

test('D1 progress of one entry opens no other: another person, service, transaction or manner is asked anew', async () => {
  const inquirer = stub('json', NONE);
  const { gate, entry } = house(open(inquirer));
  const through = progressIn(await gate.approach(entry()));
  inquirer.says = BLOCK;
  assert.equal((await gate.approach(entry(), through)).kind, 'clear');
  const others = [
    entry({ principalId: 'other' }),
    entry({ service: 2 }),
    entry({ service: null }),
    entry({ transaction: 'T-2' }),
  ];
  for (const other of others) assert.equal((await gate.approach(other, through)).kind, 'ask');
  for (const manner of ['passive', 'headless'] as const) {
    assert.equal((await gate.approach(entry({ manner }), through)).kind, 'withheld');
  }
});

test('D1 progress that was not bound by the gate counts as none', async () => {
  const { gate, entry } = house(open(stub('json', BLOCK)));
  for (const forged of [
    { ...NO_PROGRESS, done: ['json'] },
    { ...NO_PROGRESS, policy: 'exempt' as const },
  ]) {
    assert.equal((await gate.approach(entry(), forged)).kind, 'ask');
  }
});

test('D1 a page of another entry cannot be answered', async () => {
  const { enter, reply } = house(open(stub('json', NOTICE)));
  const page = await enter();
  const answered = await reply(page, { event: 'proceed' }, { service: 2 });
  assert.deepEqual(answered, { kind: 'restart' });
});
