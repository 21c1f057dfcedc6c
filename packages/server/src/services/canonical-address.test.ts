import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf } from './address.fixture.ts';
import { LONGEST_ADDRESS, parseServiceAddress, withoutQuery } from './canonical-address.ts';

const canonical = (sent: string): string => {
  const parsed = parseServiceAddress(sent);
  return parsed.ok ? parsed.address.canonical : `refused: ${parsed.reason}`;
};

test('D25 every spelling of an address has one canonical form', () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    'https://payroll.example.edu/pay': [
      'HTTPS://Payroll.Example.EDU/pay',
      'https://payroll.example.edu:443/pay',
      'https://payroll.example.edu:0443/pay',
      'https://payroll.example.edu:/pay',
      'https://payroll.example.edu./pay',
      'https://payroll.example.edu/%70a%79',
      'https://payroll.example.edu/./x/../pay',
      'https://payroll.example.edu/x/%2E%2e/pay',
      'https://payroll.example.edu/pay;jsessionid=A.node1',
      'https://payroll.example.edu/pay;j%73essionid=A',
      'https://payroll.example.edu/pay?',
      'https://payroll.example.edu/pay#top',
      'https://payroll.example.edu/pay?#',
    ],
    'https://xn--bcher-kva.example/': [
      'https://bücher.example',
      'https://BÜCHER.example/',
      'https://XN--BCHER-KVA.example',
    ],
    'https://a/my%20file?q=%C3%BC%5C': ['https://a/my file?q=ü\\', 'https://a/my%20file?q=%c3%bc%5c'],
    'https://a/x%5Cy': ['https://a/x\\y'],
    'https://a/x%20': ['https://a/x '],
    'https://a/%2561': ['https://a/%2561', 'https://a/%%36%31'],
    'http://[::1]:8080/': ['http://[::1]:8080'],
    'http://127.0.0.1/': ['http://127.0.0.1:80'],
    'https://a/x?next=/y;jsessionid=A': ['https://a/x?next=/y;jsessionid=A'],
    'https://a/x;v=1;w=2/y': ['https://a/x;v=1;jsessionid=A;w=2/y'],
    'imaps://mail.example.org:993': ['IMAPS://Mail.Example.Org:993'],
    'com.example.app:/cb': ['COM.example.App:/cb'],
  };
  for (const [one, others] of Object.entries(spellings)) {
    for (const other of [one, ...others]) assert.equal(canonical(other), one, other);
  }
});

test('D25 what a browser reads otherwise than it is written is malformed', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['https://payroll.example.edu/x/..;jsessionid=1/pay', 'a dot segment with parameters'],
    ['https://payroll.example.edu/x/%2E.%3bj%73essionid=1/pay', 'a dot segment with parameters'],
    ['https://payroll.example.edu/x/.;v=1/pay', 'a dot segment with parameters'],
    ['https://%70ayroll.example.edu/pay', 'a percent sign in the host'],
    ['https://pay%72oll.example.edu/pay', 'a percent sign in the host'],
    ['https://\u212aayroll.example.edu/', 'a host that browsers read otherwise'],
    ['https://ｐayroll.example.edu/', 'a host that browsers read otherwise'],
    ['https://pay\u00adroll.example.edu/', 'a host that browsers read otherwise'],
    ['https://payroll\u3002example.edu/', 'a host that browsers read otherwise'],
    ['https://payroll.example.edu../', 'a host that browsers read otherwise'],
    ['https://a..b/', 'a host that browsers read otherwise'],
    ['https://0x7f.1/', 'a host that browsers read otherwise'],
    ['https://2130706433/', 'a host that browsers read otherwise'],
    ['https://127.1/', 'a host that browsers read otherwise'],
    ['https://0177.0.0.1/', 'a host that browsers read otherwise'],
    ['https://[0:0:0:0:0:0:0:1]/', 'a host that browsers read otherwise'],
    ['https://evil.example\\.example.edu/', 'a backslash in the host'],
    ['https://a\\@evil.example/', 'a backslash in the host'],
    ['https:\\\\evil.example/', 'not an absolute address'],
    ['https://a@evil.example/', 'a user name in front of the host'],
    ['https://a:secret@evil.example/', 'a user name in front of the host'],
    ['https://a b/', 'white space in the host'],
    ['https://a\u00a0/', 'white space in the host'],
    ['https:///evil.example', 'no host'],
    ['https://?x', 'no host'],
    ['https://:443/', 'no host'],
    ['https:/evil.example', 'not an absolute address'],
    ['https:evil.example', 'not an absolute address'],
    ['/relative', 'not an absolute address'],
    ['//evil.example/', 'not an absolute address'],
    ['app.example.org/x', 'not an absolute address'],
    [' https://a/', 'not an absolute address'],
    ['', 'not an absolute address'],
    ['https://a:99999/', 'not an address'],
    ['https://a:x/', 'not an address'],
    ['https://a\r\nSet-Cookie: x=y', 'a control character'],
    ['https://a/\tx', 'a control character'],
    ['javascript:alert(1)', 'a scheme no application has'],
    ['JavaScript://a/%0aalert(1)', 'a scheme no application has'],
    ['data:text/html,x', 'a scheme no application has'],
    ['imaps://a@evil.example/', 'a user name in front of the host'],
  ];
  for (const [sent, reason] of cases) assert.equal(canonical(sent), `refused: ${reason}`, sent);
});

