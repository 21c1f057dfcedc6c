// What the engine asks of its host: time and randomness. Tests bring their own.
import { randomBytes } from 'node:crypto';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** So many unpredictable bytes, fit for keys, tickets and initialisation vectors. */
export type Random = (bytes: number) => Uint8Array;

const POOL_BYTES = 8192;
let pool = randomBytes(0);
let used = 0;

/** From the operating system, in larger draughts: one call for a few bytes costs as much as one for thousands. */
export const systemRandom: Random = (bytes) => {
  if (bytes > POOL_BYTES / 8) return randomBytes(bytes);
  if (used + bytes > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  const drawn = Uint8Array.prototype.slice.call(pool, used, used + bytes);
  pool.fill(0, used, used + bytes);
  used += bytes;
  return drawn;
};

/** What stands in a line beside its message: never a payload, a password, a ticket or a cookie value (D24). */
export interface LogFields {
  /** What happened, in a word that stays the same from version to version; alarms are set on it. */
  readonly event: string;
  readonly [name: string]: unknown;
}

/** The program's log, a line a call. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Says nothing. For embedders that bring no log of their own. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
