// What check says of the REST strategy: what fills a request, and for whom it is too much (D27).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { check, describeFindings } from './check.ts';
import { configuration, properties } from './command-line.fixture.ts';

async function told(
  t: TestContext,
  settings: readonly string[],
  files: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const people = 'people.json' in files ? ['cas.authn.json.location=file:people.json'] : [];
  const directory = configuration(t, { 'cas.properties': properties(...people, ...settings), ...files });
  return describeFindings(await check({ directory, arguments: [] }));
}

test('D27 people whose attributes are too much for one request are named with the setting', async (t) => {
  const memberOf = Array.from({ length: 200 }, (_, index) => `cn=group-${index},dc=example,dc=org`);
  const password = '{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==';
  const files = { 'people.json': { anna: { password, attributes: { memberOf } }, bert: { password } } };
  const settings = [
    'cas.interrupt.rest.url=https://notices.example.org/',
    'cas.interrupt.rest.attributes=memberOf',
  ];
  const said = (await told(t, settings, files)).filter((line) => line.includes('rest.attributes'));
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /^warning: .*too much for one request about anna: .*failure mode OPEN decides/);
});

test('D27 a fixed part that fills a request is told, and keeps no server from starting', async (t) => {
  const settings = [
    'cas.interrupt.rest.url=https://notices.example.org/',
    `cas.interrupt.rest.headers.X-Token=${'t'.repeat(4_000)}`,
  ];
  const said = await told(t, settings);
  assert.ok(
    said.some((line) => /^warning: .*rest\.headers alone fill \d+ bytes/.test(line)),
    said.join('\n'),
  );
});
