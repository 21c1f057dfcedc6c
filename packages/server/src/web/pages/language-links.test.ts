// The same page in another language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageLinks } from './language-links.ts';

const languages = [
  { tag: 'en', name: 'English' },
  { tag: 'de', name: 'Deutsch' },
];
const href = (query: string): string | undefined =>
  languageLinks(languages, 'en', '/cas/login', query)[0]?.href;

test('W2 the language goes in front and an unencoded service stays last and whole', () => {
  assert.equal(href(''), '/cas/login?locale=de');
  assert.equal(
    href('locale=en&service=https://a.example/?x=1&y=2&'),
    '/cas/login?locale=de&service=https://a.example/?x=1&y=2',
  );
  assert.equal(href('locales=1&locale'), '/cas/login?locale=de&locales=1');
  assert.equal(languageLinks(languages, 'en', '/cas/login', '').length, 1);
});
