// What scripts, tests and people of an Apereo house rely on: ids, headings and forms (D18–D21, W2).
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SafeHtml, SafeUrl } from '@vestibule/interrupt';
import { createPages } from './render.ts';
import { exampleViews } from './testing/example-views.ts';
import { frameIn, ourMessages, ourPages } from './testing/our-pages.ts';
import { parsePage, type Element, type ParsedPage } from './testing/parsed-page.ts';
import type { InterruptView, View } from './views.ts';

const unexpected = ({ template, error }: { template: string; error: unknown }): never =>
  assert.fail(`${template}: ${String(error)}`);
const english = exampleViews(frameIn('en'));
const page = (view: View): ParsedPage => parsePage(ourPages.render(view));
const example = (name: string, views = english): View => {
  const view = views.get(name);
  assert.ok(view !== undefined, name);
  return view;
};
const interrupt = (changes: Partial<InterruptView>): ParsedPage =>
  page({ ...(example('interrupt') as InterruptView), ...changes });
const content = (parsed: ParsedPage): Element => parsed.byId('content') ?? assert.fail('no #content');
const first = (parsed: ParsedPage, tag: string): string | undefined =>
  content(parsed).find((element) => element.tag === tag)?.text;
const field = (form: Element | undefined, name: string): string | null | undefined =>
  form?.find((element) => element.attribute('name') === name)?.attribute('value');

const LINK = 'https://portal.example.org/start?a=1&b=2' as SafeUrl;

test('INT-78 an ordinary page has #fm1 and #proceed, a block has #cancel instead', () => {
  const ordinary = page(example('interrupt'));
  assert.equal(field(ordinary.byId('fm1'), '_eventId'), 'proceed');
  assert.equal(field(ordinary.byId('fm1'), 'execution'), 'e1-casuser');
  assert.equal(ordinary.byId('proceed')?.text, 'Proceed');
  assert.equal(ordinary.byId('cancel'), undefined);
  const block = page(example('interrupt-blocked'));
  assert.equal(block.byId('fm1'), undefined);
  assert.equal(block.byId('proceed'), undefined);
  assert.equal(block.byId('cancel')?.attribute('href'), LINK);
});

test('INT-78 W2 a block keeps #formlinks with its execution, without links too', () => {
  for (const name of ['interrupt-blocked', 'interrupt-blocked-session', 'interrupt-bare']) {
    const form = page(example(name)).byId('formlinks');
    assert.equal(field(form, 'execution'), 'e1-casuser', name);
    assert.equal(field(form, '_eventId'), 'redirect', name);
    assert.equal(
      form?.find((element) => element.attribute('id') === 'linkToRedirect')?.attribute('name'),
      'link',
    );
    assert.equal(field(form, 'link'), '', name);
  }
});

test('INT-79 D18 data shows as #attributesTable with #FIELD and #FIELD-value', () => {
  const parsed = interrupt({
    data: [
      { name: 'field1', values: ['value1', 'value2'] },
      { name: 'field2', values: ['value3'] },
      { name: 'field3', values: [] },
    ],
  });
  const table = parsed.byId('attributesTable');
  const inTable = (id: string): string | undefined =>
    table?.find((element) => element.attribute('id') === id)?.text;
  assert.equal(inTable('field1'), 'field1');
  assert.match(inTable('field1-value') ?? '', /value1.*value2/);
  assert.equal(inTable('field2-value'), 'value3');
  assert.equal(inTable('field3-value'), '');
});

test('INT-80 D18 the id of a link button is its label in lower case without spaces', () => {
  const parsed = interrupt({ links: [{ label: 'CAS Application', url: LINK }] });
  const button = parsed.byId('casapplication');
  assert.equal(button?.text, 'CAS Application');
  assert.deepEqual(
    ['type', 'form', 'name', 'value'].map((name) => button.attribute(name)),
    ['submit', 'formlinks', 'link', LINK],
  );
});

test('INT-81 a label with é & @ makes a button that sends its address', () => {
  const label = 'Test link with special symbols: é & @';
  const button = interrupt({ links: [{ label, url: LINK }] }).byId('testlinkwithspecialsymbols:é&@');
  assert.equal(button?.text, label);
  assert.equal(button.attribute('value'), LINK);
});

test('INT-82 D20 markup of the sanitised message is markup on the page', () => {
  const message = interrupt({ message: '<strong>Read</strong> this' as SafeHtml }).byId('interruptMessage');
  assert.equal(message?.text, 'Read this');
  assert.equal(message.all[0]?.tag, 'strong');
});

