// The person's language: address, cookie, browser, default.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptedTags, localeChooser } from './locale-choice.ts';

const choose = localeChooser(['en', 'de', 'pt-BR'], 'en');

test('the address wins over the cookie, the cookie over the browser', () => {
  assert.equal(choose({ parameter: 'de', cookie: 'en', acceptLanguage: 'en' }), 'de');
  assert.equal(choose({ parameter: 'xx', cookie: 'de', acceptLanguage: 'en' }), 'de');
  assert.equal(choose({ parameter: null, cookie: null, acceptLanguage: 'fr, de-CH;q=0.9, en;q=0.1' }), 'de');
  assert.equal(choose({ parameter: 'de_AT', acceptLanguage: null }), 'de');
  assert.equal(choose({ parameter: 'PT_br', acceptLanguage: null }), 'pt-BR');
  assert.equal(choose({ parameter: null, acceptLanguage: 'fr' }), 'en');
});

test('weights order the header; what is no language is left out', () => {
  assert.deepEqual(acceptedTags('en;q=0.2, *, de;q=0.8, x;q=2, fr;q=0, no-such-thing-at-all-here'), [
    'de',
    'en',
  ]);
  assert.deepEqual(acceptedTags('de-u-co-phonebk'), ['de']);
});

test('no header and no parameter can fail a request', () => {
  const piece = fc.oneof(
    fc.constantFrom('*', 'de', 'en-US', ';q=', '0.5', ',', 'x-y', 'i-klingon', 'de-u-'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.string(), (pieces, parameter) => {
      const picked = choose({ parameter, acceptLanguage: pieces.join('') });
      assert.ok(['en', 'de', 'pt-BR'].includes(picked));
    }),
  );
});
