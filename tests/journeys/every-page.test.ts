// Every page of the server, light and dark, at 320 and 1200 pixels: axe finds nothing, nothing scrolls sideways, the
// focus is seen. A picture of each is kept in `artifacts/screenshots/` for a person's eye.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from '../support/axe.ts';
import { serviceFile } from '../support/config-folder.ts';
import { takeScreenshot } from '../support/screenshots.ts';
import { startSite, type Site } from '../support/site.ts';
import { signIn, visit } from '../support/visitor.ts';

const TRAINING = { 'Go to the training': 'https://www.example.org/training' };

const INTERRUPTS = {
  notice: {
    message:
      'The library moves to the <strong>new building</strong> on Monday. Please look at your details below.',
    links: { 'What is new': 'https://www.example.org/new', 'Opening hours': 'https://www.example.org/hours' },
    data: { Mail: ['notice@example.org'], Groups: ['staff', 'library'] },
  },
  bare: { message: 'Please come to the front desk before Friday.' },
  block: {
    message: 'Your account is on hold until the <em>safety training</em> is done.',
    links: TRAINING,
    block: true,
  },
  waiting: {
    message: 'A survey is waiting for you.',
    links: { 'Take the survey': 'https://www.example.org/survey' },
    autoRedirect: true,
    autoRedirectAfterSeconds: 600,
  },
  'somebody.with.a.very.long.name.indeed@department.university.example.org': {
    message: `<h2>Terms of use</h2><p>Please read <a href="https://www.example.org/terms">the terms</a>.</p>
      <ul><li>One</li><li>Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung</li></ul>
      <blockquote>Rules are made for people.</blockquote><pre>no_spaces_to_break_at_in_this_line_of_preformatted_text_at_all</pre>
      <table><tr><th>Room</th><th>When</th></tr><tr><td>A 101</td><td>Monday, 8 to 12</td></tr></table>`,
    links: {
      'A label that takes more than one line on every telephone because nobody thought of keeping it short':
        'https://www.example.org/long',
    },
    data: {
      'A field with quite a long name': [
        'https://www.example.org/an/address/without/any/place/to/break?query=0123456789',
      ],
    },
  },
  visitor: { message: 'You are visiting.', ssoEnabled: false },
  unchecked: { data: { wrong: 'not a list' } },
};

const SIDE_DOOR = serviceFile(2, 'Side door', '^http://localhost:\\d+/app/side$', {
  evaluationOrder: 0,
  webflowInterruptPolicy: {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
    enabled: false,
  },
});

const people = Object.fromEntries([
  ...['quiet', ...Object.keys(INTERRUPTS)].map((name) => [name, { password: 'Mellon' }]),
  [
    'warned',
    { password: 'Mellon', warnings: ['Your password expires in 3 days.', 'You have 2 logins left.'] },
  ],
  ['locked', { password: 'Mellon', status: 'LOCKED' }],
]);

let site: Site;
before(async () => {
  site = await startSite({
    interrupts: INTERRUPTS,
    settings: { 'cas.interrupt.json.failure-mode': 'CLOSED', 'cas.authn.throttle.failure.threshold': 3 },
    files: {
      'people.json': people,
      'services/Application-1.json': serviceFile(1, 'Application', '^http://localhost:\\d+/app.*', {
        description: 'Shows who you are.',
        informationUrl: 'https://www.example.org/about',
        privacyUrl: 'https://www.example.org/privacy',
      }),
      'services/Side-2.json': SIDE_DOOR,
    },
  });
});
after(() => site.dispose());

const enterAs = (username: string) => async (page: Page) => {
  await page.goto(site.application.url);
  await signIn(page, username);
};
const to = (path: string) => async (page: Page) => {
  await page.goto(`${site.server.url}${path}`);
};
const throughTheSideDoor = (username: string) => async (page: Page) => {
  await page.goto(`${site.application.url}/side`);
  await signIn(page, username);
  await page.goto(site.application.url);
};

