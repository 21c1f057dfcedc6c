import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kindOf, parseDefinition, type Members } from './definition.ts';

function parsed(text: string): Members {
  const answer = parseDefinition(text);
  assert.ok(answer.ok, answer.ok ? '' : answer.fault);
  return answer.members;
}

const fault = (text: string): string => {
  const answer = parseDefinition(text);
  return answer.ok ? 'no fault' : answer.fault;
};

test('W2 Hjson: comments, bare names, trailing commas and texts in three quotes', () => {
  const members = parsed(`
    # for the library
    {
      serviceId: ^https://library\\.example\\.org/.*
      "name": "Library", // the catalogue
      id: 7,
      description:
        '''
        first
        second
        '''
      ,
    }`);
  assert.deepEqual(
    { ...members },
    {
      serviceId: '^https://library\\.example\\.org/.*',
      name: 'Library',
      id: 7,
      description: 'first\nsecond',
    },
  );
});

test('typed collections of Java become plain ones, kinds of policies stay', () => {
  const members = parsed(`{
    "@class": "org.apereo.cas.services.CasRegisteredService",
    "list": ["java.util.ArrayList", ["a", "b"]],
    "set": ["java.util.HashSet", []],
    "plain": ["a", "b"],
    "two": ["java.util.ArrayList", "b"],
    "map": {"@class": "java.util.TreeMap", "k": ["java.util.HashSet", ["v"]], "none": null},
    "policy": {"@class": "org.apereo.cas.services.ReturnAllAttributeReleasePolicy"}
  }`);
  assert.equal(kindOf(members), 'CasRegisteredService');
  assert.deepEqual(members['list'], ['a', 'b']);
  assert.deepEqual(members['set'], []);
  assert.deepEqual(members['plain'], ['a', 'b']);
  assert.deepEqual(members['two'], ['java.util.ArrayList', 'b']);
  assert.deepEqual({ ...(members['map'] as Members) }, { k: ['v'] });
  assert.equal(kindOf(members['policy'] as Members), 'ReturnAllAttributeReleasePolicy');
});

test('a member named __proto__ is a fault in both notations', () => {
  assert.equal(fault('{"a": {"__proto__": {"enabled": true}}}'), 'a member must not be named "__proto__"');
  assert.equal(fault('{a: {__proto__: {enabled: true}}}'), 'a member must not be named "__proto__"');
});

test('what is no definition is a fault of one line that quotes nothing of the file', () => {
  assert.equal(fault(' \n'), 'the file is empty');
  assert.equal(fault('[1]'), 'an object is expected');
  assert.equal(fault('"text"'), 'an object is expected');
  assert.match(fault('{"secret": "hunter2", '), /^End of input .* at line 1,\d+$/);
  assert.match(
    fault('{"serviceId": "https://a\\.b"}'),
    /^Bad string at line 1,\d+ \(a backslash in quotes is written twice\)$/,
  );
  assert.match(fault(`${'['.repeat(100)}${']'.repeat(100)}`), /nested deeper/);
});

test('any text is a definition or a fault, never a throw; JSON objects come through whole', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseDefinition(text).ok === 'boolean'));
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'constructor'), minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.boolean())), (value) => {
      assert.deepEqual({ ...parsed(JSON.stringify(value)) }, { ...value });
    }),
  );
});
