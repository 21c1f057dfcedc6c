import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { open, stub } from './gate.fixture.ts';
import type { Inquirer } from './inquirer.ts';
import { describePlan, makePlan, type PlannedInquirer } from './plan.ts';

const KINDS = ['json', 'groovy', 'script', 'regex', 'rest', 'custom'] as const;

const planned = (name: string, kind: Inquirer['kind']): PlannedInquirer => open(stub(name, 'null', { kind }));
const six = KINDS.map((kind) => planned(kind === 'custom' ? 'tasks' : kind, kind));

function namesOf(inquirers: readonly PlannedInquirer[], order: readonly string[] = []): readonly string[] {
  const made = makePlan(inquirers, order);
  return made.ok ? made.plan.map(({ inquirer }) => inquirer.name) : assert.fail(made.fault);
}

function faultOf(inquirers: readonly PlannedInquirer[], order: readonly string[] = []): string {
  const made = makePlan(inquirers, order);
  return made.ok ? assert.fail('no fault') : made.fault;
}

test('INT-36 D3 the order is JSON, Groovy, script, regex, REST, then custom modules as listed', () => {
  const expected = ['json', 'groovy', 'script', 'regex', 'rest', 'tasks'];
  fc.assert(
    fc.property(fc.shuffledSubarray(six), (some) =>
      assert.deepEqual(
        namesOf(some),
        expected.filter((name) => some.some(({ inquirer }) => inquirer.name === name)),
      ),
    ),
  );
  const customs = ['b', 'a', 'c'].map((name) => planned(name, 'custom'));
  assert.deepEqual(namesOf([...customs, planned('json', 'json')]), ['json', 'b', 'a', 'c']);
});

test('D3 the setting puts names and kinds first; a name counts before its kind', () => {
  assert.deepEqual(namesOf(six, ['rest', 'tasks']), ['rest', 'tasks', 'json', 'groovy', 'script', 'regex']);
  const customs = [planned('late', 'custom'), planned('other', 'custom')];
  assert.deepEqual(namesOf(customs, ['custom', 'late']), ['other', 'late']);
  assert.deepEqual(namesOf(customs, ['other', 'custom']), ['other', 'late']);
});

test('D3 a kind may be ordered that is not configured', () => {
  assert.deepEqual(namesOf([planned('json', 'json')], ['groovy', 'json']), ['json']);
});

test('D3 a plan leaves nobody out and asks nobody twice', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(six), fc.shuffledSubarray([...KINDS]), (some, order) => {
      const names = some.map(({ inquirer }) => inquirer.name);
      assert.deepEqual(namesOf(some, order).toSorted(), names.toSorted());
    }),
  );
});

test('D3 an order that names nobody, a word twice, and two of one name are faults that say so', () => {
  assert.match(faultOf(six, ['resst']), /"resst".*json, groovy, script, regex, rest, tasks/);
  assert.match(faultOf([], ['mine']), /"mine".*there are none/);
  assert.match(faultOf(six, ['rest', 'json', 'rest']), /"rest" twice/);
  assert.match(faultOf([planned('a', 'json'), planned('a', 'custom')]), /two inquirers are named "a"/);
});

test('D3 the plan can be read at run time', () => {
  const rest: PlannedInquirer = { ...planned('rest', 'rest'), failureMode: { mode: 'CLOSED' } };
  assert.deepEqual(describePlan([planned('json', 'json'), rest]), [
    { name: 'json', kind: 'json', order: 1, failureMode: 'OPEN' },
    { name: 'rest', kind: 'rest', order: 2, failureMode: 'CLOSED' },
  ]);
});
