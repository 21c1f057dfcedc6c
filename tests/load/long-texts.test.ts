// What a person sends, however long, fails no inquirer that looks at it (D27).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWS, openHouse, type House } from '../protocol/support/house.ts';

const headers = {
  'user-agent': `Example/1.0 ${'(long) '.repeat(900)}`,
  'accept-language': Array(100).fill('zh-Hant-TW-x-abcdef;q=0.123').join(),
  'x-note': 'n'.repeat(2_000),
};
const failed = (house: House): boolean =>
  house.audit.some(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED');

test('D27 INT-16 a User-Agent of 6,000 characters is matched by its beginning, and fails no pattern', async (t) => {
  const house = await openHouse(t, {
    settings: {
      'cas.interrupt.regex.attribute-name': 'userAgent',
      'cas.interrupt.regex.attribute-value': '^Example/1.*',
    },
  });
  const page = await house.person({ headers }).enter('anna', NEWS);
  assert.ok(page.page().all('h1').includes('Authentication Interrupt'));
  assert.equal(failed(house), false);
});

test('D27 a script sees of a request no more than anybody means, and its own questions answered', async (t) => {
  const script = `
    export default (principal, attributes, service, registeredService, context) => {
      const { nativeRequest: request } = context.externalContext;
      const lengths = ['user-agent', 'accept-language', 'x-note'].map((name) => request.getHeader(name).length);
      return { message: lengths.join(' ') };
    };`;
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.script.location': 'file:script.js' },
    files: { 'script.js': script },
  });
  const page = await house.person({ headers }).enter('anna', NEWS);
  const lengths = (page.page().text('interruptMessage') ?? '').split(' ').map(Number);
  assert.equal(lengths.length, 3);
  assert.deepEqual(
    lengths.map((length, index) => length <= ([256, 512, 1024][index] ?? 0)),
    [true, true, true],
  );
});
