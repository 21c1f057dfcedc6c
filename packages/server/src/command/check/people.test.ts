// What check says of accounts, one by one and as a whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration, properties, vestibule } from '../command-line.fixture.ts';

const SSHA = '{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==';
const SOUND = [
  'cas.server.name=https://sso.example.org',
  'cas.authn.json.location=file:people.json',
  'cas.authn.json.password-encoder.type=SSHA',
  'cas.interrupt.json.location=file:interrupts.json',
  'cas.interrupt.tracking.type=STORE',
];

test('D7 what is wrong with one account is told with its line, and concerns its person only', (t) => {
  const directory = configuration(t, {
    'interrupts.json': {},
    'cas.properties': properties(...SOUND, 'cas.authn.accept.users=otto::x,otto::y,pia::z'),
    'people.json': `{
  "anna": { "password": "{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==", "attributes": { "phone": [ null ] } },
  "bert": { "password": "plain" },
  "carl": { "password": 5 },
  "dora": { "password": "{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==", "status": "SHUT" },
  "carl": { "password": 6 }
}`,
  });
  const { code, stdout } = vestibule(['check', '--config', directory]);
  assert.equal(code, 0);
  for (const said of [
    /^warning: bert \(.*people\.json, line 3\): 'password' is not encoded as SSHA.*; this person cannot sign in$/m,
    /^warning: carl \(.*people\.json, line \d\): stands in the file more than once, with different entries/m,
    /^warning: dora \(.*people\.json, line 5\): 'status': expected OK/m,
    /^warning: cas\.authn\.accept\.users \(.*\): 'otto' is listed twice, with different passwords$/m,
  ])
    assert.match(stdout, said);
  assert.doesNotMatch(stdout, /anna/);
});

test('D7 where no account at all can be used, check says so, and the likely reason', (t) => {
  const directory = configuration(t, {
    'cas.properties': properties(...SOUND),
    'people.json': { anna: { password: 'a' }, bert: { password: 'b' } },
    'interrupts.json': {},
  });
  const { code, stdout } = vestibule(['check', '--config', directory]);
  assert.equal(code, 0);
  assert.match(stdout, /^warning: nobody can sign in: none of the accounts.*password encoder/m);
});

test('D38 entries are looked for among what people are called by, and so does explain', (t) => {
  const directory = configuration(t, {
    'cas.properties': properties(...SOUND, 'cas.person-directory.principal-attribute=employeeNumber'),
    'people.json': {
      anna: { password: SSHA, attributes: { employeeNumber: ['12345'] } },
      bert: { password: SSHA },
    },
    'interrupts.json': { '12345': { message: 'held', block: true }, anna: { message: 'not hers' } },
  });
  const { code, stdout } = vestibule(['check', '--config', directory]);
  assert.equal(code, 0);
  assert.match(stdout, /nobody among the accounts is called "anna"$/m);
  const explained = vestibule(['explain', '--config', directory, '--user', 'anna']);
  assert.match(explained.stdout, /Person {7}12345 \(employeeNumber=12345\)[^]*blocked by json/);
});
