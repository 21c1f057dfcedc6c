// Erases expired rows, so that the store does not grow and nothing is kept longer than it is good for (W7).
import type { Clock, Logger } from '@vestibule/interrupt';
import type { TicketStore } from './ticket-store.ts';

/** Calls `run` every so many milliseconds until it is told to stop. */
export type Interval = (run: () => void, milliseconds: number) => { stop(): void };

/** Keeps no process alive. */
export const systemInterval: Interval = (run, milliseconds) => {
  const timer = setInterval(run, milliseconds).unref();
  return { stop: () => clearInterval(timer) };
};

export interface CleanerOptions {
  readonly store: TicketStore;
  readonly clock: Clock;
  readonly interval: Interval;
  readonly logger: Logger;
  /** Milliseconds from one round to the next. Default one minute. */
  readonly every?: number;
}

export interface Cleaner {
  /** Stops, and waits for a round that is under way, so that the store can be closed. */
  close(): Promise<void>;
}

export function startCleaner({ store, clock, interval, logger, every = 60_000 }: CleanerOptions): Cleaner {
  let round: Promise<void> | null = null;

  async function clean(): Promise<void> {
    try {
      const erased = await store.removeExpired(clock.now());
      if (erased > 0)
        logger.debug({ event: 'expired-rows-erased', erased, store: store.name }, 'expired rows erased');
    } catch (error) {
      // They are as good as gone (every read heeds the expiry); the next round tries again.
      logger.error(
        { event: 'expired-rows-kept', err: error, store: store.name },
        'expired rows could not be erased',
      );
    }
  }

  const ticking = interval(() => {
    // A slow round is not joined by a second one.
    round ??= clean().finally(() => {
      round = null;
    });
  }, every);

  return {
    async close() {
      ticking.stop();
      await round;
    },
  };
}
