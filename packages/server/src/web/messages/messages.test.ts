// Bundles: one set of keys in every language, Apereo's formats and order, and no text that can break a page.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OWN_BASE_NAME, readBundles, type MessageFault } from './bundle-files.ts';
import { direction } from './languages.ts';
import { createMessages, type Messages, type MessagesOptions } from './messages.ts';

const ENGLISH = readFileSync(fileURLToPath(new URL('messages.properties', import.meta.url)), 'utf8');

/** Writes bundle files into a fresh directory and answers `file:DIRECTORY/custom`. */
function bundleOf(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-messages-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return `file:${join(directory, 'custom')}`;
}

function messagesWith(options: Partial<MessagesOptions>): { messages: Messages; faults: MessageFault[] } {
  const faults: MessageFault[] = [];
  const messages = createMessages({
    baseNames: [],
    defaultLocale: 'en',
    forceDefault: false,
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  return { messages, faults };
}

test('every language has the keys and placeholders of English', () => {
  const [ours] = readBundles([], ({ text }) => assert.fail(text));
  const english = ours?.byLanguage.get('') ?? assert.fail('no English');
  assert.deepEqual([...(ours?.byLanguage.keys() ?? [])], ['', 'de']);
  const placeholders = (text: string): readonly string[] =>
    [...new Set([...text.matchAll(/\{(\d+)/g)].map((found) => found[0]))].toSorted();
  for (const [language, texts] of ours?.byLanguage ?? []) {
    assert.deepEqual([...texts.keys()].toSorted(), [...english.keys()].toSorted(), language);
    for (const [key, text] of texts) {
      assert.deepEqual(placeholders(text), placeholders(english.get(key) ?? ''), `${key} (${language})`);
      assert.notEqual(text.trim(), '', `${key} (${language})`);
    }
  }
});

test('every text of ours can be filled in, in every language', () => {
  const { messages, faults } = messagesWith({});
  const [ours] = readBundles([], ({ text }) => assert.fail(text));
  for (const { tag } of messages.languages) {
    for (const key of ours?.byLanguage.get('')?.keys() ?? [])
      assert.notEqual(messages.text(tag, key, [3]), key);
  }
  assert.deepEqual(faults, []);
});

test('plurals and arguments', () => {
  const { messages } = messagesWith({});
  assert.equal(messages.text('en', 'screen.blocked.wait', [1]), 'Please try again in 1 second.');
  assert.equal(
    messages.text('de', 'screen.blocked.wait', [2]),
    'Bitte versuchen Sie es in 2 Sekunden noch einmal.',
  );
  assert.deepEqual(messages.parts('en', 'screen.success.success', ['<b>']), [
    'You are signed in as ',
    { argument: '<b>' },
    '.',
  ]);
});

test('W2 base names count in their order, and within each the language before the file without one', () => {
  const first = bundleOf({
    'custom.properties': 'a=first\nscreen.logout.header=Bye',
    'custom_de.properties': 'b=erstes',
  });
  const second = bundleOf({ 'custom_de.properties': 'a=zweites\nb=zweites\nc=drittes' });
  const { messages } = messagesWith({ baseNames: [first, second, OWN_BASE_NAME] });
  assert.deepEqual(
    ['a', 'b', 'c', 'screen.logout.header'].map((key) => messages.text('de', key)),
    ['first', 'erstes', 'drittes', 'Bye'],
  );
  assert.equal(messages.text('de', 'screen.welcome.header'), 'Anmelden');
});

test('W2 ours come first when they are listed first', () => {
  const theirs = bundleOf({ 'custom.properties': 'screen.logout.header=Bye\nown=text' });
  const { messages } = messagesWith({ baseNames: [OWN_BASE_NAME, theirs] });
  assert.equal(messages.text('en', 'screen.logout.header'), 'Logout Successful');
  assert.equal(messages.text('en', 'own'), 'text');
});

test('adding a language is adding a file', () => {
  const french = bundleOf({ 'custom_fr.properties': ENGLISH.replaceAll('Sign in', 'Connexion') });
  const { messages, faults } = messagesWith({ baseNames: [french] });
  assert.deepEqual(messages.languages, [
    { tag: 'en', name: 'English' },
    { tag: 'de', name: 'Deutsch' },
    { tag: 'fr', name: 'Français' },
  ]);
  assert.equal(messages.text('fr', 'screen.welcome.header'), 'Connexion');
  assert.equal(messages.chooseLocale({ parameter: null, acceptLanguage: 'fr-CA,fr;q=0.8,en;q=0.5' }), 'fr');
  assert.deepEqual(faults, []);
});

test('a language with a few texts is not offered, so that no page claims one it is not written in', () => {
  const { messages, faults } = messagesWith({
    baseNames: [bundleOf({ 'custom_es.properties': 'screen.welcome.header=Acceder' })],
  });
  assert.equal(messages.chooseLocale({ parameter: 'es', acceptLanguage: 'es' }), 'en');
  assert.equal(messages.text('es', 'screen.welcome.header'), 'Sign in');
  assert.match(faults[0]?.text ?? '', /too many/);
});

test('bundles written for Apereo: apostrophes doubled, small markup, arguments by number', () => {
  const bundle = bundleOf({
    'custom.properties':
      "screen.welcome.label.netid=<span class=\"accesskey\">U</span>sername:\nscreen.interrupt.message=It''s <strong>{0}</strong>, isn't it\n",
  });
  const { messages } = messagesWith({ baseNames: [bundle] });
  assert.equal(messages.text('en', 'screen.welcome.label.netid'), 'Username:');
  assert.equal(messages.text('en', 'screen.interrupt.message', ['casuser']), "It's casuser, isn't it");
});

test('D19 a messageCode keeps its markup, its argument is escaped, an unknown one is null', () => {
  const { messages, faults } = messagesWith({
    baseNames: [bundleOf({ 'custom.properties': 'fees=<b>Fees</b> of {0}' })],
  });
  assert.equal(messages.markup('de', 'fees', ['<script>']), '<b>Fees</b> of &lt;script&gt;');
  assert.equal(messages.markup('de', 'no.such.code', ['x']), null);
  assert.equal(messages.markup('de', '__proto__', ['x']), null);
  assert.deepEqual(faults, []);
});

test('a text with broken syntax gives way to ours and is named once', () => {
  const { messages, faults } = messagesWith({
    baseNames: [bundleOf({ 'custom_de.properties': 'screen.logout.header=Weg {0\nown={x' })],
  });
  assert.equal(messages.text('de', 'screen.logout.header'), 'Logout Successful');
  assert.equal(messages.text('de', 'screen.logout.header'), 'Logout Successful');
  assert.equal(messages.markup('de', 'own', []), null);
  assert.equal(messages.markup('de', 'own', []), null);
  assert.deepEqual(
    faults.map(({ about }) => about),
    ['screen.logout.header (de)', 'own (de)'],
  );
});

test('base names that lead nowhere are named and change nothing', () => {
  const { messages, faults } = messagesWith({
    baseNames: ['classpath:custom_messages', 'file:/no/such/place'],
  });
  assert.equal(faults.length, 2);
  assert.equal(messages.text('en', 'screen.welcome.header'), 'Sign in');
});

test('direction of writing', () => {
  assert.deepEqual(['en', 'de', 'ar', 'he', 'fa', 'ur'].map(direction), [
    'ltr',
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'rtl',
  ]);
});
