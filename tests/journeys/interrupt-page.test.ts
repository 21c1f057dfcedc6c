// The interrupt page as people and scripts of an Apereo house meet it: ids, fields, links, text (D18–D20, W2).
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startSite } from '../support/site.ts';
import { assertInterrupted, assertSignedIn, cookieNames, signIn, visit } from '../support/visitor.ts';

const SPECIAL = 'Fédération & friends @ home';
const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const INTERRUPTS = {
  reader: {
    message: 'Announcement with <strong>weight</strong>.',
    links: {
      'CAS Application': 'https://www.example.org/cas',
      [SPECIAL]: 'https://www.example.org/a?b=c&d=%C3%A9#f',
    },
    data: { field1: ['value1', 'value2'], field2: ['value3'] },
  },
  kept: {
    message: 'Kept.',
    block: true,
    links: { 'The way out': 'https://www.example.org/out' },
    data: { why: ['because'] },
  },
  silent: {
    message: null,
    links: { 'CAS Application': 'https://www.example.org/cas' },
    data: { field1: ['value1'] },
  },
  hostile: {
    message: `Read this. ${HOSTILE}`,
    data: { [HOSTILE]: [HOSTILE] },
    links: { [HOSTILE]: 'javascript:document.title=3' },
  },
  odd: { links: { Submit: 'https://www.example.org/odd', Execution: 'https://www.example.org/execution' } },
};

const site = await startSite({ interrupts: INTERRUPTS });
after(() => site.dispose());

async function arrive(page: Page, username: string): Promise<void> {
  await page.goto(site.application.url);
  await signIn(page, username);
  await assertInterrupted(page);
}

for (const javaScript of [true, false]) {
  describe(`JavaScript ${javaScript ? 'on' : 'off'}`, () => {
    test('INT-78 an ordinary page has #fm1 and #proceed and no #cancel', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'reader');
        assert.deepEqual(
          await Promise.all(['#fm1', '#proceed', '#cancel'].map((id) => page.locator(id).count())),
          [1, 1, 0],
        );
      }));

    test('INT-78 a block has #cancel and no #fm1 and #proceed', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'kept');
        assert.deepEqual(
          await Promise.all(['#fm1', '#proceed', '#cancel'].map((id) => page.locator(id).count())),
          [0, 0, 1],
        );
        assert.equal(await page.locator('#formlinks [name=execution]').count(), 1);
      }));

    test('INT-79 data shows as rows with the ids of the reference', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'reader');
        for (const id of ['attributesTable', 'field1', 'field1-value', 'field2', 'field2-value']) {
          assert.ok(await page.locator(`#${id}`).isVisible(), id);
        }
        assert.match((await page.textContent('#field1-value')) ?? '', /value1.*value2/s);
      }));

    test('INT-80 a link button has the id of its label in lower case without spaces, and works', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'reader');
        assert.equal(await page.textContent('#casapplication'), 'CAS Application');
        await page.click('#casapplication');
        await page.waitForURL('https://www.example.org/cas');
      }));

    test('INT-81 a link whose label has é, & and @ works', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'reader');
        await page.click(`text=${SPECIAL}`);
        await page.waitForURL('https://www.example.org/a?b=c&d=%C3%A9#f');
      }));

    test('INT-83 D19 without a message links and data are shown', () =>
      visit({ javaScript }, async ({ page }) => {
        await arrive(page, 'silent');
        assert.equal(await page.locator('#interruptMessage').count(), 0);
        assert.ok(await page.locator('#casapplication').isVisible());
        assert.ok(await page.locator('#field1-value').isVisible());
        await page.click('#proceed');
        await assertSignedIn(page, site.application.url, 'silent');
      }));

    test('INT-70 D5 a link of a block leads there and gains nothing', () =>
      visit({ javaScript }, async ({ page, context }) => {
        await arrive(page, 'kept');
        await page.click('#thewayout');
        await page.waitForURL('https://www.example.org/out');
        assert.deepEqual(await cookieNames(context), []);
      }));

    test('CAS-11 method=POST arrives by a form', () =>
      visit({ javaScript }, async ({ page }) => {
        const { application, server } = site;
        await page.goto(`${server.url}/login?method=POST&service=${encodeURIComponent(application.url)}`);
        await signIn(page, 'reader');
        await assertInterrupted(page);
        await page.click('#proceed');
        if (!javaScript) await page.click('#continue');
        await assertSignedIn(page, application.url, 'reader');
        assert.equal(application.arrivals.at(-1)?.method, 'POST');
      }));
  });
}

