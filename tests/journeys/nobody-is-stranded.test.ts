// D22 in a browser: double click, reload, back, two tabs, a page that was left open: each ends where the person wanted
// to go, and none of it opens a second way in.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { startServer } from '../support/server.ts';
import { startSite, type Site } from '../support/site.ts';
import { assertInterrupted, assertSignedIn, cookieNames, signIn, visit } from '../support/visitor.ts';

const NOTICE = { message: 'Please read this.', links: { Rules: 'https://www.example.org/rules' } };

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  describe(mode, () => {
    let site: Site;
    before(async () => {
      site = await startSite({
        interrupts: { reader: NOTICE, kept: { ...NOTICE, block: true } },
        settings: { 'cas.interrupt.core.trigger-mode': mode },
      });
    });
    after(() => site.dispose());

    const arriveAtNotice = async (page: Page): Promise<void> => {
      await page.goto(site.application.url);
      await signIn(page, 'reader');
      await assertInterrupted(page);
    };
    /** Answers the page the way a script of an Apereo house does, twice in one breath. */
    const sendTwice = "const form = document.querySelector('#fm1'); form.submit(); form.submit();";

    test(`D22 ${mode}: a double click on Sign in and on Proceed arrives once`, () =>
      visit({}, async ({ page }) => {
        const { application } = site;
        await page.goto(application.url);
        await page.fill('#username', 'reader');
        await page.fill('#password', 'Mellon');
        await page.dblclick('#submitBtn');
        await assertInterrupted(page);
        const arrivedBefore = application.arrivals.length;
        await page.dblclick('#proceed');
        await assertSignedIn(page, application.url, 'reader');
        assert.deepEqual(
          application.arrivals.slice(arrivedBefore).map(({ user }) => user),
          ['reader'],
        );
      }));

    test(`D22 ${mode}: a page that is sent twice by a script arrives`, () =>
      visit({}, async ({ page }) => {
        await arriveAtNotice(page);
        await page.evaluate(sendTwice);
        await assertSignedIn(page, site.application.url, 'reader');
      }));

    test(`D22 ${mode}: without JavaScript a double click arrives`, () =>
      visit({ javaScript: false }, async ({ page }) => {
        await page.goto(site.application.url);
        await page.fill('#username', 'reader');
        await page.fill('#password', 'Mellon');
        await page.dblclick('#submitBtn');
        await page.dblclick('#proceed');
        await assertSignedIn(page, site.application.url, 'reader');
      }));

    test(`D22 ${mode}: reloading the page shows it again, and it can be answered`, () =>
      visit({}, async ({ page }) => {
        await arriveAtNotice(page);
        await page.reload();
        await assertInterrupted(page);
        await page.click('#proceed');
        await assertSignedIn(page, site.application.url, 'reader');
      }));

    test(`D22 ${mode}: back from the application to the login form leads to the application`, () =>
      visit({}, async ({ page }) => {
        const { application } = site;
        await arriveAtNotice(page);
        await page.click('#proceed');
        await assertSignedIn(page, application.url, 'reader');
        // Past the notice itself: it answered a post and nobody may store it, so browsers ask before they show it again.
        const arrived = page.waitForResponse(
          (response) => response.url().startsWith(application.url) && response.ok(),
        );
        await page.evaluate('history.go(-2)');
        await arrived;
        await assertSignedIn(page, application.url, 'reader');
        const tickets = application.arrivals.map(({ ticket }) => ticket);
        assert.equal(new Set(tickets).size, tickets.length, 'no ticket is brought twice');
      }));

    test(`D22 ${mode}: back from the notice to the login form, and signing in once more`, () =>
      visit({}, async ({ page }) => {
        const { application } = site;
        await arriveAtNotice(page);
        await page.goBack();
        if (mode === 'AFTER_AUTHENTICATION') await signIn(page, 'reader');
        await assertInterrupted(page);
        await page.click('#proceed');
        await assertSignedIn(page, application.url, 'reader');
      }));

    test(`D22 ${mode}: back from a link of the notice, then proceed`, () =>
      visit({}, async ({ page }) => {
        await arriveAtNotice(page);
        const address = page.url();
        await page.click('#rules');
        await page.waitForURL('https://www.example.org/rules');
        await page.goto(address);
        if (mode === 'AFTER_AUTHENTICATION') await signIn(page, 'reader');
        await assertSignedIn(page, site.application.url, 'reader');
      }));

    test(`D22 ${mode}: two tabs with a login form each both work`, () =>
      visit({}, async ({ page, context }) => {
        const { application } = site;
        const other = await context.newPage();
        await page.goto(`${application.url}/one`);
        await other.goto(`${application.url}/two`);
        await signIn(page, 'reader');
        await assertInterrupted(page);
        await signIn(other, 'reader');
        await assertInterrupted(other);
        await page.click('#proceed');
        await assertSignedIn(page, `${application.url}/one`, 'reader');
        await other.click('#proceed');
        await assertSignedIn(other, `${application.url}/two`, 'reader');
      }));

    test(`D5 ${mode}: a block and a notice in two tabs: the block holds in both`, () =>
      visit({}, async ({ page, context }) => {
        const { application } = site;
        const other = await context.newPage();
        await page.goto(`${application.url}/one`);
        await other.goto(`${application.url}/two`);
        await signIn(page, 'kept');
        await assertInterrupted(page);
        await signIn(other, 'kept');
        await assertInterrupted(other);
        for (const tab of [page, other]) assert.equal(await tab.locator('#proceed').count(), 0);
        assert.ok(application.arrivals.every(({ user }) => user !== 'kept'));
      }));

    test(`D4 ${mode}: a page answered after logging out in another tab asks to sign in for the same application`, () =>
      visit({}, async ({ page, context }) => {
        const { application, server } = site;
        await arriveAtNotice(page);
        const other = await context.newPage();
        await other.goto(`${server.url}/logout`);
        const arrivedBefore = application.arrivals.length;
        await page.click('#proceed');
        await page.locator('#password').waitFor();
        assert.equal(application.arrivals.length, arrivedBefore);
        assert.deepEqual(await cookieNames(context), []);
        await signIn(page, 'reader');
        await assertInterrupted(page);
        await page.click('#proceed');
        await assertSignedIn(page, application.url, 'reader');
      }));
  });

  describe(`${mode}, a short transaction`, () => {
    let site: Site;
    before(async () => {
      site = await startSite({
        interrupts: { reader: NOTICE },
        settings: {
          'cas.interrupt.core.trigger-mode': mode,
          'cas.interrupt.core.transaction-lifetime': 3,
        },
      });
    });
    after(() => site.dispose());

    test(`D22 ${mode}: a page left open past its time begins the same request anew`, () =>
      visit({}, async ({ page }) => {
        const { application } = site;
        await page.goto(application.url);
        await signIn(page, 'reader');
        await assertInterrupted(page);
        const opened = await page.getAttribute('#fm1 [name=execution]', 'value');
        // The clock is the server's: what it promised to forget is gone when this much of its time has passed.
        await page.evaluate('new Promise((over) => setTimeout(over, 3100))');
        await page.click('#proceed');
        if (mode === 'AFTER_AUTHENTICATION') {
          await page.locator('#password').waitFor();
          assert.match(page.url(), /service=/);
          await signIn(page, 'reader');
        }
        await page.locator(`#fm1 [name=execution]:not([value="${opened}"])`).waitFor({ state: 'attached' });
        await assertInterrupted(page);
        await page.click('#proceed');
        await assertSignedIn(page, application.url, 'reader');
      }));
  });
}

for (const end of ['stop', 'kill9'] as const) {
  test(`W7 a session and an open page survive a server that was ended by ${end === 'stop' ? 'SIGTERM' : 'kill -9'}`, async () => {
    const port = await freePort();
    const site = await startSite({
      interrupts: { reader: NOTICE },
      settings: { 'cas.interrupt.core.trigger-mode': 'AFTER_SSO' },
      port,
    });
    const { application, server: first } = site;
    try {
      await visit({}, async ({ page, context }) => {
        await page.goto(application.url);
        await signIn(page, 'reader');
        await assertInterrupted(page);
        await first[end]();
        const second = await startServer({ folder: first.folder, arguments: [`--server.port=${port}`] });
        try {
          await page.click('#proceed');
          await assertSignedIn(page, application.url, 'reader');
          const other = await context.newPage();
          await other.goto(`${application.url}/other`);
          await assertSignedIn(other, `${application.url}/other`, 'reader');
        } finally {
          await second.stop();
        }
      });
    } finally {
      await site.dispose();
    }
  });
}
