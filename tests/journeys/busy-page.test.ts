// A person whose other requests are before this one (D26): the page waits, tries again by itself and leads on.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from '../support/axe.ts';
import { createClient } from '../support/http-client.ts';
import { startSite } from '../support/site.ts';
import { assertSignedIn, signIn, visit } from '../support/visitor.ts';

/** Questions that wait for their answer; null while the endpoint answers at once. */
let held: ServerResponse[] | null = null;
const endpoint = createServer((_, response) => {
  if (held === null) response.end('null');
  else {
    held.push(response);
    endpoint.emit('held', held.length);
  }
});
endpoint.listen(0, '127.0.0.1');
await once(endpoint, 'listening');
const site = await startSite({
  interrupts: {},
  settings: {
    'cas.interrupt.rest.url': `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`,
    'cas.interrupt.rest.timeout': 'PT6S',
  },
});
after(async () => {
  await site.dispose();
  endpoint.closeAllConnections();
  endpoint.close();
});

/** So many logins of the same person elsewhere, each at a place of its own. */
async function crowd(count: number): Promise<void> {
  const clients = Array.from({ length: count }, () => createClient(site.server.url));
  const forms = await Promise.all(
    clients.map((client, index) => client.loginForm(`${site.application.url}?${index}`)),
  );
  // They are under way, or wait, when the person signs in; what becomes of them is nobody's business here.
  for (const [index, client] of clients.entries()) {
    const form = forms[index];
    if (form === undefined) continue;
    client.submit(form, 'fm1', { username: 'quiet', password: 'Mellon' }).catch(() => undefined);
  }
}

/** Comes to the page that waits. */
async function comeToBusy(page: Page): Promise<void> {
  await page.goto(site.application.url);
  await page.locator('#fm1').waitFor();
  held = [];
  const full = allTurnsTaken();
  await crowd(24);
  await full;
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    signIn(page, 'quiet'),
  ]);
  assert.equal(answer.status(), 429);
  await page.locator('h1:text("Please wait a moment")').waitFor();
  const waiting = held;
  held = null;
  for (const response of waiting) response.end('null');
}

/** Four questions about this person are at the endpoint, as many as there may be (D26). */
async function allTurnsTaken(): Promise<void> {
  for (let count = 0; count < 4;) [count] = (await once(endpoint, 'held')) as [number];
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with' : 'without';
  test(`D26 D22 ${how} JavaScript a busy page tries again by itself, and the person arrives`, () =>
    visit({ javaScript }, async ({ page }) => {
      await comeToBusy(page);
      await page.waitForURL(`${site.application.url}**`);
      await assertSignedIn(page, site.application.url, 'quiet');
    }));
}

test('D20 D26 the busy page is accessible, and its button leads on', () =>
  visit({}, async ({ page }) => {
    // It would leave while it is looked at.
    await page.route('**/retry.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await comeToBusy(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await assertAccessible(page);
    await page.click('#retry');
    await assertSignedIn(page, site.application.url, 'quiet');
  }));