test('INT-82 D20 markup of the message renders, and nothing in a payload runs', () =>
  visit({}, async ({ page }) => {
    await arrive(page, 'hostile');
    const title = await page.title();
    assert.equal(await page.locator('#content img, #content script, #interruptLinks button').count(), 0);
    assert.ok((await page.textContent('#attributesTable'))?.includes(HOSTILE));
    await page.click('#proceed');
    await assertSignedIn(page, site.application.url, 'hostile');
    assert.ok(title.startsWith('Authentication Interrupt'), title);
  }));

test('INT-82 the strong element of a message is markup', () =>
  visit({}, async ({ page }) => {
    await arrive(page, 'reader');
    assert.equal(await page.textContent('#interruptMessage strong'), 'weight');
  }));

for (const [how, script] of [
  ["document.querySelector('#fm1').submit()", "document.querySelector('#fm1').submit()"],
  ["document.getElementById('proceed').click()", "document.getElementById('proceed').click()"],
  ['document.forms.fm1.submit()', 'document.forms.fm1.submit()'],
] as const) {
  test(`W2 a script written for Apereo goes on: ${how}`, () =>
    visit({}, async ({ page }) => {
      await arrive(page, 'reader');
      await page.evaluate(script);
      await assertSignedIn(page, site.application.url, 'reader');
    }));
}

for (const [how, script] of [
  [
    'fills #linkToRedirect and sends #formlinks',
    `document.querySelector('#linkToRedirect').value = 'https://www.example.org/cas';
     document.querySelector('#formlinks').submit()`,
  ],
  ['clicks the button of a link', "document.querySelector('#casapplication').click()"],
] as const) {
  test(`W2 a script written for Apereo follows a link: ${how}`, () =>
    visit({}, async ({ page }) => {
      await arrive(page, 'reader');
      await page.evaluate(script);
      await page.waitForURL('https://www.example.org/cas');
    }));
}

test('W2 a script written for Apereo signs in', () =>
  visit({}, async ({ page }) => {
    await page.goto(site.application.url);
    await page.fill('#username', 'quiet');
    await page.fill('#password', 'Mellon');
    await page.evaluate("document.querySelector('#fm1').submit()");
    await assertSignedIn(page, site.application.url, 'quiet');
  }));

test('D18 a label that is a member of a form element takes nothing away from the form', () =>
  visit({}, async ({ page }) => {
    await arrive(page, 'odd');
    assert.equal(await page.evaluate("typeof document.querySelector('#formlinks').submit"), 'function');
    await page.click('text=Execution');
    await page.waitForURL('https://www.example.org/execution');
  }));

test('D4 a forged link in the page is refused and leads nowhere', () =>
  visit({}, async ({ page, context }) => {
    await arrive(page, 'reader');
    await page.evaluate(`document.querySelector('#linkToRedirect').value = 'https://www.example.org/elsewhere';
      document.querySelector('#formlinks').submit()`);
    await page.waitForFunction("document.querySelector('#content h2')");
    assert.equal(await page.textContent('#content h2'), 'Application Not Authorized to Use CAS');
    assert.deepEqual(await cookieNames(context), []);
  }));

test('INT-71 D4 a forged proceed on a block, with a link or without, is refused', () =>
  visit({}, async ({ page, context }) => {
    for (const link of ['', 'https://www.example.org/out']) {
      await arrive(page, 'kept');
      await page.evaluate(`document.querySelector('#linkToRedirect').value = '${link}';
        document.querySelector('#formlinks [name=_eventId]').value = 'proceed';
        document.querySelector('#formlinks').submit()`);
      await page.locator('h2').waitFor();
      assert.equal(await page.textContent('#content h2'), 'Application Not Authorized to Use CAS');
      assert.deepEqual(await cookieNames(context), []);
    }
    assert.ok(site.application.arrivals.every(({ user }) => user !== 'kept'));
  }));
