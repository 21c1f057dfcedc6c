import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineOfMember } from './line-of-member.ts';

test('a member is found in its object, not in another', () => {
  const text = '{\n  "b": { "a": 1 },\n  "a": {\n    "a": [ { "c": 2 } ],\n    "b": "a: 3"\n  }\n}\n';
  assert.equal(lineOfMember(text, ['a']), 3);
  assert.equal(lineOfMember(text, ['a', 'a']), 4);
  assert.equal(lineOfMember(text, ['a', 'a', 'c']), 4);
  assert.equal(lineOfMember(text, ['b', 'a']), 2);
});

test('of a member that is not there, the nearest above it', () => {
  const text = '{\n  "a": {\n    "b": 1\n  }\n}\n';
  assert.equal(lineOfMember(text, ['a', 'x', 'y']), 2);
  assert.equal(lineOfMember(text, ['x']), null);
});

test('Hjson: comments, bare names and values, long texts, no braces around it', () => {
  const text = [
    '# a: not here',
    '/* nor here',
    '  a: 1 */',
    'b: words { with a: brace',
    'c: 12 // a: nor here',
    "d: '''",
    '  a: nor here',
    "'''",
    "'e' : [ 'one'",
    ' 2 ]',
    '"a": { f: true }, g: null',
  ].join('\n');
  for (const [name, line] of Object.entries({ b: 4, c: 5, d: 6, a: 11, g: 11 }))
    assert.equal(lineOfMember(text, [name]), line, name);
  assert.equal(lineOfMember(text, ['a', 'f']), 11);
});

test('of two that are called the same, the last counts', () => {
  assert.equal(lineOfMember('{\n "a": 1,\n "a": 2 }', ['a']), 3);
});

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('any'), { maxLength: 3 }),
  object: fc.dictionary(fc.string(), tie('any'), { maxKeys: 4 }),
}));

test('every outer member of any JSON is found where it stands', () => {
  fc.assert(
    fc.property(value.object, (object) => {
      const text = JSON.stringify(object, null, 2);
      const lines = text.split('\n');
      for (const name of Object.keys(object)) {
        const line = lineOfMember(text, [name]);
        assert.ok(line !== null);
        assert.ok(lines[line - 1]?.startsWith(`  ${JSON.stringify(name)}:`));
      }
    }),
  );
});

test('no text at all makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\'#/*\n ab1'.split('')) }), (text) => {
      const line = lineOfMember(text, ['a', 'b']);
      assert.ok(line === null || (line >= 1 && line <= text.split('\n').length));
    }),
  );
});