test('INT-83 D19 without a message links and data are shown', () => {
  const parsed = page(example('interrupt-without-message'));
  assert.equal(parsed.byId('interruptMessage'), undefined);
  assert.ok(parsed.byId('attributesTable') !== undefined);
  assert.ok(parsed.byId('readingroomscasuser') !== undefined);
});

test('INT-77 D21 a page without redirect has neither clock nor refresh', () => {
  const html = ourPages.render(example('interrupt-bare'));
  assert.ok(!html.includes('autoRedirect') && !html.includes('http-equiv') && !html.includes('interrupt.js'));
});

test('INT-75 D21 at once: a refresh of no seconds, a link, and no button to stay', () => {
  const parsed = page(example('interrupt-redirect-now'));
  const refresh = parsed.find((element) => element.attribute('http-equiv') === 'refresh');
  assert.equal(refresh?.attribute('content'), `0; url=${LINK}`);
  assert.equal(parsed.byId('autoRedirect')?.attribute('data-seconds'), '0');
  assert.equal(parsed.byId('autoRedirectTo')?.attribute('href'), LINK);
  assert.equal(parsed.byId('stay'), undefined);
});

test('INT-75 D21 later: a clock with a button to stay; without JavaScript at least twenty seconds', () => {
  for (const [name, clock, withoutScript] of [
    ['interrupt-redirect-later', '5', '20'],
    ['interrupt-blocked-redirect', '45', '45'],
  ] as const) {
    const html = ourPages.render(example(name));
    assert.match(
      html,
      new RegExp(`<noscript><meta http-equiv="refresh" content="${withoutScript}; url=https:`),
    );
    const parsed = parsePage(html);
    assert.equal(parsed.byId('autoRedirect')?.attribute('data-seconds'), clock);
    assert.equal(parsed.byId('secondsLeft')?.text, withoutScript);
    assert.equal(field(parsed.byId('formstay'), '_eventId'), 'stay');
    assert.equal(field(parsed.byId('formstay'), 'execution'), 'e1-casuser');
    assert.equal(parsed.byId('stay')?.attribute('type'), 'submit');
  }
});

test('D19 W2 heading and first paragraph of the interrupt page, true in the mode at hand', () => {
  for (const name of [...english.keys()].filter((each) => each.startsWith('interrupt'))) {
    const parsed = page(example(name));
    assert.equal(first(parsed, 'h1'), 'Authentication Interrupt', name);
    assert.match(first(parsed, 'p') ?? '', /^The authentication flow has been interrupted.*casuser/, name);
  }
  assert.match(first(interrupt({ sessionExists: false }), 'p') ?? '', /session has not been started yet/);
  assert.doesNotMatch(first(interrupt({ sessionExists: true }), 'p') ?? '', /not been started/);
  assert.match(first(interrupt({ sessionExists: true }), 'p') ?? '', /You are signed in as casuser/);
});

test('W2 headings of the other pages, the success heading in a div', () => {
  const success = page(example('logged-in'));
  assert.equal(first(success, 'h2'), 'Log In Successful');
  const box = content(success).find((element) => element.tag === 'div');
  assert.equal(box?.find((element) => element.tag === 'h2')?.text, 'Log In Successful');
  for (const name of [...english.keys()].filter((each) => each.startsWith('refused'))) {
    assert.equal(first(page(example(name)), 'h2'), 'Application Not Authorized to Use CAS');
  }
  const warnings = page(example('account-warnings'));
  assert.equal(first(warnings, 'h1'), 'Authentication Succeeded with Warnings');
  assert.equal(field(warnings.byId('form'), '_eventId'), 'proceed');
  assert.match(
    content(page(example('warn'))).text,
    /You asked to be warned before logging into applications/,
  );
  assert.equal(field(page(example('warn')).byId('fm1'), '_eventId'), 'proceed');
  assert.equal(field(page(example('inquiry-failed')).byId('formretry'), '_eventId'), 'retry');
});

test('W2 the login form has its fields, and posts to the address it came from', () => {
  const form = page(example('login')).byId('fm1');
  assert.equal(form?.attribute('method'), 'post');
  assert.equal(form.attribute('action'), null);
  assert.equal(field(form, '_eventId'), 'submit');
  assert.equal(field(form, 'execution'), 'e1-casuser');
  for (const name of ['username', 'password']) {
    assert.equal(form.find((element) => element.attribute('id') === name)?.attribute('name'), name);
  }
  assert.ok(form.find((element) => element.attribute('type') === 'checkbox') === undefined);
});

