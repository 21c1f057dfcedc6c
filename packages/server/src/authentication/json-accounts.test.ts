import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openTable } from '@vestibule/interrupt';
import { accountOf, readAccounts } from './accounts-file.ts';
import type { JsonAccount } from './json-accounts.ts';
import { passwordEncoder } from './password-encoder.ts';

const choice = passwordEncoder({});
assert.equal(choice.kind, 'ok');
const { encoder } = choice;

/** Everybody of a file, by the way a login takes. */
function parseAccounts(text: string) {
  const outcome = readAccounts(new Uint8Array(Buffer.from(text)), encoder, Number.POSITIVE_INFINITY);
  if (!outcome.ok) return { kind: 'unreadable', fault: outcome.fault } as const;
  const table = openTable(outcome.buffers);
  const accounts = new Map<string, JsonAccount>();
  for (const name of table.ids()) {
    const account = accountOf(table, name, encoder);
    if (account?.kind === 'ok') accounts.set(name, account.account);
  }
  const malformed = new Map(outcome.problems.map(({ username, fault }) => [username, fault]));
  return { kind: 'ok', accounts, malformed } as const;
}

function read(text: string) {
  const outcome = parseAccounts(text);
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
    const outcome = parseAccounts(text);
    assert.equal(outcome.kind, 'unreadable');
    assert.doesNotMatch(outcome.fault, /topsecret/);
  }
  const outcome = parseAccounts('{a: {b: "x" c}\n');
  assert.deepEqual(outcome, { kind: 'unreadable', fault: 'neither JSON nor Hjson at line 1, column 13' });
});

test('a key that sets a prototype is no entry and no attribute', () => {
  const json = read(
    '{"__proto__": {"password": "x"}, "a": {"password": "x", "attributes": {"__proto__": ["y"]}}}',
  );
  assert.deepEqual([...json.accounts.keys()], ['__proto__', 'a']);
  assert.deepEqual(Object.getOwnPropertyNames(json.accounts.get('a')?.attributes), ['__proto__']);
  const hjson = parseAccounts('{__proto__: {password: "x"}, a: {password: "x"}, }');
  assert.equal(hjson.kind, 'unreadable');
  assert.equal('polluted' in {}, false);
});

test('any text is answered with a value, never with an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const outcome = parseAccounts(text);
      assert.ok(outcome.kind === 'ok' || outcome.kind === 'unreadable');
    }),
  );
});

test('D7 a null among values is left out, as Apereo does', () => {
  const { accounts, malformed } = read(`{"a": {"password": "x", "warnings": [null, "w"],
    "attributes": {"phone": [null], "mail": [null, "a@b"], "fax": null, "t": ["java.util.ArrayList", [null, 1]]}}}`);
  assert.equal(malformed.size, 0);
  assert.deepEqual({ ...accounts.get('a')?.attributes }, { mail: ['a@b'], t: [1] });
  assert.deepEqual(accounts.get('a')?.warnings, ['w']);
});

test('D7 somebody who stands in a file twice is told; with different entries neither counts', () => {
  const { accounts, malformed } = read(
    '{"a": {"password": "x"}, "a": {"password": "x", "status": "LOCKED"}, "b": {"password": "y"}, "b": {"password": "y"}}',
  );
  assert.deepEqual([...accounts.keys()], ['b']);
  assert.deepEqual([...malformed], [['a', 'stands in the file more than once, with different entries']]);
});

test('D7 in Hjson too, two different values of one name are told and shut out one person', () => {
  const { accounts, malformed } = read(`{
    a: { password: "x", status: "LOCKED" }
    a: { password: "x" }
    b: { password: "x", status: "LOCKED", status: "OK" }
    c: { password: "y" }
  }`);
  assert.deepEqual([...accounts.keys()], ['c']);
  assert.deepEqual([...malformed.keys()], ['a', 'b']);
});

test('D30 the dearest password of those that can be used is known', () => {
  const bcrypt = passwordEncoder({ type: 'BCRYPT' });
  assert.equal(bcrypt.kind, 'ok');
  const hashed = (cost: string): string => `$2a$${cost}$${'A'.repeat(53)}`;
  const people = {
    a: { password: hashed('04') },
    b: { password: hashed('11') },
    tooDear: { password: hashed('17') },
    broken: { password: hashed('15'), status: 'LOKED' },
  };
  const outcome = readAccounts(new Uint8Array(Buffer.from(JSON.stringify(people))), bcrypt.encoder);
  assert.ok(outcome.ok);
  assert.equal(outcome.dearest, 2 ** 11);
  assert.deepEqual(
    outcome.problems.map(({ username }) => username),
    ['tooDear', 'broken'],
  );
});

test('a file that is nested too deeply, broken off or not UTF-8 is no exception', () => {
  const deep = `{"a": ${'['.repeat(200_000)}`;
  assert.equal(parseAccounts(deep).kind, 'unreadable');
  assert.equal(malformedOf(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), 'expected an object');
  const latin = readAccounts(
    new Uint8Array(Buffer.from('{"j\u00f6rg": {"password": "x"}}', 'latin1')),
    encoder,
  );
  assert.deepEqual(latin, { ok: false, fault: 'is not UTF-8' });
});
