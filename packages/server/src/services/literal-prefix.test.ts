import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileJavaPattern } from '@vestibule/interrupt';
import fc from 'fast-check';
import { literalPrefix, startsWithLetters } from './literal-prefix.ts';

test('the prefix ends where a pattern begins to vary', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['^https://app\\.example\\.org/.*', 'https://app.example.org/'],
    ['https://app', 'https://app'],
    ['^https?://app', 'http'],
    ['ab*', 'a'],
    ['ab{0}c', 'a'],
    ['ab+c', 'ab'],
    ['a\\.?b', 'a'],
    ['a\\d', 'a'],
    ['\\Qa\\E', ''],
    ['(?i)a', ''],
    ['a|b', ''],
    ['a(b|c)', ''],
    ['aé', 'a'],
    ['a\\', 'a'],
    ['', ''],
  ];
  for (const [source, prefix] of cases) assert.equal(literalPrefix(source), prefix, source);
});

test('CAS-39 no address that matches a pattern is turned away by its prefix', () => {
  const source = fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '/',
      '\\.',
      '.',
      '?',
      '*',
      '+',
      '{0}',
      '{2}',
      '(',
      ')',
      '[ab]',
      '|',
      '^',
      '$',
      '\\',
    ),
    maxLength: 8,
  });
  const address = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '/', '.'), maxLength: 6 });
  fc.assert(
    fc.property(source, address, (pattern, text) => {
      const compiled = compileJavaPattern(pattern, { ignoreCase: true });
      if (!compiled.ok || compiled.pattern.matches(text) !== 'match') return;
      assert.ok(startsWithLetters(text, literalPrefix(pattern)), `${pattern} ${text}`);
    }),
    { numRuns: 3000 },
  );
});
