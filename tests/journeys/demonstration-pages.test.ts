// The demonstration's own pages: readable on a phone and in the dark, reached by every link that it shows, and by nobody on
// another machine.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { assertAccessible } from '../support/axe.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { takeScreenshot } from '../support/screenshots.ts';
import { assertSignedIn, signIn, visit } from '../support/visitor.ts';

const demonstration = await startDemonstration();
after(() => demonstration.stop());

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the News page fits a phone of 320 pixels, ${colorScheme}`, () =>
    visit({ colorScheme, viewport: { width: 320, height: 640 } }, async ({ page }) => {
      await page.goto(demonstration.news);
      await signIn(page, 'quiet');
      await assertSignedIn(page, demonstration.news, 'quiet');
      await page.click('summary');
      await takeScreenshot(page, `news-320-${colorScheme}`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, 'nothing is cut off');
      // A dark page is what the browser paints behind everything; its text has the opposite colour.
      const [text = ''] =
        /\d+/.exec(await page.evaluate<string>('getComputedStyle(document.body).color')) ?? [];
      assert.equal(Number(text) > 127, colorScheme === 'dark');
      await assertAccessible(page);
    }));
}

test('every link of the demonstration leads to a page of its own', async () => {
  const office = /http:\/\/localhost:(\d+)\/training/.exec(demonstration.said())?.[1];
  const texts = ['interrupts.json', 'bulletin-board.ts', 'greeting.groovy'].map((name) =>
    readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8'),
  );
  const links = texts.flatMap((text) => text.match(/https?:\/\/[^\s'"]+/g) ?? []);
  assert.ok(links.length >= 8);
  for (const link of links) {
    assert.match(link, /^http:\/\/localhost:8092\//, link);
    const { status } = await fetch(link.replace(':8092/', `:${office}/`), { redirect: 'manual' });
    assert.ok([200, 302].includes(status), `${link}: ${status}`);
  }
  assert.equal((await fetch(`http://localhost:${office}/pages/no-such-page`)).status, 404);
});

test('/ leads to the login, at the server and at the applications', () =>
  visit({}, async ({ page }) => {
    for (const address of [demonstration.server, demonstration.news, demonstration.canteen]) {
      await page.goto(new URL('/', address).href);
      assert.match(page.url(), /\/cas\/login\b/);
    }
  }));

test('nobody on another machine reaches the demonstration', async () => {
  // Whatever listens for other machines answers at every address of this one, these two among them.
  for (const host of ['127.0.0.2', '::1']) {
    for (const address of [demonstration.server, demonstration.news, demonstration.canteen]) {
      assert.equal(await answers(host, Number(new URL(address).port)), false, `${host} ${address}`);
    }
  }
});

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
