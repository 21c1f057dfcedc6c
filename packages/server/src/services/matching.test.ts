import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf } from './address.fixture.ts';
import { parseServiceAddress } from './canonical-address.ts';
import { parseDefinition } from './definition.ts';
import { noFindings } from './findings.ts';
import { readMatching } from './matching.ts';

function matching(serviceId: string, strategy?: object) {
  const parsed = parseDefinition(JSON.stringify(strategy ?? {}));
  assert.ok(parsed.ok);
  const findings = noFindings();
  return { matches: readMatching(serviceId, strategy && parsed.members, findings), findings };
}

function matches(serviceId: string, address: string, strategy?: object): boolean {
  const { matches: holds } = matching(serviceId, strategy);
  assert.ok(holds);
  const parsed = parseServiceAddress(address);
  return parsed.ok && holds(parsed.address);
}

const kind = (name: string) => ({
  '@class': `org.apereo.cas.services.${name}RegisteredServiceMatchingStrategy`,
});

test('CAS-39 a serviceId is held against the whole address', () => {
  assert.ok(matches('https://a', 'https://a'));
  assert.ok(!matches('https://a', 'https://a.evil.example'));
  assert.ok(!matches('https://a', 'xhttps://a'));
  assert.ok(matches('^https://app\\.example\\.org/.*', 'https://app.example.org/x?y#z'));
  assert.ok(matches('https://a|https://b', 'https://b'));
  assert.ok(!matches('https://a|https://b', 'https://bb'));
  assert.ok(matches('https://a', 'https://a', kind('FullRegex')));
});

test('CAS-39 unless the service says partial or literal', () => {
  assert.ok(matches('example', 'https://app.example.org/', kind('PartialRegex')));
  assert.ok(!matches('^example', 'https://app.example.org/', kind('PartialRegex')));
  assert.ok(matches('https://a/x?y', 'https://a/x?y', kind('Literal')));
  assert.ok(!matches('https://a/x?y', 'https://a/y', kind('Literal')));
  assert.ok(!matches('https://a/X', 'https://a/x', kind('Literal')));
  assert.ok(matches('https://a/X', 'https://a/x', { ...kind('Literal'), caseInsensitive: 'TRUE' }));
});

