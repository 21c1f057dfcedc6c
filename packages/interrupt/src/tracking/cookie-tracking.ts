// Acknowledgements that travel in the browser's cookie (D14, D15). Strings in, strings out: the cookie's name, path and
// flags are the host's.
import { Buffer } from 'node:buffer';
import type { Clock } from '../ports.ts';
import type { PatternTest } from '../service-policy.ts';
import {
  acknowledgementDigest,
  decodeContent,
  encodeContent,
  pinOf,
  withEntry,
  type DigestEntry,
} from './acknowledgements.ts';
import type { Protection } from './protection/protection.ts';
import type { Tracking, TrackingRequest } from './tracking.ts';

export interface CookieTrackingOptions {
  readonly protection: Protection;
  /** `cas.interrupt.cookie.pin-to-session`: good only from the address and User-Agent it was written for (INT-85). */
  readonly pinToSession: boolean;
  /** `false`: of the pin only the User-Agent counts, for a cookie that is to outlive the session (D34). Default true. */
  readonly pinsAddress?: boolean;
  /** `cas.interrupt.cookie.allowed-ip-addresses-pattern`: other addresses that a pinned cookie is taken from (INT-86). */
  readonly allowedAddresses: PatternTest | null;
  readonly clock: Clock;
}

export interface CookieTracking extends Tracking {
  readonly kind: 'cookie';
  /** Expires the cookie, as logout does (INT-84). */
  forget(request: Pick<TrackingRequest, 'present'>): void;
}

/** A value this long or longer is never sent: browsers drop a cookie of 4,096 bytes, name and attributes included. */
export const COOKIE_VALUE_LIMIT = 3800;

export function createCookieTracking(options: CookieTrackingOptions): CookieTracking {
  const { protection, pinToSession, pinsAddress = true, allowedAddresses, clock } = options;

  async function read(request: TrackingRequest): Promise<readonly DigestEntry[]> {
    const [value, ...others] = request.presented;
    if (value === undefined || others.length > 0) return [];
    const content = decodeContent((await unprotected(protection, value)) ?? '');
    if (content === null) return [];
    if (!pinToSession) return content.entries;
    if (content.pin === null) return [];
    const here = pinOf(request.clientAddress, request.userAgent);
    const near =
      !pinsAddress ||
      content.pin.address === here.address ||
      allowedAddresses?.test(request.clientAddress) === 'match';
    return near && content.pin.userAgent === here.userAgent ? content.entries : [];
  }

  /** The value, or null when not even one entry fits, which none of our protections brings about. */
  async function write(request: TrackingRequest, all: readonly DigestEntry[]): Promise<string | null> {
    const pin = pinToSession ? pinOf(request.clientAddress, request.userAgent) : null;
    for (let entries = all; entries.length > 0; entries = entries.slice(Math.ceil(entries.length / 4))) {
      const value = await protection.protect(encodeContent({ pin, entries }));
      if (Buffer.byteLength(value) < COOKIE_VALUE_LIMIT) return value;
    }
    return null;
  }

  return {
    kind: 'cookie',
    async recall(request) {
      // Two cookies of one name: one of them was planted from elsewhere, and nobody can say which.
      if (request.presented.length > 1) request.present(null);
      const digests = new Set((await read(request)).map((entry) => entry.digest));
      return {
        has: (fingerprint) =>
          digests.size > 0 && digests.has(acknowledgementDigest(request.principalId, fingerprint)),
      };
    },
    async remember(request, fingerprint) {
      const digest = acknowledgementDigest(request.principalId, fingerprint);
      const at = Math.floor(clock.now() / 1000);
      request.present(await write(request, withEntry(await read(request), { digest, at })));
    },
    forget: (request) => request.present(null),
  };
}

async function unprotected(protection: Protection, value: string): Promise<string | null> {
  try {
    return await protection.unprotect(value);
  } catch {
    // A custom protection may throw at what it cannot read; that is no reason to keep a person out (INT-87).
    return null;
  }
}
