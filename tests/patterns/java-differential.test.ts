// Debian packages: default-jdk-headless
// Holds our patterns against java.util.regex: what we accept, Java accepts, and both match the same inputs (D13).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { compileJavaPattern, compileJavaSearch } from '../../packages/interrupt/src/patterns/java-pattern.ts';
import { startJavaOracle, type JavaOracle } from './java-oracle.ts';
import { FIELD_PATTERNS, INPUTS, REFUSED_PATTERNS, TRAP_PATTERNS } from './pattern-table.ts';
import { anyInput, anyPattern } from './pattern-arbitraries.ts';

describe('patterns against the JDK', () => {
  let java: JavaOracle;
  before(() => {
    java = startJavaOracle();
  });
  after(() => java.close());

  /** How many of the two uses (whole match, search) we accept. */
  async function compare(source: string, ignoreCase: boolean, inputs: readonly string[]): Promise<number> {
    const whole = compileJavaPattern(source, { ignoreCase });
    const search = compileJavaSearch(source, { ignoreCase });
    if (!whole.ok && !search.ok) return 0;
    const verdicts = await java.ask(source, ignoreCase, inputs);
    assert.ok(verdicts, `Java refuses ${JSON.stringify(source)}, we do not`);
    inputs.forEach((input, index) => {
      const verdict = verdicts[index];
      if (verdict === null || verdict === undefined) return;
      const where = `${JSON.stringify(source)}${ignoreCase ? ' (ignoring case)' : ''} on ${JSON.stringify(input)}`;
      if (whole.ok)
        assert.equal(
          whole.pattern.matches(input),
          verdict.matches ? 'match' : 'no-match',
          `matches ${where}`,
        );
      if (search.ok)
        assert.equal(search.pattern.find(input), verdict.find ? 'match' : 'no-match', `find ${where}`);
    });
    return Number(whole.ok) + Number(search.ok);
  }

  for (const source of [...FIELD_PATTERNS, ...TRAP_PATTERNS]) {
    test(`D13 ${JSON.stringify(source)} means what it means in Java`, async () => {
      assert.equal(compileJavaPattern(source, { ignoreCase: false }).ok, true);
      await compare(source, false, INPUTS);
      await compare(source, true, INPUTS);
    });
  }

  test('D13 what is refused is refused with a place, whether Java knows it or not', () => {
    for (const source of REFUSED_PATTERNS) {
      const compiled = compileJavaPattern(source, { ignoreCase: false });
      assert.equal(compiled.ok, false, source);
      assert.ok(
        !compiled.ok && compiled.fault.position >= 0 && compiled.fault.position <= source.length,
        source,
      );
    }
  });

  test('D13 any pattern that we accept matches what Java matches', async () => {
    let accepted = 0;
    const runs = 4000;
    await fc.assert(
      fc.asyncProperty(
        anyPattern,
        fc.boolean(),
        fc.array(anyInput, { maxLength: 12 }),
        async (source, ignoreCase, inputs) => {
          accepted += await compare(source, ignoreCase, ['', ...inputs]);
        },
      ),
      { numRuns: runs },
    );
    assert.ok(
      accepted > runs / 2,
      `only ${accepted} of ${2 * runs} were accepted: the property says too little`,
    );
  });
});
