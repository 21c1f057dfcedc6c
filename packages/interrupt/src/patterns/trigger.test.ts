import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAttributeTrigger } from './trigger.ts';

test('D7 a trigger searches for a substring and ignores ASCII case', () => {
  const made = createAttributeTrigger('member', '^st[a-z]ff');
  assert.ok(made.ok);
  assert.equal(made.trigger.name.source, 'member');
  assert.equal(made.trigger.name.test('MEMBEROF'), 'match');
  assert.equal(made.trigger.name.test('dept'), 'no-match');
  assert.equal(made.trigger.value.test('Staff-east'), 'match');
  assert.equal(made.trigger.value.test('the staff'), 'no-match');
  assert.equal(made.trigger.value.test('\u017ftaff'), 'no-match');
});

test('D13 a trigger tells of input too long to be searched', () => {
  const made = createAttributeTrigger('a', 'b');
  assert.ok(made.ok);
  assert.equal(made.trigger.value.test('b'.repeat(70_000)), 'too-long');
});

test('D13 a faulty trigger pattern is named by its field and place', () => {
  const name = createAttributeTrigger('(a', '(b');
  assert.ok(!name.ok);
  assert.equal(name.field, 'attributeName');
  const value = createAttributeTrigger('a', 'b++');
  assert.ok(!value.ok);
  assert.deepEqual([value.field, value.fault.position], ['attributeValue', 2]);
});
