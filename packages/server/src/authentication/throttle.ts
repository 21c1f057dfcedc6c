// The brake on guessing passwords (W6): per address and name, and per address, over a sliding window.
// Failures are counted in the ticket store, so that a restart forgets none; tries under way are counted in memory,
// so that no burst slips through and a login that succeeds writes nothing.
import { createHmac, createSecretKey } from 'node:crypto';
import type { Clock, Random } from '@vestibule/interrupt';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { clientNetwork } from './client-network.ts';

/** An address has this many times the failures of one name at it: a house shares one address among many people. */
const ADDRESS_FACTOR = 4;

/** Tries of one address that may wait for others to finish. More are turned away at once. */
const MAX_WAITING = 1000;

export interface ThrottleSettings {
  /** `cas.authn.throttle.failure.threshold`: failures of one name at one address; default 5, -1 turns it off. */
  readonly threshold: number;
  /** `cas.authn.throttle.failure.range-seconds`: length of the window; default 60, -1 turns it off. */
  readonly rangeSeconds: number;
}

/** Whether the settings leave the throttle on. */
export function isThrottling({ threshold, rangeSeconds }: ThrottleSettings): boolean {
  return threshold >= 1 && rangeSeconds >= 1;
}

export const THROTTLE_DEFAULTS: ThrottleSettings = { threshold: 5, rangeSeconds: 60 };

export interface ThrottleParts {
  readonly settings: ThrottleSettings;
  readonly store: TicketStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Keys the digests of names and addresses; kept in the data directory (W7), at least 32 bytes. */
  readonly key: Uint8Array;
}

export type ThrottleAnswer<Result> =
  | { readonly kind: 'allowed'; readonly result: Result }
  /** `retryAfterSeconds` is whole and at least 1. */
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  /** Too many tries of this address wait for others to finish; this one was not looked at and has not failed (D26). */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

export interface LoginThrottle {
  /**
   * Runs `check` unless too many tries of this name at this address, or of this address, have failed. A check that
   * `failed` says has failed, or that throws, is counted before the answer is given. A success forgets nothing: else
   * one own account would be enough to guess others' without end.
   *
   * Within one process never more than `threshold` failing checks of a name at an address, and four times as many
   * of an address, begin in one window, whatever the interleaving. Tries beyond what is left wait for those under
   * way, so people who share an address and know their passwords are never turned away. Processes that share a
   * store see each other's failures, but not each other's tries under way.
   */
  guard<Result>(
    who: { readonly address: string; readonly username: string },
    check: () => Promise<Result>,
    failed: (result: Result) => boolean,
  ): Promise<ThrottleAnswer<Result>>;
}

/** The tries of one address that this process has under way. */
interface Lane {
  underWay: number;
  readonly byName: Map<string, number>;
  waiting: number;
  /** Tries are admitted one after the other: this settles when the last one in the queue has been. */
  queue: Promise<unknown>;
  /** Resolved and replaced whenever a try ends. */
  ended: PromiseWithResolvers<void>;
}

export function createLoginThrottle({ settings, store, clock, random, key }: ThrottleParts): LoginThrottle {
  const { threshold, rangeSeconds } = settings;
  if (!isThrottling(settings)) {
    return { guard: async (_who, check) => ({ kind: 'allowed', result: await check() }) };
  }
  const perAddress = threshold * ADDRESS_FACTOR;
  // Made once: from bytes each digest would cost seven times as much.
  const secret = createSecretKey(key);
  /** Only addresses that have a try under way or waiting: as many as requests, at most. */
  const lanes = new Map<string, Lane>();

  /** Live failures of the address and, among them, of the name; one read. Newest first, as the store answers. */
  async function failures(address: string, name: string, now: number) {
    const rows = await store.owned('login-failure', address, now);
    const ofName = rows.filter((row) => Buffer.from(row.value).toString('latin1') === name);
    const until = Math.max(
      rows[perAddress - 1]?.expiresAt ?? Number.NEGATIVE_INFINITY,
      ofName[threshold - 1]?.expiresAt ?? Number.NEGATIVE_INFINITY,
    );
    return { ofAddress: rows.length, ofName: ofName.length, until };
  }

  /** Seconds to wait, or 0 once the try counts as under way. Runs for one try of a lane at a time. */
  async function admit(lane: Lane, address: string, name: string): Promise<number> {
    for (;;) {
      // Both are taken before the read: a try that ends meanwhile is counted here, in the read, or in both.
      const { underWay, ended } = lane;
      const underWayOfName = lane.byName.get(name) ?? 0;
      const now = clock.now();
      const failed = await failures(address, name, now);
      if (failed.until > now) return Math.max(1, Math.ceil((failed.until - now) / 1000));
      if (failed.ofAddress + underWay < perAddress && failed.ofName + underWayOfName < threshold) {
        lane.underWay += 1;
        lane.byName.set(name, (lane.byName.get(name) ?? 0) + 1);
        return 0;
      }
      // Only tries under way stand in the way, so at least one of them has yet to end, or has during the read.
      await ended.promise;
    }
  }

  function leave(lane: Lane, name: string): void {
    lane.underWay -= 1;
    const ofName = (lane.byName.get(name) ?? 0) - 1;
    if (ofName > 0) lane.byName.set(name, ofName);
    else lane.byName.delete(name);
    lane.ended.resolve();
    lane.ended = Promise.withResolvers();
  }

  async function recordFailure(address: string, name: string): Promise<void> {
    const now = clock.now();
    const id = Buffer.from(random(32)).toString('base64url');
    await store.insert(
      {
        kind: 'login-failure',
        id,
        parent: null,
        owner: address,
        value: Buffer.from(name, 'latin1'),
        createdAt: now,
        expiresAt: now + rangeSeconds * 1000,
      },
      now,
    );
  }

  function digest(...parts: readonly string[]): string {
    return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  }

  return {
    async guard(who, check, failed) {
      const network = clientNetwork(who.address);
      const address = digest('address', network);
      // Folded, so that a directory that ignores case does not multiply the tries.
      const name = digest('name', network, who.username.normalize('NFKC').trim().toLowerCase());
      const lane = lanes.get(address) ?? newLane();
      lanes.set(address, lane);
      if (lane.waiting >= MAX_WAITING) return { kind: 'busy', retryAfterSeconds: 1 };
      lane.waiting += 1;
      try {
        const admission = lane.queue.then(() => admit(lane, address, name));
        lane.queue = admission.catch(() => undefined);
        const retryAfterSeconds = await admission.finally(() => (lane.waiting -= 1));
        if (retryAfterSeconds > 0) return { kind: 'throttled', retryAfterSeconds };
        let succeeded = false;
        try {
          const result = await check();
          succeeded = !failed(result);
          return { kind: 'allowed', result };
        } finally {
          try {
            if (!succeeded) await recordFailure(address, name);
          } finally {
            leave(lane, name);
          }
        }
      } finally {
        if (lane.underWay === 0 && lane.waiting === 0) lanes.delete(address);
      }
    },
  };
}

function newLane(): Lane {
  return {
    underWay: 0,
    byName: new Map(),
    waiting: 0,
    queue: Promise.resolve(),
    ended: Promise.withResolvers(),
  };
}