/** Each page, how a person comes to it, and what shows that it is there. */
const PAGES: readonly (readonly [name: string, arrive: (page: Page) => Promise<void>, shown: string])[] = [
  ['login', async (page) => void (await page.goto(site.application.url)), 'h1:text("Sign in")'],
  ['login without application', to('/login'), 'h1:text("Sign in")'],
  [
    'login refused',
    async (page) => {
      await page.goto(site.application.url);
      await signIn(page, 'quiet', 'wrong');
    },
    '#loginErrors',
  ],
  ['login of a locked account', enterAs('locked'), '#loginErrors'],
  [
    'throttled',
    async (page) => {
      await page.goto(site.application.url);
      for (let attempt = 0; attempt < 4; attempt += 1) {
        await signIn(page, 'nobody', 'wrong');
        await page.waitForLoadState();
      }
    },
    'h1:text("Too many attempts")',
  ],
  ['interrupt notice', enterAs('notice'), '#proceed'],
  ['interrupt bare', enterAs('bare'), '#proceed'],
  ['interrupt long', enterAs(Object.keys(INTERRUPTS)[4] ?? ''), '#proceed'],
  ['interrupt block', enterAs('block'), '#cancel'],
  ['interrupt block over a session', throughTheSideDoor('block'), '#logout'],
  ['interrupt redirect', enterAs('waiting'), '#stay'],
  ['inquiry failed', enterAs('unchecked'), '#retry'],
  ['account warnings', enterAs('warned'), 'h1:text("Authentication Succeeded with Warnings")'],
  [
    'logged in',
    async (page) => {
      await page.goto(`${site.server.url}/login`);
      await signIn(page, 'quiet');
    },
    '#logout',
  ],
  [
    'logged in without a session',
    async (page) => {
      await page.goto(`${site.server.url}/login`);
      await signIn(page, 'visitor');
      await page.click('#proceed');
    },
    'h2:text("Log In Successful")',
  ],
  ['logged out', to('/logout'), 'h2:text("Logout Successful")'],
  ['refused', to('/login?service=https://unknown.example/'), 'h2:text("Not Authorized")'],
  ['not found', to('/nowhere'), 'h1:text("Page not found")'],
  [
    'warn',
    async (page) => {
      await page.goto(`${site.application.url}/side`);
      await page.evaluate(`document.querySelector('#fm1').insertAdjacentHTML('beforeend',
        '<input type="hidden" name="warn" value="true">')`);
      await signIn(page, 'quiet');
      await page.locator('#user').waitFor();
      await page.goto(site.application.url);
    },
    'h1:text("Go on to this application?")',
  ],
];

for (const [name, arrive, shown] of PAGES) {
  test(`D20 ${name}: accessible, at 320 and 1200 pixels, in light and in dark`, () =>
    visit({}, async ({ page }) => {
      await arrive(page);
      await page.locator(shown).waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [1200, 320]) {
          await page.setViewportSize({ width, height: 800 });
          await takeScreenshot(page, `${name} ${width} ${colorScheme}`);
          const tooWide = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(tooWide, 0, `${name} scrolls sideways at ${width} pixels`);
          await assertAccessible(page);
        }
      }
      await assertFocusSeen(page);
    }));
}

test('D20 the way to the application by a form, without JavaScript', () =>
  visit({ javaScript: false }, async ({ page }) => {
    await page.goto(
      `${site.server.url}/login?method=POST&service=${encodeURIComponent(site.application.url)}`,
    );
    await signIn(page, 'quiet');
    await page.locator('#continue').waitFor();
    await page.setViewportSize({ width: 320, height: 800 });
    await takeScreenshot(page, 'post to service 320 light');
    await page.click('#continue');
    await page.locator('#user').waitFor();
  }));

/** Tab reaches every control, and each shows that it has the focus (WCAG 2.1.1, 2.4.7). */
async function assertFocusSeen(page: Page): Promise<void> {
  const controls = await page.locator('a[href], button, input:not([type=hidden])').count();
  const seen = new Set<string>();
  // Once round, by way of the browser's own controls, where the page's body counts as focused.
  for (let press = 0; press <= controls; press += 1) {
    await page.keyboard.press('Tab');
    const focused = (await page.evaluate(FOCUSED)) as { control: string; outline: number } | null;
    if (focused === null) continue;
    assert.ok(focused.outline >= 2, `the focus is not seen on ${focused.control}`);
    seen.add(focused.control);
  }
  assert.equal(seen.size, controls, `Tab reaches ${[...seen].join(', ')}`);
}

const FOCUSED = `(() => {
  const control = document.activeElement;
  if (!control || control === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(control);
  return {
    control: control.id || control.textContent.trim(),
    outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
  };
})()`;
