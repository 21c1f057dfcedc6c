import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { createTicketIds, randomText, ticketDigest } from './ticket-id.ts';

const ids = createTicketIds(randomBytes);
const makers = {
  TGT: ids.ticketGrantingTicket,
  ST: ids.serviceTicket,
  PT: ids.proxyTicket,
  PGT: ids.proxyGrantingTicket,
  PGTIOU: ids.proxyGrantingTicketIou,
};
const MANY = 10_000;

test('CAS-25 every ticket carries the prefix of its kind', () => {
  for (const [prefix, make] of Object.entries(makers)) assert.ok(make().startsWith(`${prefix}-`));
});

test('CAS-26 10,000 tickets of every kind are letters, digits and hyphens', () => {
  for (const make of Object.values(makers)) {
    for (let i = 0; i < MANY; i += 1) assert.match(make(), /^[A-Za-z0-9-]+$/);
  }
});

test('CAS-27 service and proxy tickets have at most 32 characters, proxy-granting ones at most 64', () => {
  for (const make of [makers.ST, makers.PT]) assert.ok(make().length <= 32);
  for (const make of [makers.PGT, makers.PGTIOU, makers.TGT]) assert.ok(make().length <= 64);
});

test('CAS-28 the random part holds at least 128 bits, and 10,000 tickets are all different', () => {
  for (const [prefix, make] of Object.entries(makers)) {
    const tickets = Array.from({ length: MANY }, make);
    assert.equal(new Set(tickets).size, MANY);
    const letters = (tickets[0] ?? '').length - prefix.length - 1;
    assert.ok(letters * Math.log2(62) >= 128);
  }
});

test('CAS-28 every letter is as likely as every other at every place', () => {
  const length = 28;
  const seen = Array.from({ length }, () => new Map<string, number>());
  for (let i = 0; i < MANY; i += 1) {
    for (const [place, letter] of [...randomText(randomBytes, length)].entries()) {
      seen[place]?.set(letter, (seen[place].get(letter) ?? 0) + 1);
    }
  }
  const expected = MANY / 62;
  for (const counts of seen) {
    let chiSquare = 0;
    for (const count of counts.values()) chiSquare += (count - expected) ** 2 / expected;
    // 61 degrees of freedom: beyond 150 with a chance of about one in a billion.
    assert.equal(counts.size, 62);
    assert.ok(chiSquare < 150, `chi-square ${chiSquare}`);
  }
});

test('CAS-28 bytes that would favour some letters are thrown away', () => {
  const bytes = [255, 248, 0, 61, 62, 247];
  const given = (count: number): Uint8Array => {
    const next = bytes.splice(0, count);
    return Uint8Array.from(next.length > 0 ? next : [0]);
  };
  assert.equal(randomText(given, 4), 'A9A9');
});

test('CAS-28 a proxy-granting ticket and its IOU draw their own chance', () => {
  const asked: number[] = [];
  const counted = createTicketIds((count) => {
    asked.push(count);
    return randomBytes(count);
  });
  assert.notEqual(counted.proxyGrantingTicket().slice(4), counted.proxyGrantingTicketIou().slice(7));
  assert.ok(asked.reduce((sum, count) => sum + count, 0) >= 86);
});

test('W7 only the digest of a ticket is for keeping', () => {
  // SHA-256 of "abc", FIPS 180-2, appendix B.1.
  assert.equal(ticketDigest('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
