// The bulletin board of the seeds, in the demonstration: notices for a group, tasks that must be done first and are
// cleared by the application that the block leads to; and the person of each strategy once.
// Debian packages: chromium, default-jdk-headless, fonts-dejavu-core, groovy, openssl
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startDemonstration, type Demonstration } from '../support/demonstration.ts';
import { takeScreenshot } from '../support/screenshots.ts';
import { assertInterrupted, assertSignedIn, signIn, visit } from '../support/visitor.ts';

const COMMITTED = fileURLToPath(new URL('../../demo/interrupts.json', import.meta.url));

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  describe(mode, () => {
    const sessionFirst = mode === 'AFTER_SSO';
    let demonstration: Demonstration;
    before(async () => {
      demonstration = await startDemonstration(`--cas.interrupt.core.trigger-mode=${mode}`);
    });
    after(() => demonstration.stop());

    for (const member of ['student', 'tutor']) {
      test(`${mode}: ${member} is shown the notice of the group, once, and goes on`, () =>
        readNotice(member));
    }

    test(`${mode}: who is not in the group sees nothing of it`, () => enterUninterrupted('quiet'));

    test(`${mode}: trainee does the task, which takes the entry out of the JSON file, and the next entry passes`, () =>
      visit({}, async ({ page }) => {
        await doTask(page, 'trainee');
        // The file is watched: it counts when the server has read it.
        await enterWithoutPassword(page, 'trainee');
        assert.match(readFileSync(COMMITTED, 'utf8'), /"trainee": \{/, 'the committed file is as it was');
      }));

    test(`${mode}: apprentice does the task, the application answers by REST, and the next entry passes`, () =>
      visit({}, async ({ page }) => {
        await doTask(page, 'apprentice');
        await enterWithoutPassword(page, 'apprentice');
      }));

    for (const person of ['trainee', 'apprentice']) {
      test(`${mode}: ${person} is let in by another browser, too`, () => enterUninterrupted(person));
    }

    test(`${mode}: external is interrupted by a pattern on an attribute, with the standard text`, () =>
      seeNotice('external', 'Authentication flow is interrupted'));

    test(`${mode}: alumnus is greeted by a Groovy script`, () =>
      seeNotice('alumnus', 'Welcome back, alumnus. Your old mailbox is still there.'));

    async function readNotice(member: string): Promise<void> {
      await visit({}, async ({ page }) => {
        const { news } = demonstration;
        await page.goto(news);
        await signIn(page, member);
        await assertInterrupted(page);
        assert.equal(await page.textContent('#interruptMessage strong'), 'examinations');
        assert.equal(await page.textContent('#Questions-value'), 'examinations@example.org');
        assert.equal(await page.textContent('#register'), 'Register');
        await takeScreenshot(page, `demonstration-notice-${member}-${mode}`);
        await page.click('#proceed');
        await assertSignedIn(page, news, member);
        await page.goto(`${demonstration.server}/login?service=${encodeURIComponent(`${news}/other`)}`);
        await assertSignedIn(page, news, member);
      });
    }

    async function enterUninterrupted(person: string): Promise<void> {
      await visit({}, async ({ page }) => {
        await page.goto(demonstration.news);
        await signIn(page, person);
        await assertSignedIn(page, demonstration.news, person);
      });
    }

    async function seeNotice(person: string, text: string): Promise<void> {
      await visit({}, async ({ page }) => {
        await page.goto(demonstration.news);
        await signIn(page, person);
        await assertInterrupted(page);
        assert.equal((await page.textContent('#interruptMessage'))?.trim(), text);
        await page.click('#proceed');
        await assertSignedIn(page, demonstration.news, person);
      });
    }

    /** From the application that is asked for, by the block's link, to the task that is done. */
    async function doTask(page: Page, person: string): Promise<void> {
      await page.goto(demonstration.news);
      await signIn(page, person);
      await assertInterrupted(page);
      assert.equal(await page.locator('#proceed').count(), 0);
      await page.click('#gotothetraining');
      // The office is protected, too: its definition lets blocked people sign in.
      if (!sessionFirst) await signIn(page, person);
      await page.locator('#done').waitFor();
      assert.equal(await page.textContent('#user'), person);
      // Reading about the task is not doing it.
      await page.goto(demonstration.news);
      await assertInterrupted(page);
      await page.goBack();
      await page.click('#done');
      await page.locator('#nothing').waitFor();
    }

    async function enterWithoutPassword(page: Page, person: string): Promise<void> {
      const { news } = demonstration;
      await page.click('#back');
      await page.locator('#user, #interruptLinks').first().waitFor({ state: 'attached' });
      for (let tries = 0; tries < 100 && page.url().includes('/login'); tries += 1) {
        await assertInterrupted(page);
        await page.waitForTimeout(50);
        await page.goto(news);
      }
      await assertSignedIn(page, news, person);
    }
  });
}
