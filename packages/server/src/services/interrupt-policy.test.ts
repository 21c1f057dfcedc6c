import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScriptTrigger } from '@vestibule/interrupt';
import { parseDefinition } from './definition.ts';
import { noFindings } from './findings.ts';
import { readInterruptPolicy, readSkipInterrupt, type CompileTrigger } from './interrupt-policy.ts';

const KIND = 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy';

function policy(members: object, skip = false, compileTrigger?: CompileTrigger) {
  const parsed = parseDefinition(JSON.stringify({ '@class': KIND, ...members }));
  assert.ok(parsed.ok);
  const findings = noFindings();
  return { policy: readInterruptPolicy(parsed.members, skip, compileTrigger, findings), findings };
}

function skips(properties: object): boolean {
  const parsed = parseDefinition(JSON.stringify(properties));
  assert.ok(parsed.ok);
  return readSkipInterrupt(parsed.members, noFindings());
}

test('INT-47 enabled=false is read, also as text', () => {
  assert.equal(policy({ enabled: false }).policy.enabled, false);
  assert.equal(policy({ enabled: 'FALSE' }).policy.enabled, false);
  assert.equal(policy({}).policy.enabled, true);
  assert.equal(readInterruptPolicy(undefined, false, undefined, noFindings()).enabled, true);
});

test('INT-48 enabled=false stays false with forceExecution=TRUE', () => {
  assert.equal(policy({ enabled: false, forceExecution: 'TRUE' }).policy.enabled, false);
});

test('forceExecution has three states', () => {
  const state = (forceExecution?: unknown) => policy({ forceExecution }).policy.forceExecution;
  assert.deepEqual(
    [state(), state('true'), state(true), state('FALSE'), state('UNDEFINED')],
    ['UNDEFINED', 'TRUE', 'TRUE', 'FALSE', 'UNDEFINED'],
  );
  assert.deepEqual(policy({ forceExecution: 'ALWAYS' }).findings.faults, [
    'webflowInterruptPolicy.forceExecution: one of TRUE, FALSE, UNDEFINED is expected',
  ]);
});

test('INT-51 one pattern without the other is no trigger, and said so', () => {
  for (const [given, missing] of [
    ['attributeName', 'attributeValue'],
    ['attributeValue', 'attributeName'],
  ] as const) {
    const read = policy({ [given]: 'memberOf' });
    assert.equal(read.policy.attributeTrigger, null);
    assert.deepEqual(read.findings.notices, [
      `webflowInterruptPolicy.${given} has no effect without ${missing}`,
    ]);
  }
});

test('D13 the attribute trigger searches and ignores ASCII case', () => {
  const trigger = policy({ attributeName: 'member', attributeValue: '^st.ff$' }).policy.attributeTrigger;
  assert.ok(trigger);
  assert.equal(trigger.name.test('eduMEMBERof'), 'match');
  assert.equal(trigger.value.test('STAFF'), 'match');
  assert.equal(trigger.value.test('staffs'), 'no-match');
  assert.equal(trigger.value.test('x'.repeat(70_000)), 'too-long');
});

test('D13 a pattern that cannot be compiled is a fault that names its member', () => {
  const faults = (attributeValue: string) => policy({ attributeName: 'a', attributeValue }).findings.faults;
  assert.match(
    faults('(')[0] ?? '',
    /^webflowInterruptPolicy\.attributeValue: .* at position \d+ of the pattern/,
  );
  assert.match(faults('${value}')[0] ?? '', /^webflowInterruptPolicy\.attributeValue: an expression/);
});

test('a script becomes a trigger by its maker; what does not compile is a fault', () => {
  const trigger: ScriptTrigger = { source: 'x', decide: () => Promise.resolve({ kind: 'ask' }) };
  const sources: string[] = [];
  const compile: CompileTrigger = (source) => {
    sources.push(source);
    return source.includes('syntax') ? { fault: 'unexpected token at line 1' } : trigger;
  };
  const inline = "groovy { return username == 'casuser' }";
  assert.equal(policy({ groovyScript: inline }, false, compile).policy.scriptTrigger, trigger);
  assert.deepEqual(sources, [inline]);
  assert.deepEqual(policy({ groovyScript: 'groovy { syntax' }, false, compile).findings.faults, [
    'webflowInterruptPolicy.groovyScript: unexpected token at line 1',
  ]);
});

test('W5 a script with nothing to run it, and a policy of another kind, refuse', () => {
  assert.deepEqual(policy({ groovyScript: 'groovy { true }' }).findings.refusals, [
    'webflowInterruptPolicy.groovyScript needs Groovy, which is not set up here',
  ]);
  assert.deepEqual(policy({ '@class': 'x.OtherWebflowInterruptPolicy' }).findings.refusals, [
    'webflowInterruptPolicy is not supported (OtherWebflowInterruptPolicy)',
  ]);
});

test('INT-54 the property skipInterrupt switches interrupts off (D7)', () => {
  const property = (values: unknown) => ({
    '@class': 'java.util.HashMap',
    skipInterrupt: { '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty', values },
  });
  assert.ok(skips(property(['java.util.HashSet', ['true']])));
  assert.ok(skips(property(['TRUE'])));
  assert.ok(skips({ skipInterrupt: 'true' }));
  assert.ok(skips({ skipInterrupt: true }));
  assert.ok(!skips(property(['java.util.HashSet', ['false']])));
  assert.ok(!skips(property([])));
  assert.ok(!skips({ other: { values: ['true'] } }));
  assert.equal(policy({ enabled: true }, true).policy.enabled, false);
  assert.equal(readInterruptPolicy(undefined, true, undefined, noFindings()).enabled, false);
});
