import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientAddress, plainAddress } from './client-address.ts';

const PROXY = '10.0.0.1';
const trusts = (address: string): boolean => address.startsWith('10.');
const behind = (header: string | readonly string[] | undefined): string =>
  clientAddress(PROXY, header, trusts);

test('D29 a forwarded address loses its port; a bare IPv6 address stays whole', () => {
  for (const [header, client] of [
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4001', '203.0.113.7'],
    ['[2001:db8::7]:4001', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['2001:db8::7:4001', '2001:db8::7:4001'],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:cb00:7107]:80', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:443', 'fe80::1'],
    ['"[2001:db8::7]:4001"', '2001:db8::7'],
    ['  203.0.113.7 ', '203.0.113.7'],
  ] as const)
    assert.equal(behind(header), client, header);
});

test('D29 what is no address counts as the proxy that named it', () => {
  for (const header of [
    undefined,
    '',
    ' ',
    'unknown',
    '_hidden',
    'client.example.org',
    '203.0.113.7:4001:9',
    '203.0.113.999',
    '3405803783',
    '0xcb.0.113.7',
    '203.0.113.07',
    '203.0.113.7:port',
    '[203.0.113.7',
    '[]:80',
    '203.0.113.7/24',
    "<script>alert('x')</script>",
    '198.51.100.1,',
  ])
    assert.equal(behind(header), PROXY, header);
});

test('D29 of several hops the last one that no trusted proxy is counts', () => {
  assert.equal(behind('198.51.100.1, 203.0.113.7:4001, 10.0.0.2:80'), '203.0.113.7');
  assert.equal(behind(['198.51.100.1, 203.0.113.7', '10.0.0.2']), '203.0.113.7');
  assert.equal(behind('10.0.0.9, 10.0.0.2'), '10.0.0.9');
  assert.equal(behind('198.51.100.1, garbage, 10.0.0.2'), '10.0.0.2');
});

test('D29 whoever is no trusted proxy is believed nothing', () => {
  assert.equal(clientAddress('192.0.2.1', '203.0.113.7', trusts), '192.0.2.1');
  assert.equal(clientAddress('::ffff:192.0.2.1', '203.0.113.7', trusts), '192.0.2.1');
});

test('D29 whatever a header says, the answer is an address, and one spelling of it', () => {
  const hop = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constantFrom('10.0.0.2', '[::1]:8', ':', '['));
  fc.assert(
    fc.property(fc.array(hop), (hops) => {
      const client = behind(hops.join(','));
      assert.match(client, /^[\da-f.:]+$/);
      assert.equal(plainAddress(client), client);
    }),
  );
});

test('D29 the ports of one address are one client', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV6(), fc.nat({ max: 65_535 }), (v4, v6, port) => {
      assert.equal(behind(`${v4}:${port}`), behind(v4));
      assert.equal(behind(`[${v6}]:${port}`), behind(v6));
    }),
  );
});
