// Addresses for tests: sound ones, and spellings of them.
import assert from 'node:assert/strict';
import { parseServiceAddress, type ServiceAddress } from './canonical-address.ts';

/** The address that a text is; the test fails when it is malformed. */
export function addressOf(text: string): ServiceAddress {
  const parsed = parseServiceAddress(text);
  assert.ok(parsed.ok, `${text}: ${parsed.ok ? '' : parsed.reason}`);
  return parsed.address;
}