test('D25 a literal is compared by canonical forms', () => {
  for (const [literal, address] of [
    ['https://A', 'https://a/'],
    ['https://a:443/x/../y#z', 'https://a/y'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%c3%bc'],
    ['IMAPS://Mail.example.org', 'imaps://mail.example.org'],
  ] as const) {
    assert.ok(matches(literal, address, kind('Literal')), literal);
  }
  assert.ok(!matches('https://*.example.org/', 'https://a.example.org/', kind('Literal')));
  assert.ok(!matches('not an address', 'https://a.example.org/', kind('Literal')));
});

test('D25 a pattern sees the canonical address, and equivalents that operators write', () => {
  for (const [pattern, address] of [
    ['https://app\\.example\\.org:443/.*', 'https://app.example.org/x'],
    ['http://app\\.example\\.org:80', 'http://app.example.org/'],
    ['https://bücher\\.example/.*', 'https://xn--bcher-kva.example/'],
    ['https://app\\.example\\.org', 'https://app.example.org/#top'],
    ['https://a/straße/.*', 'https://a/stra%c3%9fe/x'],
    ['https://a/stra%C3%9Fe/.*', 'https://a/straße/x'],
    ['https://a/#/news/.*', 'https://a/#/news/1'],
    ['https://a/my%20file', 'https://a/my file'],
  ] as const) {
    assert.ok(matches(pattern, address), `${pattern} ${address}`);
  }
  for (const [pattern, address] of [
    ['https://[^/]+\\.example\\.edu/.*', 'https://evil.example?.example.edu/'],
    ['https://[^/]+\\.example\\.edu/.*', 'https://evil.example#.example.edu/'],
    ['https://[^/]+\\.example\\.edu(#.*)?', 'https://evil.example#.example.edu'],
    ['https://[^/]+\\.example\\.edu', 'https://evil.example?.example.edu'],
    ['https://a/my file', 'https://a/my%20file'],
  ] as const) {
    assert.ok(!matches(pattern, address), `${pattern} ${address}`);
  }
});

test('D25 a pattern with a negative look-around sees the canonical address and nothing else', () => {
  const pattern = '^https://(?!payroll\\.example\\.edu/|bücher\\.|a/stra%C3%9Fe).*';
  for (const address of [
    'https://payroll.example.edu:443/',
    'https://payroll.example.edu.',
    'https://payroll.example.edu',
    'https://a/straße',
  ]) {
    assert.ok(!matches(pattern, address), address);
  }
  assert.ok(matches(pattern, 'https://other.example.edu/'));
});

test('D25 an identifier is matched by a definition that names its scheme', () => {
  for (const [pattern, address] of [
    ['^(https|imaps)://.*', 'IMAPS://mail.example.org:993'],
    ['^imaps://mail\\.example\\.org:993$', 'imaps://mail.example.org:993'],
    ['com\\.example\\.app:/cb', 'com.example.app:/cb'],
    ['com.example.app:/cb.*', 'com.example.app:/cb?x=1#y'],
  ] as const) {
    assert.ok(matches(pattern, address), pattern);
  }
  for (const pattern of [
    '.*',
    '^[a-z]+://.*',
    '\\w+:.*',
    '^(?!javascript).*',
    '^[^:]+://.*',
    '^https?://.*',
  ]) {
    assert.ok(!matches(pattern, 'imaps://mail.example.org'), pattern);
  }
  assert.ok(!matches('example', 'imaps://mail.example.org', kind('PartialRegex')));
});

test('D13 ASCII case is ignored, look-arounds work, a long address matches nothing', () => {
  assert.ok(matches('^https://App\\.example\\.org/.*', 'HTTPS://APP.EXAMPLE.ORG/x'));
  assert.ok(matches('^https://(?!test).*', 'https://app.example.org'));
  assert.ok(!matches('^https://(?!test).*', 'https://test.example.org'));
  assert.ok(!matches('.*', `https://a/${'x'.repeat(4096)}`));
  assert.ok(!matches('.', `https://a/${'x'.repeat(4096)}`, kind('PartialRegex')));
});

test('D13 a pattern that cannot be compiled is a fault with its place', () => {
  const { matches: holds, findings } = matching('^https://(a+)\\1$');
  assert.equal(holds, null);
  assert.match(findings.faults[0] ?? '', /^serviceId: .* at position \d+ of the pattern/);
  assert.deepEqual(matching('${host}').findings.faults, [
    'serviceId: an expression ${…} cannot be used here',
  ]);
});

test('W5 an unknown strategy keeps its addresses, in the widest reading, and refuses them', () => {
  const { matches: holds, findings } = matching('example', kind('Groovy'));
  assert.ok(holds?.(addressOf('https://app.example.org/')));
  assert.deepEqual(findings.refusals, [
    'matchingStrategy is not supported (GroovyRegisteredServiceMatchingStrategy)',
  ]);
});

test('CAS-39 a quoted address matches itself and nothing that continues it', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'Z', '.', '?', '/', '+', '('),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(letters, letters, (path, more) => {
      const address = `https://a/${path}`;
      const { canonical } = addressOf(address);
      const longer = address + more;
      assert.ok(matches(`\\Q${canonical}\\E`, address));
      assert.equal(matches(`\\Q${canonical}\\E`, longer), addressOf(longer).canonical === canonical);
    }),
  );
});

test('D38 a pattern of another syntax is told as such, whether it compiles or not', () => {
  const ant = matching('https://a.example.org/**');
  assert.equal(ant.matches, null);
  assert.deepEqual(ant.findings.faults, [
    'serviceId: this is an Ant pattern, as CAS 3 and 4 wrote them, not a regular expression; as one: ^https://a\\.example\\.org/.*',
  ]);
  const glob = matching('https://*.example.org/*');
  assert.ok(glob.matches);
  assert.deepEqual(glob.findings.notices, [
    'serviceId: this is a pattern with wildcards (a glob), not a regular expression; as one: ^https://[^/]+\\.example\\.org/.*',
  ]);
  assert.deepEqual(matching('example.org', kind('PartialRegex')).findings.notices, []);
});
