import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  compileJavaPattern,
  compileJavaSearch,
  describePatternFault,
  LONGEST_INPUT,
  LONGEST_PATTERN,
  type JavaPattern,
  type JavaSearch,
} from './java-pattern.ts';
import type { PatternFault } from './syntax.ts';

function whole(source: string, ignoreCase = false): JavaPattern {
  const compiled = compileJavaPattern(source, { ignoreCase });
  assert.ok(compiled.ok, compiled.ok ? '' : describePatternFault(compiled.fault));
  return compiled.pattern;
}

function search(source: string, ignoreCase = false): JavaSearch {
  const compiled = compileJavaSearch(source, { ignoreCase });
  assert.ok(compiled.ok, compiled.ok ? '' : describePatternFault(compiled.fault));
  return compiled.pattern;
}

function fault(source: string, ignoreCase = false): PatternFault {
  const compiled = compileJavaPattern(source, { ignoreCase });
  assert.ok(!compiled.ok, `${source} should be refused`);
  return compiled.fault;
}

describe('look-arounds of the field', () => {
  const cases: [source: string, matching: string[], others: string[]][] = [
    [
      '^https://(?!test).*',
      ['https://prod', 'https://'],
      ['https://test.example.org', 'http://x', 'x https://prod'],
    ],
    ['^(?!.*admin).*$', ['', 'staff', 'adm in'], ['admin', 'an admin here']],
    ['(?=.*\\d).{4,}', ['abc1', '1abc'], ['abcd', 'ab1']],
    ['.*(?<!@guest\\.org)', ['joe@example.org', ''], ['joe@guest.org', '@guest.org']],
    ['^(?!student).+$', ['staff', 'a student'], ['student', 'students', '']],
    ['^(?=.*[a-z])(?=.*\\d)(?!.*\\s).{4,}$', ['abc1'], ['abcd', '1234', 'ab 1', 'a1']],
    ['^(?!a).*(?<!z)$', ['b', 'bzb'], ['ab', 'bz']],
    ['^https://[a-z]{1,3}(?=\\.org)\\.org|(?!x)y+', ['https://abc.org', 'yy'], ['https://abcd.org', 'x']],
  ];
  for (const [source, matching, others] of cases) {
    test(`D13 ${source}`, () => {
      for (const input of matching) assert.equal(whole(source).matches(input), 'match', input);
      for (const input of others) assert.equal(whole(source).matches(input), 'no-match', input);
    });
  }

  test('D13 a searched pattern may look around at a fixed place', () => {
    assert.equal(search('^(?!student)').find('staff'), 'match');
    assert.equal(search('^(?!student)').find('student'), 'no-match');
    assert.equal(search('(?<!-east)$').find('staff-west\n'), 'match');
    assert.equal(search('org(?<!guest\\.org)$').find('guest.org'), 'no-match');
    assert.equal(compileJavaSearch('staff(?!-east)', { ignoreCase: false }).ok, false);
  });
});

