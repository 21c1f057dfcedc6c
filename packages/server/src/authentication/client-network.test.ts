import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientNetwork } from './client-network.ts';

test('W6 IPv6 counts by /64, IPv4 whole, whatever the spelling', () => {
  assert.equal(clientNetwork('192.0.2.1'), '192.0.2.1');
  assert.equal(clientNetwork('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(clientNetwork('::ffff:c000:201'), '192.0.2.1');
  const network = '2001:db8:0:1::/64';
  for (const address of ['2001:db8:0:1::5', '2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:0db8:0000:0001::']) {
    assert.equal(clientNetwork(address), network);
  }
  assert.notEqual(clientNetwork('2001:db8:0:2::5'), network);
  assert.equal(clientNetwork('fe80::1%eth0'), clientNetwork('fe80::2%eth1'));
  assert.equal(clientNetwork('unknown'), 'unknown');
});
