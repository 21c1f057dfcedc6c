// Debian packages: apache2, libapache2-mod-security2, modsecurity-crs, nginx-light
// An endpoint behind a real web application firewall, and behind real limits: what a person writes into an address or a
// header opens no door (D27).
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { openHouse, type House } from '../protocol/support/house.ts';
import { serviceFile } from '../support/config-folder.ts';
import { startFirewall, startNginx } from './firewall.ts';

const APP = 'https://app.example.edu/';

/** Blocks anna and nobody else. */
async function smallEndpoint(t: TestContext, maxHeaderSize?: number): Promise<string> {
  const limits = maxHeaderSize === undefined ? {} : { maxHeaderSize };
  const server = createServer(limits, (request, response) => {
    const who = new URL(request.url ?? '', 'http://x').searchParams.get('username');
    response.setHeader('content-type', 'application/json');
    response.end(who === 'anna' ? '{"message":"held","block":true}' : 'null');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const openWith = (t: TestContext, url: string): Promise<House> =>
  openHouse(t, {
    settings: {
      'cas.interrupt.rest.url': `${url}/check`,
      'cas.interrupt.rest.attributes[0]': 'userAgent',
    },
    services: { 'App-1.json': serviceFile(1, 'App', '^https://app\\.example\\.edu/.*') },
  });

test('D27 behind ModSecurity and its core rules a blocked person stays blocked', async (t) => {
  const endpoint = await smallEndpoint(t);
  const firewall = await startFirewall(t, endpoint);
  const attack = new URLSearchParams({ service: `${APP}?x=<script>alert(1)</script>` });
  const turned = await fetch(`${firewall.url}/check?${attack.toString()}`);
  assert.equal(turned.status, 403, 'the firewall is at work');
  const house = await openWith(t, firewall.url);
  for (const text of ['?x=<script>alert(1)</script>', "?x=' or 1=1 --", '?x=../../etc/passwd', '?x=1']) {
    const page = await house.person().enter('anna', APP + text);
    assert.equal(page.page().text('interruptMessage'), 'held', text);
    const bert = house.person();
    const { ticket = '' } = await bert.enter('bert', APP + text);
    const marked = (await bert.validate(ticket, APP + text)).body.includes(
      '"interruptInquiryFailed":["rest"]',
    );
    assert.equal(marked, text !== '?x=1', `${text}: the entry that was turned away is marked, and no other`);
  }
  assert.equal(house.rows('service-ticket'), 0, 'those of bert are redeemed, and anna has none');
  const told = house.audit.filter(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED');
  assert.ok(told.length >= 2);
  assert.ok(told.every(({ what }) => what?.includes('asked again without what the person sent') === true));
});

const MUCH = {
  service: `${APP}?${'&'.repeat(2_700)}`,
  headers: {
    'user-agent': 'Mozilla '.repeat(400),
    'accept-language': Array(100).fill('zh-Hant-TW-x-abcdef;q=0.123').join(),
    'x-forwarded-for': '192.0.2.1, '.repeat(50),
  },
};

const LIMITED: readonly (readonly [string, (t: TestContext) => Promise<string>])[] = [
  ['a server of 8 KiB (431)', (t) => smallEndpoint(t, 8_192)],
  ['Apache (400, 414)', async (t) => (await startFirewall(t, await smallEndpoint(t))).url],
  ['nginx (400, 414)', async (t) => (await startNginx(t, await smallEndpoint(t))).url],
];

for (const [what, start] of LIMITED) {
  test(`D27 behind the limits of ${what} nothing that a person sends is too much`, async (t) => {
    const house = await openWith(t, await start(t));
    const page = await house.person({ headers: MUCH.headers }).enter('anna', MUCH.service);
    assert.equal(page.page().text('interruptMessage'), 'held');
    assert.equal(
      house.audit.some(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED'),
      false,
    );
    assert.equal(house.rows('service-ticket'), 0);
  });
}
