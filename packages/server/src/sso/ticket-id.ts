// Makes the values that travel: tickets and random ids. Letters, digits and the one hyphen of the prefix (CAS-26),
// short enough for every client (CAS-27), and nothing in them but chance (CAS-28).
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Random } from '@vestibule/interrupt';

/** Each call answers a new value. Prefixes as CAS-25. */
export interface TicketIds {
  /** `TGT-…`, the value of the session cookie; 256 bits. */
  ticketGrantingTicket(): string;
  /** `ST-…`, 31 characters; 166 bits. */
  serviceTicket(): string;
  /** `PT-…`, 31 characters. */
  proxyTicket(): string;
  /** `PGT-…`, 47 characters; 256 bits. */
  proxyGrantingTicket(): string;
  /** `PGTIOU-…`, 50 characters. Shares nothing with its proxy-granting ticket (CAS-28). */
  proxyGrantingTicketIou(): string;
  /** The `execution` of one page (D4). */
  execution(): string;
  /** What tells one browser from another before anybody signed in (`CASLOGIN`, D4). */
  browser(): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Bytes from here on are thrown away: they would make the first letters likelier than the rest. */
const UNBIASED = 256 - (256 % ALPHABET.length);

/** Characters that hold 256 bits and 166 bits, at 5.95 bits each. */
const LONG = 43;
const SHORT = 28;

export function createTicketIds(random: Random): TicketIds {
  return {
    ticketGrantingTicket: () => `TGT-${randomText(random, LONG)}`,
    serviceTicket: () => `ST-${randomText(random, SHORT)}`,
    proxyTicket: () => `PT-${randomText(random, SHORT)}`,
    proxyGrantingTicket: () => `PGT-${randomText(random, LONG)}`,
    proxyGrantingTicketIou: () => `PGTIOU-${randomText(random, LONG)}`,
    execution: () => randomText(random, LONG),
    browser: () => randomText(random, SHORT),
  };
}

/** So many letters and digits, each as likely as every other. */
export function randomText(random: Random, length: number): string {
  const text = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    // An eighth more than is missing: one call is enough nearly always.
    const missing = length - filled;
    for (const byte of random(missing + (missing >> 3) + 1)) {
      if (byte < UNBIASED && filled < length) {
        text[filled] = ALPHABET.charCodeAt(byte % ALPHABET.length);
        filled += 1;
      }
    }
  }
  return text.toString('latin1');
}

/** SHA-256 of a ticket, base64url: all that is ever stored of it (W7). */
export function ticketDigest(id: string): string {
  return hash('sha256', id, 'base64url');
}
