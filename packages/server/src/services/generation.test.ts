import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_GENERATION, nextGeneration, type Generation } from './generation.ts';

const define = (id: number, name = `s${id}`, more: object = {}): string =>
  JSON.stringify({ '@class': 'x.CasRegisteredService', serviceId: `https://${name}`, name, id, ...more });

type Files = Readonly<Record<string, string>>;

function next(before: Generation, files: Files): Generation {
  return nextGeneration(
    before,
    new Map(Object.entries(files).map(([path, text]) => [path, { ok: true, text }])),
  );
}
const first = (files: Files): Generation => next(NO_GENERATION, files);
const names = ({ services }: Generation): readonly string[] => services.map(({ name }) => name);

test('services are sorted by priority, order, name in any case, pattern and id', () => {
  const files = {
    a: define(1, 'late', { evaluationOrder: 9 }),
    b: define(2, 'Beta'),
    c: define(3, 'alpha'),
    d: define(4, 'same', { serviceId: 'https://b' }),
    e: define(6, 'same', { serviceId: 'https://a' }),
    f: define(5, 'same', { serviceId: 'https://a' }),
    g: define(7, 'urgent', { evaluationPriority: -1, evaluationOrder: 99 }),
  };
  assert.deepEqual(
    first(files).services.map(({ id }) => id),
    [7, 3, 2, 5, 6, 4, 1],
  );
});

test('D11 two files with one id are a fault that names both', () => {
  const { faults, services } = first({
    'a-1.json': define(1, 'a'),
    'b-1.json': define(1, 'b'),
    'c-2.json': define(2),
  });
  assert.deepEqual(faults, ['a-1.json and b-1.json: id: each has the id 1']);
  assert.deepEqual(
    services.map(({ id }) => id),
    [2],
  );
});

/** Longer than a name may be. */
const TOO_LONG = 'x'.repeat(256);

test('D11 a file that became faulty keeps its last good definition, over any number of reloads', () => {
  let state = first({ 'a-1.json': define(1, 'good'), 'b-2.json': define(2) });
  for (const text of ['{', '', define(1, TOO_LONG), define(7, TOO_LONG)]) {
    state = next(state, { 'a-1.json': text, 'b-2.json': define(2) });
    assert.deepEqual(names(state), ['good', 's2']);
    assert.equal(state.faults.length, 1);
  }
  state = next(state, { 'a-1.json': define(1, 'better'), 'b-2.json': define(2) });
  assert.deepEqual([names(state), state.faults], [['better', 's2'], []]);
});

test('D11 a faulty file keeps the definition it is called after, also when it was renamed', () => {
  const state = next(first({ 'old-1.json': define(1, 'good') }), { 'new-1.json': '{' });
  assert.deepEqual(names(state), ['good']);
});

test('D11 a file that cannot be read keeps its last good definition', () => {
  const files = new Map([['a-1.json', { ok: false as const, fault: 'the file cannot be read (EACCES)' }]]);
  const state = nextGeneration(first({ 'a-1.json': define(1) }), files);
  assert.deepEqual([names(state), state.faults], [['s1'], ['a-1.json: the file cannot be read (EACCES)']]);
});

test('D11 a newcomer cannot take an id over; when the owner is gone it counts', () => {
  const before = first({ 'm-1.json': define(1, 'owner') });
  const both = next(before, { 'a-1.json': define(1, 'newcomer'), 'm-1.json': define(1, 'owner') });
  assert.deepEqual([names(both), both.faults.length], [['owner'], 1]);
  const moved = next(both, { 'a-1.json': define(1, 'newcomer') });
  assert.deepEqual([names(moved), moved.faults], [['newcomer'], []]);
  const neither = next(before, { 'a-1.json': define(1, 'a'), 'b-1.json': define(1, 'b') });
  assert.deepEqual([names(neither), neither.faults.length], [['owner'], 1]);
});

test('a deleted file takes its definition along, a changed id is another definition', () => {
  const before = first({ 'a-1.json': define(1), 'b-2.json': define(2) });
  assert.deepEqual(names(next(before, { 'b-2.json': define(2) })), ['s2']);
  assert.deepEqual(
    next(before, { 'a-1.json': define(3), 'b-2.json': define(2) }).services.map(({ id }) => id),
    [2, 3],
  );
});

test('an untouched file is not compiled again', () => {
  const before = first({ 'a-1.json': define(1), 'b-2.json': define(2) });
  const after = next(before, { 'a-1.json': define(1), 'b-2.json': define(2, 'changed') });
  assert.equal(
    after.services.find(({ id }) => id === 1),
    before.services.find(({ id }) => id === 1),
  );
});

test('D11 whatever happens to the files, an id that was served is served while a file stands for it', () => {
  const text = fc.oneof(
    fc.constant('{'),
    fc.integer({ min: 1, max: 3 }).map((id) => define(id)),
  );
  const files = fc.dictionary(fc.constantFrom('a-1.json', 'b-2.json', 'c-3.json'), text);
  fc.assert(
    fc.property(fc.array(files, { maxLength: 6 }), (steps) => {
      let state = NO_GENERATION;
      for (const step of steps) {
        const before = state;
        state = next(before, step);
        const ids = state.services.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        for (const { id, source } of before.services) {
          const broken = step[source] === '{';
          if (broken) assert.ok(ids.includes(id));
        }
        if (state.faults.length === 0) assert.deepEqual(names(state), names(first(step)));
      }
    }),
  );
});

test('D38 of two definitions with one pattern the one that is never asked is told, and why', () => {
  const same = { serviceId: 'https://same' };
  const { warnings } = first({
    'b-2.json': define(2, 'b', same),
    'a-1.json': define(1, 'a', same),
    'c-3.json': define(3, 'c', { ...same, evaluationOrder: 5 }),
    'd-4.json': define(4, 'd'),
    'e-5.json': define(5, 'e', {
      ...same,
      matchingStrategy: { '@class': 'x.LiteralRegisteredServiceMatchingStrategy' },
    }),
  });
  const why = 'is never asked: "a" in a-1.json has the same serviceId and comes first by its';
  assert.deepEqual(warnings, [`b-2.json: "b" ${why} name`, `c-3.json: "c" ${why} evaluationOrder`]);
});
