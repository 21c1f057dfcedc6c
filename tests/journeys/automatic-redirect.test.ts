// The automatic redirect in a browser: at once, after seconds, stopped, on a block, without links (D21).
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startSite } from '../support/site.ts';
import { assertInterrupted, assertSignedIn, cookieNames, signIn, visit } from '../support/visitor.ts';

const PORTAL = 'https://www.example.org/portal';
const links = { 'New portal': PORTAL, 'Another place': 'https://www.example.org/another' };

const INTERRUPTS = {
  moved: { links, autoRedirect: true },
  negative: { links, autoRedirect: true, autoRedirectAfterSeconds: -5 },
  waiting: { links, autoRedirect: true, autoRedirectAfterSeconds: 10 },
  patient: { links, autoRedirect: true, autoRedirectAfterSeconds: 45 },
  nowhere: { message: 'No link.', autoRedirect: true },
  misled: { links: { Bad: 'javascript:void(0)', ...links }, autoRedirect: true },
  kept: { links, autoRedirect: true, block: true },
  detained: { links, autoRedirect: true, autoRedirectAfterSeconds: 10, block: true },
  settled: { links, autoRedirectAfterSeconds: 1 },
};

const site = await startSite({ interrupts: INTERRUPTS });
after(() => site.dispose());

async function enter(page: Page, username: string): Promise<void> {
  await page.goto(site.application.url);
  await signIn(page, username);
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with' : 'without';

  for (const username of ['moved', 'negative', 'kept']) {
    test(`INT-75 INT-76 ${username}, ${how} JavaScript: at once to the first link, and nothing is acknowledged`, () =>
      visit({ javaScript }, async ({ page, context }) => {
        await enter(page, username);
        await page.waitForURL(PORTAL);
        assert.deepEqual(await cookieNames(context), []);
      }));
  }

  for (const username of ['nowhere', 'misled', 'settled']) {
    test(`INT-77 D21 ${username}, ${how} JavaScript: an ordinary page`, () =>
      visit({ javaScript }, async ({ page }) => {
        await enter(page, username);
        await assertInterrupted(page);
        assert.equal(await page.locator('#autoRedirect, meta[http-equiv=refresh]').count(), 0);
        await page.click('#proceed');
        await assertSignedIn(page, site.application.url, username);
      }));
  }

  test(`D21 stopped ${how} JavaScript: the page again without redirect, and the way on`, () =>
    visit({ javaScript }, async ({ page, context }) => {
      await enter(page, 'waiting');
      await page.click('#stay');
      await page.locator('#autoRedirect').waitFor({ state: 'detached' });
      assert.equal(await page.locator('meta[http-equiv=refresh]').count(), 0);
      assert.deepEqual(await page.locator('#interruptLinks button').allTextContents(), Object.keys(links));
      assert.deepEqual(await cookieNames(context), []);
      await page.click('#proceed');
      await assertSignedIn(page, site.application.url, 'waiting');
    }));

  test(`D21 a delayed redirect of a block, stopped ${how} JavaScript, is still a block`, () =>
    visit({ javaScript }, async ({ page }) => {
      await enter(page, 'detained');
      await page.click('#stay');
      await page.locator('#autoRedirect').waitFor({ state: 'detached' });
      assert.equal(await page.locator('#proceed').count(), 0);
      await page.click('#newportal');
      await page.waitForURL(PORTAL);
    }));
}

test('INT-75 after ten seconds to the first link, counted down for the person to see', () =>
  visit({}, async ({ page }) => {
    await page.clock.install();
    await enter(page, 'waiting');
    await assertInterrupted(page);
    // The page's script counts from here on.
    await page.waitForLoadState('load');
    await page.clock.runFor(7_000);
    assert.ok(Number(await page.textContent('#secondsLeft')) <= 3);
    assert.match(page.url(), /\/login/);
    await page.clock.runFor(4_000);
    await page.waitForURL(PORTAL);
  }));

test('INT-75 the countdown ends when the person has gone on meanwhile', () =>
  visit({}, async ({ page }) => {
    await page.clock.install();
    await enter(page, 'waiting');
    await page.click('#proceed');
    await assertSignedIn(page, site.application.url, 'waiting');
    await page.clock.runFor(20_000);
    assert.ok(page.url().startsWith(site.application.url));
  }));

for (const [username, seconds] of [
  ['waiting', 20],
  ['patient', 45],
] as const) {
  test(`D21 ${username}, without JavaScript: the redirect waits ${seconds} seconds and can be stopped`, () =>
    visit({ javaScript: false }, async ({ page }) => {
      await enter(page, username);
      await assertInterrupted(page);
      const refresh = await page.getAttribute('meta[http-equiv=refresh]', 'content');
      assert.equal(refresh, `${seconds}; url=${PORTAL}`);
      assert.equal(await page.textContent('#secondsLeft'), String(seconds));
      assert.ok(await page.locator('#stay').isVisible());
    }));
}

test('INT-77 back from an automatic redirect does not lead into it again', () =>
  visit({}, async ({ page }) => {
    await enter(page, 'moved');
    await page.waitForURL(PORTAL);
    await page.goBack();
    await page.locator('#username').waitFor();
    assert.match(page.url(), /\/login\?service=/);
  }));
