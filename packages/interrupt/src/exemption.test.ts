import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exemption, type Exemption } from './exemption.ts';
import { createAttributeTrigger } from './patterns/trigger.ts';
import type { AttributeTrigger, ScriptTriggerAnswer, WebflowInterruptPolicy } from './service-policy.ts';
import { testInquiry, type TestQuestion } from './testing/test-inquiry.ts';

const ASK: Exemption = { kind: 'ask', failed: null };

function trigger(name: string, value: string): AttributeTrigger {
  const made = createAttributeTrigger(name, value);
  return made.ok ? made.trigger : assert.fail(made.field);
}

const script = (decide: () => Promise<ScriptTriggerAnswer>): Partial<WebflowInterruptPolicy> => ({
  scriptTrigger: { source: 'test', decide },
});

const under = (policy: Partial<WebflowInterruptPolicy>, question: TestQuestion = {}): Promise<Exemption> =>
  exemption(testInquiry({ ...question, policy }));

test('INT-47 INT-48 enabled=false sets the inquirers aside, forced or not', async () => {
  const off: Exemption = { kind: 'exempt', by: 'enabled' };
  assert.deepEqual(await under({ enabled: false }), off);
  assert.deepEqual(await under({ enabled: false, forceExecution: 'TRUE' }), off);
  assert.deepEqual(await under({}), ASK);
  assert.deepEqual(await exemption(testInquiry({ service: null })), ASK);
});

test('INT-49 INT-50 the attribute trigger lets ask only when an attribute matches', async () => {
  const policy = { attributeTrigger: trigger('^mem.*of', 'st[a-z]ff') };
  const of = (attributes: Record<string, string[]>): Promise<Exemption> => under(policy, { attributes });
  const skipped: Exemption = { kind: 'exempt', by: 'attribute-trigger' };
  assert.deepEqual(await of({ memberOf: ['STAFF-east'] }), ASK);
  assert.deepEqual(await of({ memberOf: ['guest'] }), skipped);
  assert.deepEqual(await of({ department: ['staff'] }), skipped);
  assert.deepEqual(await of({}), skipped);
});

test('INT-51 without an attribute trigger nothing is filtered', async () => {
  assert.deepEqual(await under({ attributeTrigger: null }, { attributes: {} }), ASK);
});

test('INT-49 D7 every matching attribute is looked at, not the first alone', async () => {
  const attributes = { memberOf: ['guest'], memberSelf: ['none'], wasMember: ['staff'] };
  assert.deepEqual(await under({ attributeTrigger: trigger('member', 'staff') }, { attributes }), ASK);
});

test('INT-49 attributes of the authentication count; those of the person win on equal names', async () => {
  const policy = { attributeTrigger: trigger('grade', 'high') };
  const authenticationAttributes = { grade: ['high'] };
  assert.deepEqual(await under(policy, { authenticationAttributes }), ASK);
  const both = { authenticationAttributes, attributes: { grade: ['low'] } };
  assert.deepEqual(await under(policy, both), { kind: 'exempt', by: 'attribute-trigger' });
});

test('D13 an input too long to judge counts as a match', async () => {
  const policy = { attributeTrigger: trigger('memberOf', '^staff$') };
  assert.deepEqual(await under(policy, { attributes: { memberOf: ['x'.repeat(65_537)] } }), ASK);
});

test('INT-50 INT-53 both triggers must agree', async () => {
  const attributes = { memberOf: ['staff'] };
  const matching = { attributeTrigger: trigger('memberOf', 'staff') };
  const skip = script(async () => ({ kind: 'skip' }));
  const yes = script(async () => ({ kind: 'ask' }));
  assert.deepEqual(await under({ ...matching, ...skip }, { attributes }), {
    kind: 'exempt',
    by: 'script-trigger',
  });
  assert.deepEqual(await under({ ...matching, ...yes }, { attributes }), ASK);
  const never = script(() => assert.fail('not reached'));
  assert.deepEqual(await under({ ...matching, ...never }, {}), { kind: 'exempt', by: 'attribute-trigger' });
});

test('D7 a script trigger that fails, throws or answers nonsense means that the inquirers are asked', async () => {
  const failing = script(async () => ({ kind: 'failed', cause: 'null' }));
  const throwing = script(() => Promise.reject(new Error('boom')));
  const nonsense = script(async () => null as unknown as ScriptTriggerAnswer);
  assert.deepEqual(await under(failing), { kind: 'ask', failed: 'null' });
  assert.deepEqual(await under(throwing), { kind: 'ask', failed: 'boom' });
  const answer = await under(nonsense);
  assert.ok(answer.kind === 'ask' && answer.failed !== null);
});
