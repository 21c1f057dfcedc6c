// The gate law by chance (D1, D5): whatever a blocked person does, in whatever order, from two browsers, with pages and
// forms old and new, there is no ticket; and in AFTER_AUTHENTICATION no session.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CANTEEN, NEWS, openHouse } from './support/house.ts';
import type { Answer, Person } from './support/person.ts';

const LINK = 'https://portal.test/';
const BLOCK = { message: 'Not today.', block: true, links: { Portal: LINK } };

/** What one step may be; `page` says which of the pages seen so far is answered, the newest being 0. */
const step = fc.record({
  act: fc.constantFrom('arrive', 'sign in', 'answer', 'answer', 'answer', 'again', 'logout', 'wait'),
  who: fc.constantFrom(0, 1),
  page: fc.nat({ max: 4 }),
  service: fc.constantFrom(NEWS, CANTEEN, undefined),
  way: fc.constantFrom({}, { renew: 'true' }, { gateway: 'true' }, { method: 'POST' }, { method: 'HEADER' }),
  event: fc.constantFrom('proceed', 'redirect', 'stay', 'retry', 'submit', ''),
  link: fc.constantFrom(undefined, LINK, 'https://evil.test/'),
  milliseconds: fc.constantFrom(1, 5_000, 10_000, 900_000, 8 * 3_600_000),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const PLAIN = { who: 0, page: 0, service: NEWS, way: {}, link: undefined, milliseconds: 1 } as const;

/** The straight way to a block, so that chance does not decide whether one is met at all. */
const TO_THE_BLOCK: Step[] = [
  { ...PLAIN, act: 'sign in', event: 'submit' },
  { ...PLAIN, act: 'answer', event: 'proceed' },
];

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  test(`D1 D5 ${mode}: no walk of a blocked person ends at an application`, async (t) => {
    const house = await openHouse(t, {
      settings: { 'cas.interrupt.core.trigger-mode': mode, 'cas.authn.throttle.failure.threshold': -1 },
      notices: { anna: BLOCK },
    });
    const walk = async (steps: readonly Step[]): Promise<void> => {
      const people: readonly Person[] = [house.person(), house.person()];
      // Pages are shared: each of the two tries the other's as well.
      const pages: Answer[] = [];
      const seen = (answer: Answer): void => {
        pages.unshift(answer);
        assert.equal(answer.ticket, undefined);
        assert.equal(answer.headers.get('ticket'), null);
        assert.ok(answer.location === undefined || !answer.location.startsWith('https://evil.test'));
      };
      for (const { act, who, page, service, way, event, link, milliseconds } of steps) {
        const person = people[who] ?? house.person();
        const shown = pages[Math.min(page, pages.length - 1)];
        if (act === 'wait') house.clock.pass(milliseconds);
        else if (act === 'logout') await person.logout();
        else if (act === 'again' && shown !== undefined) await person.again().then(seen, noPostYet);
        else if (act === 'answer' && shown !== undefined) {
          const execution = /name="execution" value="([^"]*)"/.exec(shown.body)?.[1] ?? '';
          const fields = { execution, _eventId: event, ...(link === undefined ? {} : { link }) };
          seen(await person.client.post(shown.url, fields));
        } else {
          seen(await person.arrive(service, way));
          if (act === 'sign in' && person.page().page().form('fm1') !== undefined)
            seen(await person.signIn('anna'));
        }
        assert.equal(house.rows('service-ticket'), 0);
        if (mode === 'AFTER_AUTHENTICATION') assert.equal(house.rows('session'), 0);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), walk), {
      numRuns: 40,
      examples: [[TO_THE_BLOCK]],
    });
    assert.ok(
      house.audit.some(({ audit }) => audit === 'INTERRUPT_BLOCKED'),
      'the walks got as far as a block',
    );
  });
}

function noPostYet(error: unknown): void {
  if (!(error instanceof assert.AssertionError) || !error.message.startsWith('nothing was posted'))
    throw error;
}