describe('what is refused, where, and what to write instead', () => {
  const cases: [source: string, position: number, suggestion?: string | RegExp][] = [
    ['[a-z&&[^b]]', 4, /one class/],
    ['x[a[b]]', 3, '\\['],
    ['a\\v', 1, /\\u2028/],
    ['\\0101', 0, /hexadecimal/],
    ['a(?U)\\w', 3],
    ['(?x)a', 2],
    ['\\b{g}staff', 0, '\\b'],
    ['a(?!b)\\bc', 6],
    ['(\\b.*?){2}', 1, 'it outside of the repetition'],
    ['(a)\\1', 3],
    ['a*+', 2, /without the last \+/],
    ['x(?>a)', 1, /\(\?:/],
    ['^((?!admin).)*$', 2, /\^\(\?!\.\*…\)/],
    ['(?!(?=a)b).*', 3, /outermost/],
    ['.*(?!a)b.*', 2, /at the beginning/],
    ['.*(?<=a)b.*', 2, /at the end/],
    ['.*(?<=a+)', 6],
    ['\\p{javaLowerCase}', 0, /\\p\{L\}/],
    ['a$\\s', 1, '\\z for the very end'],
    ['a{2000}', 1, /\*/],
    ['(a', 0],
    ['a)', 1, '\\)'],
    ['ab*{', 3],
    ['[ab', 0],
  ];
  for (const [source, position, suggestion] of cases) {
    test(`D13 ${source} is refused at ${position}`, () => {
      const found = fault(source);
      assert.equal(found.position, position, found.message);
      assert.notEqual(found.message, '');
      if (typeof suggestion === 'string') assert.equal(found.suggestion, suggestion);
      else if (suggestion !== undefined) assert.match(found.suggestion ?? '', suggestion);
    });
  }

  test('D13 a pattern too large for the engine is refused, not thrown', () => {
    assert.match(fault('((a{1,900}){1,900}){1,900}').message, /too large/);
    assert.match(fault('a'.repeat(LONGEST_PATTERN + 1)).message, /too long/);
    assert.match(fault('('.repeat(5000)).message, /nested too deeply/);
  });

  test('D13 a fault reads as one line', () => {
    assert.equal(describePatternFault(fault('a)')), 'position 1: a ) that closes nothing (instead: \\))');
    assert.equal(describePatternFault(fault('(a')), 'position 0: a group without its closing )');
  });
});

describe('input', () => {
  test('D13 only ASCII letters ignore case', () => {
    assert.equal(whole('https://K\\.é', true).matches('HTTPS://k.é'), 'match');
    assert.equal(whole('k', true).matches('\u212a'), 'no-match');
    assert.equal(whole('é', true).matches('É'), 'no-match');
    assert.equal(whole('staff').matches('STAFF'), 'no-match');
  });

  test('D27 more than 65,536 characters are too long, for match and search alike', () => {
    const longest = 'a'.repeat(LONGEST_INPUT);
    assert.equal(whole('a*').matches(longest), 'match');
    assert.equal(whole('a*').matches(`${longest}a`), 'too-long');
    assert.equal(search('b').find(longest), 'no-match');
    assert.equal(search('a').find(`${longest}a`), 'too-long');
  });

  test('D13 patterns that ruin a backtracking engine answer on the longest input', () => {
    const input = `${'a'.repeat(LONGEST_INPUT - 1)}!`;
    for (const source of [
      '(a+)+$',
      '(a|aa)+$',
      '(a*)*b',
      '(.*a){20}$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(?=(a+)+$).*',
    ]) {
      assert.equal(whole(source).matches(input), 'no-match', source);
      const searched = compileJavaSearch(source, { ignoreCase: false });
      if (searched.ok) assert.equal(searched.pattern.find(input), 'no-match', source);
    }
  });

  test('D13 a word begins and ends as in Java 17, beyond ASCII too', () => {
    assert.equal(search('\\bstaff\\b').find('all staff here'), 'match');
    assert.equal(search('\\bstaff\\b').find('staffing'), 'no-match');
    assert.equal(search('\\bcaf\\b').find('café'), 'no-match');
    assert.equal(search('\\bétudiant\\b').find('un étudiant'), 'match');
    assert.equal(whole('^(?!.*\\badmin\\b).*').matches('administrator'), 'match');
    assert.equal(whole('^(?!.*\\badmin\\b).*').matches('an admin'), 'no-match');
    assert.match(
      fault(
        `\\b(?:${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_é'.split('').join('|')})`,
      ).message,
      /kinds of characters/,
    );
  });

  const signs = fc.constantFrom(
    ...'ab1 .*+?|()[]{}^$\\-,:=!<>iQEpLzZxu&\n'.split(''),
    '😀',
    '\ud83d',
    '(?',
    '(?!',
    '(?<=',
    '\\p{',
  );
  test('D13 no pattern and no input makes compiling or matching throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: signs }), fc.string({ unit: 'binary' })),
        fc.boolean(),
        fc.string({ unit: signs }),
        (source, ignoreCase, input) => {
          const compiled = compileJavaPattern(source, { ignoreCase });
          const searched = compileJavaSearch(source, { ignoreCase });
          if (compiled.ok) compiled.pattern.matches(input);
          else assert.ok(compiled.fault.position >= 0 && compiled.fault.position <= source.length);
          if (searched.ok) searched.pattern.find(input);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('D13 a quoted text matches itself and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, other) => {
        fc.pre(!text.includes('\\E') && !text.endsWith('\\'));
        assert.equal(whole(`\\Q${text}\\E`).matches(text), 'match');
        assert.equal(whole(`\\Q${text}\\E`).matches(other), text === other ? 'match' : 'no-match');
      }),
    );
  });
});
