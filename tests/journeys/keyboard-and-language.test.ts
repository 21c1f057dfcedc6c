// The whole way by keyboard alone, and in the person's own language.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startSite } from '../support/site.ts';
import { assertInterrupted, assertSignedIn, signIn, visit } from '../support/visitor.ts';

const links = { Rules: 'https://www.example.org/rules' };
const site = await startSite({
  interrupts: {
    reader: { message: 'Please read this.', links },
    waiting: { links, autoRedirect: true, autoRedirectAfterSeconds: 600 },
  },
});
after(() => site.dispose());

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with' : 'without';

  test(`D20 sign in and proceed by keyboard alone, ${how} JavaScript`, () =>
    visit({ javaScript }, async ({ page }) => {
      const { keyboard } = page;
      await page.goto(site.application.url);
      // The first empty field has the focus by itself; hands on a keyboard wait until they see it.
      await page.locator('#username:focus').waitFor();
      await keyboard.type('reader');
      await keyboard.press('Tab');
      await keyboard.type('Mellon');
      await keyboard.press('Enter');
      await assertInterrupted(page);
      await page.waitForLoadState('load');
      await keyboard.press('Tab');
      await keyboard.press('Tab');
      await keyboard.press('Enter');
      await assertSignedIn(page, site.application.url, 'reader');
    }));
}

test('D20 after a wrong password the password is typed anew at once', () =>
  visit({}, async ({ page }) => {
    const { keyboard } = page;
    await page.goto(site.application.url);
    await page.locator('#username:focus').waitFor();
    await keyboard.type('quiet');
    await keyboard.press('Tab');
    await keyboard.type('wrong');
    await keyboard.press('Enter');
    await page.locator('#loginErrors').waitFor();
    assert.equal(await page.inputValue('#username'), 'quiet');
    assert.equal(await page.inputValue('#password'), '');
    await page.locator('#password:focus').waitFor();
    await keyboard.type('Mellon');
    await keyboard.press('Enter');
    await assertSignedIn(page, site.application.url, 'quiet');
  }));

test('D21 the countdown is stopped by keyboard alone', () =>
  visit({}, async ({ page }) => {
    await page.goto(site.application.url);
    await signIn(page, 'waiting');
    await page.locator('#stay').waitFor();
    await page.waitForLoadState('load');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.locator('#autoRedirect').waitFor({ state: 'detached' });
  }));

test("W2 the browser's preference chooses the language of every page", () =>
  visit({ locale: 'de-AT' }, async ({ page }) => {
    await page.goto(site.application.url);
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    assert.equal(await page.textContent('h1'), 'Anmelden');
    await signIn(page, 'reader');
    await page.locator('#proceed').waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    assert.match(await page.title(), /Vestibule$/);
    await page.click('#proceed');
    await assertSignedIn(page, site.application.url, 'reader');
  }));

test('W2 a language without a translation falls back to English, and the page says so', () =>
  visit({ locale: 'is-IS' }, async ({ page }) => {
    await page.goto(site.application.url);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await page.textContent('h1'), 'Sign in');
  }));

test('W2 ?locale=de holds through a wrong password and the interrupt, and can be changed on the form', () =>
  visit({ locale: 'en' }, async ({ page }) => {
    await page.goto(`${site.server.url}/login?service=${encodeURIComponent(site.application.url)}`);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await page.click('.languages a[lang=de]');
    await page.locator('html[lang=de]').waitFor();
    await signIn(page, 'reader', 'wrong');
    await page.locator('html[lang=de] #loginErrors').waitFor();
    await signIn(page, 'reader');
    await page.locator('html[lang=de] #proceed').waitFor();
    assert.match(page.url(), /locale=de/);
    await page.click('#proceed');
    await assertSignedIn(page, site.application.url, 'reader');
  }));
