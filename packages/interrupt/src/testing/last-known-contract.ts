// What every store of last good answers must do, as tests that any store can run (D9).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownAnswer, LastKnownAnswers } from '../last-known.ts';
import { interruptResponse, type InterruptResponse } from '../response.ts';

const HOUR = 3_600_000;

/** `create` answers a store that knows nothing yet; its clock must stand at `at`. */
export function describeLastKnown(name: string, create: () => Promise<LastKnownAnswers>, at: number): void {
  const known = (service: string, response: InterruptResponse | null, age = 0): KnownAnswer => ({
    service,
    response,
    at: at - age,
  });
  const block = interruptResponse({
    message: null,
    block: true,
    ssoEnabled: false,
    links: new Map([
      ['b', 'https://b.example.org/'],
      ['a', 'https://a.example.org/'],
    ]),
    data: new Map([['field1', ['2', '1']]]),
  });

  describe(`last known answers ${name}`, () => {
    test('D9 knows nothing before anything was kept', async () => {
      assert.deepEqual(await (await create()).list('rest', 'casuser'), []);
    });

    test('D9 gives back what was kept without loss, a plain no too', async () => {
      const answers = await create();
      for (const one of [known('1', block), known('none', null)])
        await answers.keep('rest', 'casuser', one, HOUR);
      const listed = await answers.list('rest', 'casuser');
      assert.deepEqual(
        listed.toSorted((a, b) => (a.service < b.service ? -1 : 1)),
        [known('1', block), known('none', null)],
      );
      assert.deepEqual(
        [...(listed.find(({ service }) => service === '1')?.response?.links.keys() ?? [])],
        ['b', 'a'],
      );
    });

    test('D9 keeps one answer a service, the newest', async () => {
      const answers = await create();
      await answers.keep('rest', 'casuser', known('1', block, 2), HOUR);
      await answers.keep('rest', 'casuser', known('2', block, 1), HOUR);
      await answers.keep('rest', 'casuser', known('1', null), HOUR);
      const listed = await answers.list('rest', 'casuser');
      assert.equal(listed.length, 2);
      assert.deepEqual(
        listed.find(({ service }) => service === '1'),
        known('1', null),
      );
    });

    test('D9 keeps people and inquirers apart, however alike they are spelled', async () => {
      const answers = await create();
      await answers.keep('rest', 'casuser', known('1', block), HOUR);
      for (const [inquirer, person] of [
        ['rest', 'Casuser'],
        ['rest', 'casuser '],
        ['json', 'casuser'],
        ['', 'restcasuser'],
      ] as const) {
        assert.deepEqual(await answers.list(inquirer, person), [], `${inquirer} ${person}`);
      }
    });
  });
}
