import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf } from './address.fixture.ts';
import { addTicket, sameService } from './service-address.ts';

const same = (one: string, other: string): boolean => sameService(addressOf(one), addressOf(other));

const segment = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '-', '.', '%20', '%c3%a9', 'é', '+', '=', ';', "'"),
  maxLength: 8,
});
/** A dot segment with parameters is malformed (D25). */
const pathSegment = segment.filter((part) => !/^\.{1,2};/.test(part));
const parameter = fc
  .tuple(fc.constantFrom('x', 'y', 'ticket', 'Ticket', 'tick%65t', ''), segment)
  .map(([name, value]) => `${name}=${value}`);
const query = fc.oneof(
  fc.constant(''),
  fc.array(parameter, { maxLength: 4 }).map((parts) => `?${parts.join('&')}`),
);
const address = fc
  .tuple(
    fc.constantFrom('https://app.example.org', 'HTTP://Host:8443', 'imaps://mail.example.org'),
    fc.array(pathSegment, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join('')),
    fc.constantFrom('', ';jsessionid=ABC.node1'),
    query,
    fc.oneof(
      fc.constant(''),
      segment.map((part) => `#${part}`),
    ),
  )
  .map(([origin, path, session, search, fragment]) => `${origin}${path}/x${session}${search}${fragment}`);

test('CAS-17 the ticket goes behind the query, before the fragment, and every other byte stays', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['http://a/x', 'http://a/x?ticket=ST-1'],
    ['http://a', 'http://a?ticket=ST-1'],
    ['http://a/x?y=1%202#z', 'http://a/x?y=1%202&ticket=ST-1#z'],
    ['http://a/x#z?q', 'http://a/x?ticket=ST-1#z?q'],
    ['http://a/x?', 'http://a/x?ticket=ST-1'],
    ['http://a/x?y=1&', 'http://a/x?y=1&ticket=ST-1'],
    ['http://a/x?&&y', 'http://a/x?&&y&ticket=ST-1'],
    ["http://a/x?y=%c3%A9+|{}'", "http://a/x?y=%c3%A9+|{}'&ticket=ST-1"],
  ];
  for (const [service, expected] of cases) assert.equal(addTicket(service, 'ticket', 'ST-1'), expected);
});

test('CAS-17 a ticket that was in the address before is replaced', () => {
  assert.equal(addTicket('http://a/x?ticket=OLD', 'ticket', 'ST-1'), 'http://a/x?ticket=ST-1');
  assert.equal(
    addTicket('http://a/x?a=1&ticket=OLD&b=2&ticket', 'ticket', 'ST-1'),
    'http://a/x?a=1&b=2&ticket=ST-1',
  );
  assert.equal(addTicket('http://a/x?Ticket=mine', 'ticket', 'ST-1'), 'http://a/x?Ticket=mine&ticket=ST-1');
  assert.equal(addTicket('http://a/x?ticket=mine', 'SAMLart', 'ST-1'), 'http://a/x?ticket=mine&SAMLart=ST-1');
});

test('CAS-17 what a header cannot hold is percent-encoded', () => {
  assert.equal(
    addTicket('http://a/é x?y="<ü>"', 'ticket', 'ST-1'),
    'http://a/%C3%A9%20x?y=%22%3C%C3%BC%3E%22&ticket=ST-1',
  );
  assert.equal(addTicket('http://a/\ud83d', 'ticket', 'ST-1'), 'http://a/%EF%BF%BD?ticket=ST-1');
});

test('CAS-17 for every address the ticket is there once, last, and the rest is untouched', () => {
  fc.assert(
    fc.property(address, (service) => {
      const answer = addTicket(service, 'ticket', 'ST-1-x');
      assert.match(answer, /^[\x21-\x7e]+$/);
      const before = new URL(service);
      const after = new URL(answer);
      const others = (url: URL) => [...url.searchParams].filter(([name]) => name !== 'ticket');
      assert.deepEqual(after.searchParams.getAll('ticket'), ['ST-1-x']);
      assert.deepEqual([...after.searchParams].at(-1), ['ticket', 'ST-1-x']);
      assert.deepEqual(others(after), others(before));
      assert.equal(after.origin + after.pathname + after.hash, before.origin + before.pathname + before.hash);
      assert.equal(addTicket(answer, 'ticket', 'ST-1-x'), answer);
    }),
  );
});

test('CAS-35 two addresses are one service after decoding, without fragment and case; a trailing slash counts', () => {
  const alike: readonly (readonly [string, string])[] = [
    ['https://a/x', 'https://A/X'],
    ['https://a/x?y=1%202', 'https://a/x?y=1 2'],
    ['https://a/x#top', 'https://a/x'],
    ['https://a', 'https://a/'],
    ['https://a/x%23top', 'https://a/x'],
    ['https://a/x#one', 'https://a/x#two'],
    ['https://a/%C3%A9', 'https://a/é'],
    ['https://a/x?', 'https://a/x'],
    ['https://a/x?y=1&', 'https://a/x?y=1'],
    ['https://a/x?ticket=OLD&y=1', 'https://a/x?y=1'],
    ['https://a.:443/x/../y', 'https://a/y'],
    ['https://a/x;jsessionid=ABC', 'https://a/x'],
    ['https://a/x?y=1', 'https://a/x;jsessionid=ABC?y=1'],
    ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
    ['https://a/%70ay', 'https://a/pay'],
  ];
  const different: readonly (readonly [string, string])[] = [
    ['https://a/x', 'https://a/x/'],
    ['https://a/x', 'https://b/x'],
    ['https://a/x', 'http://a/x'],
    ['https://a/x?y=1', 'https://a/x?y=2'],
    ['https://a/%FF', 'https://a/%FE'],
    ['https://a/x?y=1+2', 'https://a/x?y=1 2'],
  ];
  for (const [one, other] of alike) assert.ok(same(one, other), `${one} ${other}`);
  for (const [one, other] of different) assert.ok(!same(one, other), `${one} ${other}`);
});

test('CAS-35 sameness is reflexive and symmetric', () => {
  fc.assert(
    fc.property(address, address, (one, other) => {
      assert.ok(same(one, one));
      assert.equal(same(one, other), same(other, one));
      const bare = one.replaceAll(/tick(?:et|%65t)/gi, 't');
      assert.ok(same(bare, bare.toUpperCase()));
      assert.ok(!same(one, one.replace(/^(\w+):\/\//, '$1://not-')));
    }),
  );
});

test('CAS-35 a client that takes the ticket off its address again asks for the same service', () => {
  const stripped = (received: string): string => received.replace(/[?&]ticket=ST-1(?=#|$)/, '');
  fc.assert(
    fc.property(address, (service) => {
      assert.ok(same(service, stripped(addTicket(service, 'ticket', 'ST-1'))), service);
    }),
  );
});

test('CAS-37 escapes in lower case equal those in upper case', () => {
  assert.ok(same('https://a/x?u=https%3a%2f%2fb%2f', 'https://a/x?u=https%3A%2F%2Fb%2F'));
  assert.ok(same('https://a/x%ff', 'https://a/x%FF'));
});
