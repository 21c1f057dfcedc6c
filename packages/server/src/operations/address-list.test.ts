import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressList } from './address-list.ts';

test('an address is found by itself and by its network, in either clothes', () => {
  const outcome = addressList(['192.0.2.1', '10.0.0.0/8', '2001:db8::/32', '::1', '::ffff:198.51.100.7']);
  assert.equal(outcome.kind, 'ok');
  const { list } = outcome;
  for (const address of [
    '192.0.2.1',
    '::ffff:192.0.2.1',
    '10.1.2.3',
    '2001:db8:1::1',
    '::1',
    '198.51.100.7',
  ]) {
    assert.equal(list.includes(address), true, address);
  }
  for (const address of ['192.0.2.2', '11.0.0.1', '2001:db9::1', '::2', '', 'localhost', '10.0.0.0/8']) {
    assert.equal(list.includes(address), false, address);
  }
});

test('what is neither address nor network is told', () => {
  for (const entry of ['localhost', '10.0.0.0/33', '10', '127.1', '10\\..*', '']) {
    assert.deepEqual(addressList(['::1', entry]), { kind: 'fault', entry });
  }
});
