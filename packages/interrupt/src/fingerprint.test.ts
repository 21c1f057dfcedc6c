import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fingerprint } from './fingerprint.ts';
import { interruptResponse, type InterruptResponse } from './response.ts';
import { responseFromJson, responseToJson } from './serialise.ts';

const text = fc.string({ unit: 'binary', maxLength: 4 });
const response: fc.Arbitrary<InterruptResponse> = fc.record(
  {
    message: fc.option(text),
    messageCode: fc.option(text),
    links: fc.array(fc.tuple(text, text), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    block: fc.boolean(),
    ssoEnabled: fc.boolean(),
    autoRedirect: fc.boolean(),
    autoRedirectAfterSeconds: fc.integer(),
    data: fc
      .array(fc.tuple(text, fc.array(text, { maxLength: 3 })), { maxLength: 4 })
      .map((pairs) => new Map(pairs)),
  },
  { noNullPrototype: true },
);

/** Equality of payloads, said without the code under test. */
function equal(a: InterruptResponse, b: InterruptResponse): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

const reversed = <V>(map: ReadonlyMap<string, V>): Map<string, V> => new Map([...map].toReversed());

test('INT-07 the order of links and of data names does not change the fingerprint, the order in a list does', () => {
  fc.assert(
    fc.property(response, (one) => {
      const other = { ...one, links: reversed(one.links), data: reversed(one.data) };
      assert.equal(fingerprint(one), fingerprint(other));
    }),
  );
  const list = (...values: string[]): InterruptResponse =>
    interruptResponse({ data: new Map([['a', values]]) });
  assert.notEqual(fingerprint(list('1', '2')), fingerprint(list('2', '1')));
});

test('INT-43 fingerprints are equal exactly when payloads are', () => {
  fc.assert(
    fc.property(response, response, (a, b) => assert.equal(fingerprint(a) === fingerprint(b), equal(a, b))),
  );
});

test('INT-43 a change of any one field changes the fingerprint', () => {
  fc.assert(
    fc.property(
      response,
      response,
      fc.constantFrom(...(Object.keys(interruptResponse()) as (keyof InterruptResponse)[])),
      (a, b, field) => {
        const changed = { ...a, [field]: b[field] };
        assert.equal(fingerprint(a) === fingerprint(changed), equal(a, changed));
      },
    ),
  );
});

test('INT-89 ssoEnabled=false, zero seconds and a null message are kept apart from their defaults (D14)', () => {
  const all = [
    {},
    { ssoEnabled: false },
    { autoRedirectAfterSeconds: 0 },
    { message: null },
    { message: '' },
    { message: 'null' },
    { messageCode: '' },
  ];
  assert.equal(new Set(all.map((fields) => fingerprint(interruptResponse(fields)))).size, all.length);
});

test('D14 neighbouring texts cannot be confused', () => {
  const data = (entries: [string, string[]][]): string =>
    fingerprint(interruptResponse({ data: new Map(entries) }));
  const links = (entries: [string, string][]): string =>
    fingerprint(interruptResponse({ links: new Map(entries) }));
  const all = [
    data([['a', ['b", "c']]]),
    data([['a', ['b', 'c']]]),
    data([['a', ['bc']]]),
    data([
      ['a', ['b']],
      ['c', []],
    ]),
    links([['a', 'bc']]),
    links([['ab', 'c']]),
  ];
  assert.equal(new Set(all).size, all.length);
});

test('D14 the fingerprint is 43 characters of base64url and does not change between versions', () => {
  assert.match(fingerprint(interruptResponse()), /^[\w-]{43}$/);
  assert.equal(
    fingerprint(interruptResponse({ links: new Map([['A', '/a']]) })),
    '3s3qVADm73l_sopvw9giApzPd5Pr6WRKM0-oUHHWiD8',
  );
});

test('D22 a payload survives the way through JSON, order included', () => {
  fc.assert(
    fc.property(response, (one) => {
      const back = responseFromJson(JSON.parse(JSON.stringify(responseToJson(one))));
      assert.ok(back !== null);
      assert.deepEqual(back, one);
      assert.deepEqual([...back.links], [...one.links]);
      assert.deepEqual([...back.data], [...one.data]);
    }),
  );
});

test('D22 anything odd in a stored payload is refused', () => {
  const good = responseToJson(
    interruptResponse({ links: new Map([['a', '/a']]), data: new Map([['n', ['v']]]) }),
  );
  assert.ok(responseFromJson(good) !== null);
  const { block: _, ...without } = good;
  for (const odd of [
    null,
    [],
    'x',
    without,
    { ...good, extra: 1 },
    { ...good, block: 'true' },
    { ...good, message: 1 },
    { ...good, autoRedirectAfterSeconds: 1.5 },
    { ...good, links: { a: '/a' } },
    { ...good, links: [['a']] },
    { ...good, links: [['a', 1]] },
    {
      ...good,
      links: [
        ['a', '/a'],
        ['a', '/b'],
      ],
    },
    { ...good, data: [['n', 'v']] },
    { ...good, data: [['n', [1]]] },
  ]) {
    assert.equal(responseFromJson(odd), null, JSON.stringify(odd));
  }
  fc.assert(fc.property(fc.anything(), (value) => assert.equal(responseFromJson(value), null)));
});
