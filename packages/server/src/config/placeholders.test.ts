import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveValue, type References } from './placeholders.ts';

const references = (values: Readonly<Record<string, string>>): References => ({
  lookUp: (name) => (Object.hasOwn(values, name) ? (values[name] ?? null) : null),
  property: (name) => (name === 'keys' ? 'from-property' : null),
  variable: (name) => (name === 'KEYS' ? 'from-environment' : null),
});

const filled = (
  value: string,
  values: Readonly<Record<string, string>> = {},
  expressions = false,
): string => {
  const resolved = resolveValue(value, references(values), expressions);
  assert.ok(resolved.ok, resolved.ok ? '' : resolved.reason);
  return resolved.value;
};
const refusal = (
  value: string,
  values: Readonly<Record<string, string>> = {},
  expressions = false,
): string => {
  const resolved = resolveValue(value, references(values), expressions);
  assert.ok(!resolved.ok, resolved.ok ? resolved.value : '');
  return resolved.reason;
};

test('W4 a placeholder stands for another setting or a variable, or for its default', () => {
  assert.equal(filled('${a}', { a: '1' }), '1');
  assert.equal(filled('x${a}y${b}z', { a: '1', b: '2' }), 'x1y2z');
  assert.equal(filled('${none:default}'), 'default');
  assert.equal(filled('${none:}'), '');
  assert.equal(filled('${none:http://host:8080/x}'), 'http://host:8080/x');
  assert.equal(filled('${none:${a:2}}', { a: '1' }), '1');
  assert.equal(filled('${none:${none:3}}'), '3');
  assert.equal(filled('${a}', { a: '${b}/cas', b: 'https://x' }), 'https://x/cas');
  assert.equal(filled('${p${n}}', { n: '1', p1: 'one' }), 'one');
  assert.equal(filled('no $ {a} placeholder # {b}'), 'no $ {a} placeholder # {b}');
});

test('W4 a placeholder without value and default, or not closed, is refused by name', () => {
  assert.match(refusal('${nobody}'), /\$\{nobody\} has no value/u);
  assert.match(refusal('${open'), /not closed/u);
});

test('W4 placeholders that lead back to themselves are refused', () => {
  assert.match(refusal('${a}', { a: '${a}' }), /refers to itself/u);
  assert.match(refusal('${a}', { a: '${b}', b: 'x${c}', c: '${a}' }), /refers to itself/u);
  assert.match(refusal('${none:${a}}', { a: '${a:1}' }), /refers to itself/u);
});

test('W4 placeholders that double each other are given up', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`a${at}`, `\${a${at + 1}}\${a${at + 1}}`]),
  );
  assert.match(refusal('${a0}', { ...doubling, a40: 'x' }), /too many/u);
  assert.match(refusal('${a}${a}', { a: 'x'.repeat(50_000) }), /too long/u);
});

test('W4 the two expressions are understood where they are allowed, and nowhere else', () => {
  assert.equal(filled("${#systemProperties['keys']}", {}, true), 'from-property');
  assert.equal(filled("k-${#environmentVars['KEYS']}", {}, true), 'k-from-environment');
  assert.match(refusal("${#systemProperties['keys']}"), /takes no expression/u);
  assert.match(refusal("${#environmentVars['NONE']}", {}, true), /has no value/u);
});

test('W4 any other expression is refused by name', () => {
  for (const expression of [
    "#{systemProperties['keys']}",
    '${#T(java.lang.Runtime).getRuntime()}',
    '#{1+1}',
    '${#systemProperties[keys]}',
  ]) {
    assert.ok(refusal(expression, {}, true).includes(expression), expression);
  }
});

test('W4 encrypted values are refused with a clear word, also behind a placeholder', () => {
  for (const value of ['{cas-cipher}abc', '{cipher}abc', '${a}']) {
    assert.match(refusal(value, { a: '{cas-cipher}abc' }), /encrypted values .* are not supported/u);
  }
});

test('W4 filling placeholders in always comes to an end', () => {
  const piece = fc.constantFrom(
    '${',
    '}',
    ':',
    '#{',
    '#',
    'a',
    'b',
    'c',
    '${a}',
    '${b:',
    "${#systemProperties['keys']}",
    '$',
  );
  const value = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(value, value, value, value, fc.boolean(), (start, a, b, c, expressions) => {
      resolveValue(start, references({ a, b, c }), expressions);
    }),
    { numRuns: 500 },
  );
});

test('D38 a placeholder that cannot be filled in says what to do', () => {
  assert.match(
    refusal('${nobody}'),
    /has no value and no default; give it one .* or write \$\{nobody:default\}/u,
  );
  assert.match(refusal('a, {cas-cipher}abc'), /give the value itself, or a \$\{PLACEHOLDER\} for it/u);
});
