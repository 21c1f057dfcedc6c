import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgedLinks } from './links.ts';
import { judgeLink, type LinkRefusal } from './safe-url.ts';

const shownAs = (raw: string, url: string): void => assert.deepEqual(judgeLink(raw), { ok: true, url }, raw);
const refusedAs = (reason: LinkRefusal, ...raws: string[]): void => {
  for (const raw of raws) assert.deepEqual(judgeLink(raw), { ok: false, reason }, JSON.stringify(raw));
};

test('D20 https, http and mailto keep their spelling', () => {
  for (const raw of [
    'https://www.google.com',
    'https://www.google.com/',
    'http://host:8080/a/../b?q=1&r[]=2#f',
    'https://host.tld/?return=https%3A%2F%2Felse.example/x',
    'https://host.tld/a@b',
    'https://[::1]:8443/x',
    'mailto:help@example.org?subject=Hello%20there',
  ]) {
    shownAs(raw, raw);
  }
});

test('D20 what a browser would encode is encoded', () => {
  shownAs('https://münchen.example/straße?q=ü x', 'https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC%20x');
  shownAs('HTTPS://Host.Example/A', 'https://host.example/A');
  shownAs('  https://host.example  ', 'https://host.example');
  shownAs('/päth/"x"', '/p%C3%A4th/%22x%22');
  shownAs('mailto:a"<b>\u{1F600}@c.example', 'mailto:a%22%3Cb%3E%F0%9F%98%80@c.example');
});

test('D20 a path is on this server', () => {
  for (const raw of ['/', '/cas/login?x=1#y', '/a//b', '/a:b', '/javascript:alert(1)']) shownAs(raw, raw);
});

test('D20 an address without a scheme that names a host becomes https', () => {
  for (const raw of [
    'google.com',
    'www.google.com/a?b#c',
    'host.tld:8443/x',
    'localhost:8080/x',
    'localhost',
    '127.0.0.1:81/',
    '[::1]:8443/x',
    'a_b.example',
  ]) {
    shownAs(raw, `https://${raw}`);
  }
});

test('D20 everything else is refused, with a reason', () => {
  refusedAs('empty', '', '   ');
  refusedAs(
    'protocol-relative',
    '//evil.example',
    '///evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
  );
  refusedAs(
    'backslash',
    '/\\evil.example',
    '\\\\evil.example',
    'https:\\\\evil.example',
    'https://good.example\\@evil.example',
    'https://a.example/\\',
  );
  refusedAs(
    'control-character',
    'java\tscript:alert(1)',
    '\tjavascript:alert(1)',
    'https://a.example/\r\nSet-Cookie: x',
    '/\t/evil.example',
    '/a\0',
    'https://a.example/\u202Egpj',
    '\u2028',
    'https://a.example/\uD800',
    '\u0085/x',
  );
  refusedAs(
    'scheme',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'javascript:1/x',
    'javascript://host.tld/%0Aalert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ftp://x.example',
    'file:///etc/passwd',
    'blob:https://x.example/1',
    'tel:112',
    'intranet:8080/x',
    'view-source:https://x.example',
    'com.example:thing',
    'host.tld:x',
  );
  refusedAs(
    'credentials',
    'https://good.example@evil.example',
    'https://user:pw@evil.example',
    'https://@evil.example',
    'help@example.org',
    'good.example@evil.example/x',
  );
  refusedAs(
    'not-an-address',
    'page',
    'a/b',
    '../x',
    '?x',
    '#x',
    'https:',
    'https://',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'http://[::',
    'https://a b.example',
    '1.2',
    '999.1.1.1',
    'host.tld:99999',
    'mailto:',
    '&#106;avascript:alert(1)',
    '.com',
    'a..b',
  );
  refusedAs('too-long', `https://a.example/${'x'.repeat(5000)}`);
});

const piece = fc.oneof(
  fc.constantFrom(
    'https:',
    'http:',
    'javascript:',
    'mailto:',
    'data:',
    '/',
    '//',
    '\\',
    '@',
    ':',
    '?',
    '#',
    '.',
    '..',
    '%',
    '\t',
    '\n',
    ' ',
    'host.tld',
    'localhost',
    ':8443',
    'evil.example',
    '[::1]',
    '<',
    '"',
    '\u202E',
    'é',
  ),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const address = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));

test('D20 whatever is accepted is printable, of an allowed kind, and judged the same again', () => {
  fc.assert(
    fc.property(address, (raw) => {
      const judgement = judgeLink(raw);
      if (!judgement.ok) return;
      const { url } = judgement;
      assert.match(url, /^[\x21-\x7e]+$/);
      assert.doesNotMatch(url, /[\\"<>]/);
      const seen = new URL(url, 'https://here.invalid/cas/login');
      assert.ok(['https:', 'http:', 'mailto:'].includes(seen.protocol), url);
      assert.equal(`${seen.username}${seen.password}`, '');
      if (url.startsWith('/')) assert.equal(seen.origin, 'https://here.invalid');
      else assert.match(url, /^(?:https?:\/\/[^/]|mailto:.)/);
      assert.deepEqual(judgeLink(url), judgement);
    }),
    { numRuns: 5000 },
  );
});

test('INT-06 INT-68 INT-69 shown links keep their order; a followed one counts by url or raw spelling (D4)', () => {
  const links = new Map([
    ['Search', 'google.com'],
    ['Bad', 'javascript:alert(1)'],
    ['Help', '/help'],
  ]);
  const judged = judgedLinks({ links });
  assert.deepEqual([...judged.shown.keys()], ['Search', 'Help']);
  assert.deepEqual(judged.dropped, [{ label: 'Bad', reason: 'scheme' }]);
  assert.equal(judged.first, 'https://google.com');
  assert.equal(judged.followed('https://google.com'), 'https://google.com');
  assert.equal(judged.followed('google.com'), 'https://google.com');
  for (const forged of [
    '',
    'javascript:alert(1)',
    'https://google.com/',
    'https://evil.example',
    'Search',
    'HELP',
  ]) {
    assert.equal(judged.followed(forged), null);
  }
});

test('INT-77 there is no target of an automatic redirect when the first link was left out (D21)', () => {
  assert.equal(judgedLinks({ links: new Map() }).first, null);
  assert.equal(
    judgedLinks({
      links: new Map([
        ['Bad', '//evil.example'],
        ['Good', '/x'],
      ]),
    }).first,
    null,
  );
});
