import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CONFORMANCE_REFERENCE, conformanceReference, statementId } from './page.ts';
import { STATEMENTS } from './statements.ts';
import { namedTests, statementsOf, testsIn } from './test-names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
const tests = namedTests(root);
const shownBy = (id: number): readonly string[] =>
  tests.filter(({ statements }) => statements.includes(id)).map(({ name }) => name);

test('the page says what the statements and the tests say', () => {
  assert.equal(
    read(CONFORMANCE_REFERENCE),
    conformanceReference(tests),
    'stale: run node tools/reference/conformance.ts',
  );
});

test('every statement stands there once, in order', () => {
  assert.deepEqual(
    STATEMENTS.map(({ id }) => id),
    Array.from({ length: 99 }, (_, index) => index + 1),
  );
});

test('every statement that applies is shown by a test, and no other is', () => {
  const unshown = STATEMENTS.filter(
    ({ state, id }) => state !== 'no counterpart' && shownBy(id).length === 0,
  );
  assert.deepEqual(
    unshown.map(({ id }) => statementId(id)),
    [],
  );
  const shown = STATEMENTS.filter(({ state, id }) => state === 'no counterpart' && shownBy(id).length > 0);
  assert.deepEqual(
    shown.map(({ id }) => statementId(id)),
    [],
  );
  assert.deepEqual(
    tests.filter(({ statements }) => statements.some((id) => id < 1 || id > 99)),
    [],
  );
});

test('where we decide otherwise, a test carries the number of the decision', () => {
  const bare = STATEMENTS.filter(
    (statement) =>
      statement.state === 'our way' &&
      !shownBy(statement.id).some((name) =>
        statement.by.some((by) => new RegExp(`\\b${by}\\b`, 'u').test(name)),
      ),
  );
  assert.deepEqual(
    bare.map(({ id }) => statementId(id)),
    [],
  );
});

test('the numbers of the reasons are decisions', () => {
  const decisions = read('docs/decisions.md');
  const page = read(CONFORMANCE_REFERENCE);
  const numbers = new Set(page.match(/\b[DW]\d+\b/gu));
  assert.deepEqual(
    [...numbers].filter((number) => !decisions.includes(`**${number} `)),
    [],
  );
});

test('a name begins with one id, several, or a range of them', () => {
  assert.deepEqual(statementsOf('INT-07 a name'), [7]);
  assert.deepEqual(statementsOf('INT-66 INT-71 D4 AFTER_SSO: a block'), [66, 71]);
  assert.deepEqual(statementsOf('CAS-72 INT-84 logout'), [84]);
  assert.deepEqual(statementsOf('D5 INT-70: a link'), [70]);
  assert.deepEqual(statementsOf('INT-06+68 links'), [6, 68]);
  assert.deepEqual(statementsOf('INT-47…51 policies'), [47, 48, 49, 50, 51]);
  assert.deepEqual(statementsOf('a page, as INT-07 says'), []);
  assert.deepEqual(statementsOf('INTERNAL_ERROR with status 200'), []);
});

test('names are read from calls in any quotes', () => {
  const quoted = ["'INT-01 it’s one'", '`INT-02 ${mode}: two`', '\n  "INT-03 three"', "'four'"];
  const source = quoted.map((name) => ['test(', name, ', …'].join('')).join('\n');
  assert.deepEqual(
    testsIn(source, 'x.test.ts').map(({ statements }) => statements),
    [[1], [2], [3]],
  );
});