test('W2 the login form offers what is enabled, ties errors to the fields and says when no session can hold', () => {
  const parsed = page(example('login-everything'));
  for (const name of ['rememberMe', 'publicWorkstation', 'warn']) {
    assert.equal(field(parsed.byId('fm1'), name), 'true', name);
  }
  assert.equal(parsed.byId('loginErrors')?.attribute('tabindex'), '-1');
  for (const name of ['username', 'password']) {
    assert.equal(parsed.byId(name)?.attribute('aria-describedby'), 'loginErrors');
    assert.equal(parsed.byId(name)?.attribute('aria-invalid'), 'true');
  }
  assert.equal(parsed.byId('username')?.attribute('value'), 'casuser');
  assert.match(parsed.byId('nonsecure')?.text ?? '', /plain http/);
  assert.equal(page(example('login')).byId('nonsecure'), undefined);
  assert.match(parsed.byTag('title')[0]?.text ?? '', /^Error: Sign in/);
});

for (const { tag: locale } of ourMessages.languages) {
  for (const [name, view] of exampleViews(frameIn(locale))) {
    test(`W2 ${name} in ${locale}: forms work by form.submit(), ids are unique, language and headings are right`, () => {
      const html = ourPages.render(view);
      const parsed = parsePage(html);
      assert.doesNotMatch(html, /undefined|\[object |NaN|screen\.[a-z]+\.|authenticationFailure\./);
      assert.equal(parsed.byTag('html')[0]?.attribute('lang'), locale);
      assert.equal(parsed.byTag('html')[0]?.attribute('dir'), 'ltr');
      const ids = parsed.all.flatMap((element) => element.attribute('id') ?? []);
      assert.equal(new Set(ids).size, ids.length, ids.join(' '));
      assert.equal(parsed.byTag('h1').length, 1);
      for (const form of parsed.byTag('form')) {
        assert.equal(form.attribute('method'), 'post');
        const controls = form.all.filter((element) => element.tag === 'input' || element.tag === 'button');
        // Fields that the protocol names itself are not ours to rename; post-to-service.js goes round them.
        const own =
          view.page === 'post-to-service' ? controls.filter((each) => each.tag === 'button') : controls;
        assert.ok(
          own.every((each) => each.attribute('name') !== 'submit' && each.attribute('id') !== 'submit'),
        );
        if (view.page === 'post-to-service') continue;
        assert.equal(form.attribute('action'), null);
        assert.equal(form.all.filter((each) => each.attribute('name') === 'execution').length, 1);
        assert.equal(form.all.filter((each) => each.attribute('name') === '_eventId').length, 1);
      }
    });
  }
}

test('CAS-11 the ticket travels in a form that script sends, with a button for those without', () => {
  const parsed = page(example('post-to-service'));
  const form = parsed.byId('postToService');
  assert.equal(form?.attribute('action'), LINK);
  assert.equal(field(form, 'ticket'), 'casuser');
  assert.equal(form.find((element) => element.tag === 'button')?.text, 'Continue');
  assert.match(
    ourPages.render(example('post-to-service')),
    /<script src="\/cas\/assets\/post-to-service\.js\?v=[\w-]{10}" defer>/,
  );
});

test('W6 the throttled page says when to try again', () => {
  assert.match(content(page(example('throttled'))).text, /try again in 60 seconds/);
  assert.match(content(page(example('throttled-minutes'))).text, /try again in 10 minutes/);
});

test('an error page tells the reference and nothing else', () => {
  assert.match(content(page(example('error-500'))).text, /please give this number: casuser/);
  assert.equal(first(page(example('error-404')), 'h1'), 'Page not found');
  assert.notEqual(first(page(example('error-503')), 'h1'), first(page(example('error-400')), 'h1'));
});

test('an operator overrides one template; a missing value prints nothing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-templates-'));
  writeFileSync(
    join(directory, 'logged-out.eta'),
    '<p>[<%= it.view.nothing %>] <%= it.t("screen.logout.header") %></p>',
  );
  const pages = createPages({
    overrideDirectory: directory,
    contextPath: '',
    messages: ourMessages,
    onFault: unexpected,
  });
  assert.equal(pages.render(example('logged-out')), '<p>[] Logout Successful</p>');
  assert.match(pages.render(example('logged-in')), /Log In Successful/);
});

test('a template of the operator that fails gives way to ours; one that does not compile stops the start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-templates-'));
  const file = join(directory, 'logged-out.eta');
  writeFileSync(file, '<%= it.view.nothing.at.all %>');
  const faults: string[] = [];
  const options = { overrideDirectory: directory, contextPath: '', messages: ourMessages };
  const pages = createPages({ ...options, onFault: ({ template }) => faults.push(template) });
  assert.match(pages.render(example('logged-out')), /Logout Successful/);
  assert.deepEqual(faults, ['logged-out']);
  writeFileSync(file, '<% if ( %>');
  assert.throws(() => createPages({ ...options, onFault: unexpected }), /logged-out\.eta/);
});