test('D10 an address over 4,096 bytes after percent-encoding is refused', () => {
  const base = 'https://a/';
  assert.ok(parseServiceAddress(base + 'x'.repeat(LONGEST_ADDRESS - base.length)).ok);
  assert.equal(canonical(base + 'x'.repeat(LONGEST_ADDRESS - base.length + 1)), 'refused: too long');
  assert.equal(canonical(base + 'é'.repeat(700)), 'refused: too long');
});

test('D25 an answer goes to the parsed host, and behind it everything is as it came', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      'https://App.example.org:443/x;jsessionid=ABC?y=1&#z',
      'https://app.example.org/x;jsessionid=ABC?y=1&#z',
    ],
    ['https://app.example.org./a/../b?', 'https://app.example.org/a/../b?'],
    ['https://evil.example?.example.edu/', 'https://evil.example?.example.edu/'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/ü'],
    ['https://a/my file\\', 'https://a/my%20file%5C'],
    ['imaps://mail.example.org', 'imaps://mail.example.org'],
  ];
  for (const [sent, target] of cases) {
    assert.equal(addressOf(sent).target, target);
    assert.equal(new URL(target).host.replace(/\.$/, ''), addressOf(sent).parts.host || 'mail.example.org');
  }
});

test('D25 inquirers and tickets know the fragment, and a root as it came', () => {
  assert.equal(addressOf('https://App.example.org').service, 'https://app.example.org');
  assert.equal(addressOf('https://app.example.org/').service, 'https://app.example.org/');
  assert.equal(addressOf('https://app.example.org?x').service, 'https://app.example.org/?x');
  assert.equal(addressOf('https://app.example.org/x#/%c3%bc').service, 'https://app.example.org/x#/%C3%BC');
});

test('D25 the address without its query keeps everything else', () => {
  assert.equal(withoutQuery(addressOf('https://a/x?y#z')).service, 'https://a/x#z');
  const bare = addressOf('https://a/x#z');
  assert.equal(withoutQuery(bare), bare);
});

const piece = fc.constantFrom(
  'a', 'Z', '.', '..', '/', '/', '?', '#', '%', '%2', '%25', '%2e', '%2F', '%61', '%c3%bc', 'ü', '\u212a', ' ', '\\', ';', ';jsessionid=', ';j%73essionid=1', '=', '&', ':', ':443', '@', 'xn--', '\ud800', '\u3002', '\ufeff', '+', "'", '|', '[', ']',
); // oxfmt-ignore
const anything = fc
  .tuple(
    fc.constantFrom('https://app.example.edu', 'HTTP://a', 'https://', 'https:', 'imaps://m', 'x.y:', ''),
    fc.array(piece, { maxLength: 12 }),
  )
  .map(([origin, pieces]) => origin + pieces.join(''));

test('D25 reading an address again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 5, arbitrary: anything }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
      (sent) => {
        const parsed = parseServiceAddress(sent);
        if (!parsed.ok) return;
        const { canonical: one, service, target } = parsed.address;
        assert.equal(canonical(one), one);
        assert.equal(addressOf(service).service, service);
        assert.equal(addressOf(service).canonical, one);
        assert.equal(addressOf(target).canonical, one);
      },
    ),
    { numRuns: 5000 },
  );
});

test('D25 the canonical address and the answer name the host that the parser sees', () => {
  fc.assert(
    fc.property(anything, (sent) => {
      const parsed = parseServiceAddress(sent);
      if (!parsed.ok || parsed.address.kind === 'identifier') return;
      const { host, port, scheme } = parsed.address.parts;
      const seen = new URL(sent);
      assert.equal(seen.hostname.replace(/\.$/, ''), host);
      for (const address of [parsed.address.canonical, parsed.address.target]) {
        assert.ok(address.startsWith(`${scheme}://${host}${port}`), address);
        assert.equal(new URL(address).host, host + port);
      }
    }),
    { numRuns: 5000 },
  );
});
