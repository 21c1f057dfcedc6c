// A script of 30 ms under 150 requests of one session (D26): the reproduction of the audit, right now.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse } from '../protocol/support/house.ts';

const SCRIPT = `
export default (principal) => {
  const end = performance.now() + 30;
  while (performance.now() < end);
  return principal.id === 'anna' ? { message: 'held', block: true } : null;
};
`;

for (const [mode, same] of [
  ['OPEN', true],
  ['OPEN', false],
  ['CLOSED', false],
] as const) {
  const where = same ? 'one address' : 'different addresses';
  test(`D26 ${mode}: 150 GETs of a blocked session to ${where} and a script of 30 ms give no ticket`, async (t) => {
    const house = await openHouse(t, {
      settings: {
        'cas.interrupt.script.location': 'file:script.js',
        'cas.interrupt.script.failure-mode': mode,
        'cas.interrupt.core.trigger-mode': 'AFTER_SSO',
      },
      files: { 'script.js': SCRIPT },
    });
    const anna = house.person();
    await anna.enter('anna', NEWS);
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, index) => anna.client.loginForm(same ? NEWS : `${NEWS}?${index}`)),
    );
    assert.equal(house.rows('service-ticket'), 0);
    const blocked = answers.filter((answer) => answer.page().text('interruptMessage') === 'held').length;
    const busy = answers.filter(({ status }) => status === 429).length;
    assert.equal(blocked + busy, 150);
    assert.ok(blocked > 4);
    assert.equal(
      house.audit.some(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED'),
      false,
    );
    if (same) assert.equal(busy, 0, 'they share their calls');
  });
}
