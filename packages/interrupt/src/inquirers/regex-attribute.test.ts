import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { InquirerAnswer } from '../inquirer.ts';
import type { AttributeValue, Inquiry } from '../inquiry.ts';
import { compileJavaPattern, type JavaPattern } from '../patterns/java-pattern.ts';
import { interruptResponse } from '../response.ts';
import { createRegexAttributeInquirer } from './regex-attribute.ts';

type Person = Record<string, AttributeValue[]>;

function pattern(source: string): JavaPattern {
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  assert.ok(compiled.ok);
  return compiled.pattern;
}

function inquiry(principal: Person, authentication: Person): Inquiry {
  return {
    authentication: {
      principal: { id: 'casuser', attributes: principal },
      attributes: authentication,
      authenticatedAt: 0,
    },
    service: null,
    registeredService: null,
    request: {
      method: 'POST',
      url: '/cas/login',
      clientAddress: '192.0.2.1',
      userAgent: null,
      acceptLanguage: null,
      locale: 'en',
      headers: {},
      parameters: {},
    },
  };
}

async function ask(
  name: string,
  value: string,
  principal: Person,
  authentication: Person = {},
): Promise<InquirerAnswer> {
  const inquirer = createRegexAttributeInquirer({
    attributeName: pattern(name),
    attributeValue: pattern(value),
  });
  return inquirer.inquire(inquiry(principal, authentication), new AbortController().signal);
}

const INTERRUPT: InquirerAnswer = { kind: 'interrupt', response: interruptResponse() };
const NONE: InquirerAnswer = { kind: 'none' };

test('INT-16 a matching name and value interrupt with the default payload', async () => {
  assert.deepEqual(await ask('mem...Of', '^st[a-z]ff$', { memberOf: ['staff'] }), INTERRUPT);
});

test('INT-16 D13 names are case-sensitive, so mem...of is not memberOf', async () => {
  assert.deepEqual(await ask('mem...of', '^st[a-z]ff$', { memberOf: ['staff'] }), NONE);
  assert.deepEqual(await ask('mem...of', '^st[a-z]ff$', { memberof: ['staff'] }), INTERRUPT);
});

test('INT-17 a value that only begins like the pattern does not interrupt', async () => {
  assert.deepEqual(await ask('mem...Of', '^st[a-z]ff$', { memberOf: ['staff-east'] }), NONE);
  assert.deepEqual(await ask('mem...Of', 'st[a-z]ff', { memberOf: ['staff-east', 'x staff'] }), NONE);
});

test('INT-18 of two attributes of one name the principal’s counts', async () => {
  assert.deepEqual(await ask('dept', 'law', { dept: ['arts'] }, { dept: ['law'] }), NONE);
  assert.deepEqual(await ask('dept', 'law', { dept: ['law'] }, { dept: ['arts'] }), INTERRUPT);
  assert.deepEqual(await ask('dept', 'law', {}, { dept: ['law'] }), INTERRUPT);
});

describe('pairs that a running 7.0.0 was asked, memberOf=staff', () => {
  const cases: [name: string, value: string, expected: InquirerAnswer][] = [
    ['mem...Of', 'staff', INTERRUPT],
    ['dept|memberOf', 'staff', INTERRUPT],
    ['MEMBEROF', 'staff', NONE],
    ['member', 'staff', NONE],
    ['memberOf', 'STAFF', NONE],
    ['memberOf', 'sta', NONE],
    ['memberOf', '^(?!student).+$', INTERRUPT],
    ['memberOf', '^(?!staff).+$', NONE],
  ];
  for (const [name, value, expected] of cases) {
    test(`INT-17 ${name} and ${value}: ${expected.kind}`, async () => {
      assert.deepEqual(await ask(name, value, { memberOf: ['staff'] }), expected);
    });
  }
});

test('INT-16 any of several attributes and values is enough, and values count as text', async () => {
  assert.deepEqual(await ask('a|b', '42|true', { a: ['x', 'y'], b: ['z', 42] }), INTERRUPT);
  assert.deepEqual(await ask('a', 'true', { a: [true] }), INTERRUPT);
  assert.deepEqual(await ask('a', '.*', { a: [] }), NONE);
  assert.deepEqual(await ask('a', '.*', {}), NONE);
});

describe('D13 a text too long to be matched', () => {
  const long = 'x'.repeat(65_537);
  const failure = async (answer: Promise<InquirerAnswer>): Promise<string> => {
    const given = await answer;
    assert.ok(given.kind === 'failed');
    assert.ok(!given.fault.detail.includes(long));
    return given.fault.code;
  };

  test('D13 fails the inquirer, as value or as name', async () => {
    assert.equal(await failure(ask('a', 'y', { a: [long] })), 'pattern-input-too-long');
    assert.equal(await failure(ask('a', 'y', { [long]: ['y'] })), 'pattern-input-too-long');
  });

  test('D27 what a person sent is cut and never fails the inquiry', async () => {
    assert.deepEqual(await ask('userAgent', 'x+', {}, { userAgent: [long] }), INTERRUPT);
    assert.deepEqual(await ask('userAgent', 'y', {}, { userAgent: [long] }), NONE);
  });

  test('D13 does not hide another attribute that matches', async () => {
    assert.deepEqual(await ask('a|b', 'y', { a: [long], b: ['y'] }), INTERRUPT);
  });

  test('D13 is not looked at in an attribute whose name does not match', async () => {
    assert.deepEqual(await ask('a', 'y', { b: [long] }), NONE);
  });
});

test('INT-16 interrupts exactly when some attribute matches, whatever the attributes', async () => {
  const attributes = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'),
    fc.array(fc.constantFrom('x', 'y', 1)),
    {
      noNullPrototype: false,
    },
  );
  await fc.assert(
    fc.asyncProperty(attributes, attributes, async (principal, authentication) => {
      const merged = new Map([...Object.entries(authentication), ...Object.entries(principal)]);
      const expected = [...merged].some(([name, values]) => !name.includes('c') && values.includes('x'));
      assert.equal(
        (await ask('[^c]+', 'x', principal, authentication)).kind,
        expected ? 'interrupt' : 'none',
      );
    }),
  );
});
