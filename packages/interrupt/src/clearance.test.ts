import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ClearanceError,
  makeClearance,
  readClearance,
  spendClearance,
  type Clearance,
  type Cleared,
} from './clearance.ts';
import { testInquiry } from './testing/test-inquiry.ts';

const { authentication, service } = testInquiry();
const facts: Cleared = {
  authentication,
  entryAttributes: {},
  service,
  definition: 1,
  transaction: 'T-1',
  ssoEnabled: true,
};

function made(changes: Partial<Cleared> = {}): { clearance: Clearance; end(): void } {
  let isOpen = true;
  const clearance = makeClearance({ ...facts, ...changes }, { isOpen: () => isOpen });
  return {
    clearance,
    end: () => {
      isOpen = false;
    },
  };
}

test('D1 a clearance says whom and where it lets in, and is spent once on each purpose', () => {
  const { clearance } = made();
  assert.deepEqual(readClearance(clearance), facts);
  assert.deepEqual(spendClearance(clearance, 'session'), facts);
  assert.deepEqual(spendClearance(clearance, 'ticket'), facts);
  assert.throws(() => spendClearance(clearance, 'session'), ClearanceError);
  assert.throws(() => spendClearance(clearance, 'ticket'), ClearanceError);
});

test('D1 it ends with its request', () => {
  const { clearance, end } = made();
  end();
  assert.throws(() => spendClearance(clearance, 'ticket'), ClearanceError);
  assert.equal(readClearance(clearance), null);
});

test('D1 nothing that looks like one is one, a copy of a real one neither', () => {
  const { clearance } = made();
  const lookAlikes: unknown[] = [
    {},
    null,
    undefined,
    'clearance',
    7,
    facts,
    { ...clearance },
    structuredClone(clearance),
    JSON.parse(JSON.stringify(clearance)),
    Object.create(clearance),
    new Proxy(clearance, {}),
  ];
  for (const lookAlike of lookAlikes) {
    assert.throws(() => spendClearance(lookAlike as Clearance, 'ticket'), ClearanceError);
    assert.equal(readClearance(lookAlike as Clearance), null);
  }
});

test('D1 it holds nothing to read or change, and whoever reads it cannot send it elsewhere', () => {
  const { clearance } = made();
  assert.deepEqual(Reflect.ownKeys(clearance), []);
  assert.ok(Object.isFrozen(clearance));
  const read = readClearance(clearance) as { service: unknown } | null;
  assert.throws(() => {
    if (read !== null) read.service = { id: 'https://elsewhere.example.org/' };
  }, TypeError);
  assert.deepEqual(spendClearance(clearance, 'ticket').service, service);
});

test('D1 without a service it buys a session and no ticket', () => {
  const { clearance } = made({ service: null });
  assert.throws(() => spendClearance(clearance, 'ticket'), ClearanceError);
  assert.equal(spendClearance(clearance, 'session').service, null);
});

test('D1 the package hands out no maker of clearances', async () => {
  assert.equal('makeClearance' in (await import('./index.ts')), false);
});
