import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAccounts } from './json-accounts.ts';

const anyPassword = () => true;

function read(text: string) {
  const outcome = parseAccounts(text, anyPassword);
  assert.equal(outcome.kind, 'ok', 'fault' in outcome ? outcome.fault : '');
  return outcome;
}

function malformedOf(account: string): string | undefined {
  return read(`{"casuser": ${account}}`).malformed.get('casuser');
}

test("W2 accounts read in Apereo's own format, with type marks", () => {
  const { accounts, malformed } = read(`{
    "@class" : "java.util.LinkedHashMap",
    "casuser" : {
      "@class" : "org.apereo.cas.adaptors.generic.CasUserAccount",
      "password" : "Mellon",
      "attributes" : {
        "@class" : "java.util.LinkedHashMap",
        "firstName" : [ "java.util.List", ["Apereo"]],
        "groups" : [ "java.util.ArrayList", ["a", "b"]]
      },
      "status" : "LOCKED",
      "expirationDate" : "2050-01-19",
      "warnings" : [ "java.util.ArrayList", [ "warning.code1" ] ]
    }
  }`);
  assert.equal(malformed.size, 0);
  const account = accounts.get('casuser');
  assert.deepEqual({ ...account?.attributes }, { firstName: ['Apereo'], groups: ['a', 'b'] });
  assert.equal(account?.status, 'LOCKED');
  assert.equal(account?.expirationDate, '2050-01-19');
  assert.deepEqual(account?.warnings, ['warning.code1']);
});

test('W2 accounts read without type marks, as Hjson, with defaults', () => {
  const { accounts } = read(`\uFEFF{
    # people
    casuser: { password: "Mellon", attributes: { mail: "a@b", n: [1, true, "x"], none: null, empty: [] } }
    other: { password: "x", expirationDate: [2026, 1, 2] }
  }`);
  assert.deepEqual({ ...accounts.get('casuser')?.attributes }, { mail: ['a@b'], n: [1, true, 'x'] });
  assert.equal(accounts.get('casuser')?.status, 'OK');
  assert.equal(accounts.get('casuser')?.expirationDate, null);
  assert.equal(accounts.get('other')?.expirationDate, '2026-01-02');
});

test('D11 a malformed entry is only that person, told without its values', () => {
  const { accounts, malformed } = read('{"a": {"password": "x", "status": "LOKED"}, "b": {"password": "y"}}');
  assert.deepEqual([...accounts.keys()], ['b']);
  assert.deepEqual(
    [...malformed],
    [['a', "'status': expected OK, LOCKED, DISABLED, EXPIRED, MUST_CHANGE_PASSWORD"]],
  );
});

test('W2 what is wrong with an entry is named', () => {
  assert.match(malformedOf('7') ?? '', /expected an object/);
  assert.match(malformedOf('{}') ?? '', /'password': expected a text/);
  assert.match(malformedOf('{"password": ""}') ?? '', /'password': expected a text/);
  assert.match(malformedOf('{"password": "x", "passwrd": "y"}') ?? '', /unknown member 'passwrd'/);
  assert.match(malformedOf('{"password": "x", "expirationDate": "2026-02-30"}') ?? '', /'expirationDate'/);
  assert.match(malformedOf('{"password": "x", "expirationDate": 5}') ?? '', /'expirationDate'/);
  assert.match(malformedOf('{"password": "x", "warnings": [1]}') ?? '', /'warnings'/);
  assert.match(malformedOf('{"password": "x", "attributes": ["y"]}') ?? '', /'attributes'/);
  assert.match(malformedOf('{"password": "x", "attributes": {"a": {"b": 1}}}') ?? '', /attribute 'a'/);
  assert.match(malformedOf('{"password": "x", "attributes": {"a": 90071992547409931}}') ?? '', /quotes/);
});

test('W5 a member that restricts a person and that we do not have shuts out rather than in', () => {
  assert.match(
    malformedOf('{"password": "x", "availability": "2020-10-20~2020-11-20"}') ?? '',
    /not supported/,
  );
  assert.match(malformedOf('{"password": "x", "location": "10\\\\..*"}') ?? '', /not supported/);
  assert.equal(malformedOf('{"password": "x", "location": null}'), undefined);
});

test('a text that cannot be read is told by place and never quoted', () => {
  for (const text of [
    '{"a": {"password": "topsecret" x}',
    '{a: {password: "topsecret"',
    'topsecret',
    '["topsecret"]',
  ]) {
    const outcome = parseAccounts(text, anyPassword);
    assert.equal(outcome.kind, 'unreadable');
    assert.doesNotMatch(outcome.fault, /topsecret/);
  }
  const outcome = parseAccounts('{a: {b: "x" c}\n', anyPassword);
  assert.deepEqual(outcome, { kind: 'unreadable', fault: 'neither JSON nor Hjson at line 1, column 13' });
});

test('a key that sets a prototype is no entry and no attribute', () => {
  const json = read(
    '{"__proto__": {"password": "x"}, "a": {"password": "x", "attributes": {"__proto__": ["y"]}}}',
  );
  assert.deepEqual([...json.accounts.keys()], ['__proto__', 'a']);
  assert.deepEqual(Object.getOwnPropertyNames(json.accounts.get('a')?.attributes), ['__proto__']);
  const hjson = parseAccounts('{__proto__: {password: "x"}, a: {password: "x"}, }', anyPassword);
  assert.equal(hjson.kind, 'unreadable');
  assert.equal('polluted' in {}, false);
});

test('any text is answered with a value, never with an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const outcome = parseAccounts(text, anyPassword);
      assert.ok(outcome.kind === 'ok' || outcome.kind === 'unreadable');
    }),
  );
});
