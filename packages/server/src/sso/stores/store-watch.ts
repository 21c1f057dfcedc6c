// What was last seen of the ticket store and its directory (D31). A store that failed is down until a probe has gone
// through; while it is, one is written every two seconds. While the directory is lost nothing counts as kept.
import type { Clock, Logger } from '@vestibule/interrupt';
import type { DirectoryState, LookAtDirectory } from '../../data-directory-watch.ts';
import type { HealthPart } from '../../operations/health.ts';
import type { Interval } from './cleaner.ts';
import { StoreUnavailable, type TicketStore } from './ticket-store.ts';

const EVERY = 2000;

export interface StoreWatchOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly interval: Interval;
}

export interface StoreWatch {
  /** To be told of every fault of the store. */
  failed(fault: StoreUnavailable): void;
  /** Begins to watch; the store that is answered takes nothing for kept that lies in a lost directory. */
  watch(store: TicketStore, look: LookAtDirectory): WatchedStore;
}

export interface WatchedStore {
  readonly store: TicketStore;
  health(): readonly HealthPart[];
  /** Stops, and waits for a probe that is under way. */
  close(): Promise<void>;
}

export function createStoreWatch({ clock, logger, interval }: StoreWatchOptions): StoreWatch {
  let fault: { readonly since: number; readonly reason: string; readonly number: number } | null = null;
  let faults = 0;

  function failed({ message: reason }: StoreUnavailable): void {
    faults += 1;
    if (fault?.reason !== reason) {
      logger.error(
        { event: 'store-failed', reason },
        'the ticket store cannot read or keep anything: nobody is let in until it can',
      );
    }
    fault = { since: fault?.since ?? clock.now(), reason, number: faults };
  }

  function watch(store: TicketStore, look: LookAtDirectory): WatchedStore {
    let directory: DirectoryState = { kind: 'well' };
    let probing: Promise<void> | null = null;

    function lookNow(): DirectoryState {
      const now = look();
      if (now.kind !== directory.kind) tellOf(now);
      directory = now;
      return now;
    }

    function tellOf(now: DirectoryState): void {
      if (now.kind === 'well') {
        logger.info({ event: 'data-directory-well' }, 'the data directory is as it was');
      } else if (now.kind === 'lost') {
        logger.error({ event: 'data-directory-lost', detail: now.detail }, 'the data directory is lost');
      } else {
        logger.warn(
          { event: 'data-directory-questionable', detail: now.detail },
          'the data directory is not as it should be',
        );
      }
    }

    async function probe(): Promise<void> {
      const before = fault?.number;
      try {
        await store.probe();
      } catch {
        // `failed` has been told; it stays down.
        return;
      }
      // A request may have failed meanwhile.
      if (fault === null || fault.number !== before) return;
      const seconds = Math.round((clock.now() - fault.since) / 1000);
      logger.info({ event: 'store-recovered', seconds }, 'the ticket store works again');
      fault = null;
    }

    const ticking = interval(() => {
      lookNow();
      if (fault === null) return;
      probing ??= probe().finally(() => {
        probing = null;
      });
    }, EVERY);

    const standing = async (work: () => Promise<void>): Promise<void> => {
      await work();
      if (directory.kind === 'lost') throw new StoreUnavailable(directory.detail);
    };

    return {
      store: {
        ...store,
        durable: () => standing(store.durable),
        begin() {
          const kept = store.begin();
          return () => standing(kept);
        },
      },
      health() {
        const now = lookNow();
        return [storePart(store.name, fault), directoryPart(now)];
      },
      async close() {
        ticking.stop();
        await probing;
      },
    };
  }

  return { failed, watch };
}

function storePart(
  name: string,
  fault: { readonly since: number; readonly reason: string } | null,
): HealthPart {
  if (fault === null) return { name: 'ticket store', status: 'up', detail: name };
  const since = new Date(fault.since).toISOString();
  return {
    name: 'ticket store',
    status: 'down',
    detail: `${name}: ${fault.reason}, since ${since}; a probe is written every two seconds`,
  };
}

function directoryPart(state: DirectoryState): HealthPart {
  const name = 'data directory';
  if (state.kind === 'well') return { name, status: 'up', detail: 'as it was at the start' };
  return { name, status: state.kind === 'lost' ? 'down' : 'degraded', detail: state.detail };
}
