// Every case of the demonstration, in both trigger modes, with and without JavaScript, up to the application's door.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startDemonstration } from '../support/demonstration.ts';
import { assertInterrupted, assertSignedIn, cookieNames, signIn, visit } from '../support/visitor.ts';

for (const mode of ['AFTER_AUTHENTICATION', 'AFTER_SSO'] as const) {
  const demonstration = await startDemonstration(`--cas.interrupt.core.trigger-mode=${mode}`);
  describe(mode, () => {
    const sessionFirst = mode === 'AFTER_SSO';
    after(() => demonstration.stop());
    for (const javaScript of [true, false]) {
      describe(`${mode}, JavaScript ${javaScript ? 'on' : 'off'}`, () => {
        const person = { javaScript };

        test('quiet: arrives at once, and at the other application without a password', () =>
          visit(person, async ({ page, context }) => {
            const { news, canteen } = demonstration;
            await page.goto(news);
            await signIn(page, 'quiet');
            await assertSignedIn(page, news, 'quiet');
            await page.goto(canteen);
            await assertSignedIn(page, canteen, 'quiet');
            assert.deepEqual(await cookieNames(context), ['TGC']);
          }));

        test('casuser: sees a notice with links and data, goes on, and is not asked again', () =>
          visit(person, async ({ page, context }) => {
            const { news, canteen, server } = demonstration;
            await page.goto(news);
            await signIn(page, 'casuser');
            await assertInterrupted(page);
            assert.deepEqual(await cookieNames(context), sessionFirst ? ['TGC'] : []);
            assert.equal(await page.textContent('#interruptMessage strong'), 'new building');
            assert.equal(await page.textContent('#Mail-value'), 'casuser@example.org');
            assert.match((await page.textContent('#Groups-value')) ?? '', /staff.*library/s);
            assert.deepEqual(await page.locator('#interruptLinks button').allTextContents(), [
              'What is new',
              'Opening hours',
            ]);
            await page.click('#proceed');
            await assertSignedIn(page, news, 'casuser');
            assert.deepEqual(await cookieNames(context), ['CASINTERRUPT', 'TGC']);
            await page.goto(canteen);
            await assertSignedIn(page, canteen, 'casuser');
            await page.goto(`${news}/again`);
            await assertSignedIn(page, news, 'casuser');

            await page.goto(`${server}/logout`);
            assert.equal(await page.textContent('#content h2'), 'Logout Successful');
            assert.deepEqual(await cookieNames(context), []);
          }));

        test('casuser: follows a link, which counts as having read the notice', () =>
          visit(person, async ({ page, context }) => {
            const { news } = demonstration;
            await page.goto(news);
            await signIn(page, 'casuser');
            await page.click('#openinghours');
            await page.waitForURL(/\/pages\/library\/hours$/);
            assert.deepEqual(
              await cookieNames(context),
              sessionFirst ? ['CASINTERRUPT', 'TGC'] : ['CASINTERRUPT'],
            );
            await page.goto(news);
            if (!sessionFirst) await signIn(page, 'casuser');
            await assertSignedIn(page, news, 'casuser');
          }));

        test('casuser: is not asked on the way to the application that switches interrupts off', () =>
          visit(person, async ({ page, context }) => {
            const { canteen } = demonstration;
            await page.goto(canteen);
            await signIn(page, 'casuser');
            await assertSignedIn(page, canteen, 'casuser');
            assert.deepEqual(await cookieNames(context), ['TGC']);
          }));

        test('blocked: stays outside, whatever is clicked', () =>
          visit(person, async ({ page, context }) => {
            const { news } = demonstration;
            await page.goto(news);
            await signIn(page, 'blocked');
            await assertInterrupted(page);
            assert.equal(await page.locator('#fm1, #proceed').count(), 0);
            await page.click('#gotothetraining');
            await page.waitForURL(/\/pages\/safety-training$/);
            assert.deepEqual(await cookieNames(context), sessionFirst ? ['TGC'] : []);
            await page.goto(news);
            if (!sessionFirst) await signIn(page, 'blocked');
            await assertInterrupted(page);
            await page.click('#cancel');
            await page.waitForURL(/\/login$/);
            const heading = sessionFirst ? 'Log In Successful' : 'Sign in';
            assert.equal(await page.textContent(sessionFirst ? '#content h2' : '#content h1'), heading);
          }));

        test('moved: is sent to the first link at once, and nothing is taken for read', () =>
          visit(person, async ({ page, context }) => {
            await page.goto(demonstration.news);
            await signIn(page, 'moved');
            await page.waitForURL(/\/pages\/portal$/);
            assert.deepEqual(await cookieNames(context), sessionFirst ? ['TGC'] : []);
          }));

        test('waiting: stays instead of being sent away, and goes on', () =>
          visit(person, async ({ page }) => {
            const { news } = demonstration;
            await page.goto(news);
            await signIn(page, 'waiting');
            await assertInterrupted(page);
            await page.click('#stay');
            await page.locator('#autoRedirect').waitFor({ state: 'detached' });
            await assertInterrupted(page);
            await page.click('#proceed');
            await assertSignedIn(page, news, 'waiting');
          }));

        test('visitor: is let in; in AFTER_AUTHENTICATION without a session', () =>
          visit(person, async ({ page, context }) => {
            const { news, canteen } = demonstration;
            await page.goto(news);
            await signIn(page, 'visitor');
            await assertInterrupted(page);
            await page.click('#proceed');
            await assertSignedIn(page, news, 'visitor');
            assert.equal((await cookieNames(context)).includes('TGC'), sessionFirst);
            await page.goto(canteen);
            if (!sessionFirst) await signIn(page, 'visitor');
            await assertSignedIn(page, canteen, 'visitor');
          }));
      });
    }
  });
}
