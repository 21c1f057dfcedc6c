// What every inquirer must do, as tests that any inquirer can run: ours do, and one of an operator's can.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fingerprint } from '../fingerprint.ts';
import type { Inquirer, InquirerAnswer } from '../inquirer.ts';
import type { Inquiry } from '../inquiry.ts';
import { soundAnswer } from '../sound-answer.ts';

/** An inquirer made anew, and questions whose answers its test knows. */
export interface InquirerUnderTest {
  readonly inquirer: Inquirer;
  readonly interrupted: Inquiry;
  readonly untouched: Inquiry;
}

/** `create` is called for each test; what it made is closed afterwards. */
export function describeInquirer(name: string, create: () => Promise<InquirerUnderTest>): void {
  async function using(check: (made: InquirerUnderTest) => Promise<void> | void): Promise<void> {
    const made = await create();
    try {
      await check(made);
    } finally {
      await made.inquirer.close?.();
    }
  }
  const put = async (inquirer: Inquirer, inquiry: Inquiry): Promise<InquirerAnswer> =>
    inquirer.inquire(inquiry, new AbortController().signal);
  const said = (answer: InquirerAnswer): string =>
    answer.kind === 'interrupt' ? fingerprint(answer.response) : answer.kind;

  describe(`inquirer ${name}`, () => {
    test('has a name for people to read, and a deadline unless it only looks in memory', () =>
      using(({ inquirer }) => {
        assert.match(inquirer.name, /^\S(?:.*\S)?$/);
        assert.ok(inquirer.timeout === null || inquirer.timeout > 0);
      }));

    test('INT-38 interrupts whom it should, with a whole payload', () =>
      using(async ({ inquirer, interrupted }) => {
        const answer = await put(inquirer, interrupted);
        assert.equal(answer.kind, 'interrupt');
        assert.deepEqual(soundAnswer(answer), answer);
      }));

    test('INT-37 says a plain no of others', () =>
      using(async ({ inquirer, untouched }) =>
        assert.deepEqual(await put(inquirer, untouched), { kind: 'none' }),
      ));

    test('D14 says the same of the same, so that an acknowledgement fits the next time', () =>
      using(async ({ inquirer, interrupted }) =>
        assert.equal(said(await put(inquirer, interrupted)), said(await put(inquirer, interrupted))),
      ));

    test('INT-12 many questions at once get each their own answer', () =>
      using(async ({ inquirer, interrupted, untouched }) => {
        const alone = [said(await put(inquirer, interrupted)), said(await put(inquirer, untouched))];
        const many = Array.from({ length: 50 }, (_, i) =>
          put(inquirer, i % 2 === 0 ? interrupted : untouched),
        );
        const answers = (await Promise.all(many)).map(said);
        assert.deepEqual(
          answers,
          Array.from({ length: 50 }, (_, i) => alone[i % 2]),
        );
      }));

    test('leaves the question as it was', () =>
      using(async ({ inquirer, interrupted }) => {
        const before = said(await put(inquirer, interrupted));
        assert.equal(said(await put(inquirer, frozen(interrupted))), before);
      }));
  });
}

/** Patterns and scripts of a policy are not data and stay as they are. */
function frozen(inquiry: Inquiry): Inquiry {
  const { authentication, request } = inquiry;
  const { principal } = authentication;
  for (const value of [principal.attributes, authentication.attributes]) {
    Object.values(value).forEach((values) => Object.freeze(values));
    Object.freeze(value);
  }
  [principal, authentication, request, request.headers, request.parameters, inquiry].forEach((value) =>
    Object.freeze(value),
  );
  return inquiry;
}
