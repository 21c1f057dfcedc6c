import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
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
  return holds(address);
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
  assert.ok(!matches('https://A', 'https://a', kind('Literal')));
  assert.ok(matches('https://A', 'https://a', { ...kind('Literal'), caseInsensitive: 'TRUE' }));
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
  assert.ok(holds?.('https://app.example.org/'));
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
    fc.property(letters, letters, (address, more) => {
      assert.ok(matches(`\\Q${address}\\E`, address));
      assert.ok(!matches(`\\Q${address}\\E`, address + more));
    }),
  );
});
