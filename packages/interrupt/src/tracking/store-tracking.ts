// Acknowledgements on the server's side: they follow the person from browser to browser (D14).
import type { Clock } from '../ports.ts';
import { MOST_ACKNOWLEDGEMENTS } from './acknowledgements.ts';
import type { Acknowledgement, Tracking } from './tracking.ts';

/** Where they are kept. Written by the host, who knows a database. */
export interface AcknowledgementStore {
  /** What this person has acknowledged, in any order. */
  list(principalId: string): Promise<readonly Acknowledgement[]>;
  /**
   * Adds one, or renews the time of the same fingerprint, and drops all but the `keep` newest of this person; in one
   * step, so that two browsers at once lose nothing.
   */
  add(principalId: string, acknowledgement: Acknowledgement, keep: number): Promise<void>;
}

export interface StoreTrackingOptions {
  readonly rows: AcknowledgementStore;
  readonly clock: Clock;
  /** Default 32. */
  readonly maxPerPrincipal?: number;
}

export function createStoreTracking(options: StoreTrackingOptions): Tracking {
  const { rows, clock, maxPerPrincipal = MOST_ACKNOWLEDGEMENTS } = options;
  return {
    kind: 'store',
    async recall({ principalId }) {
      return new Set((await rows.list(principalId)).map(({ fingerprint }) => fingerprint));
    },
    remember: ({ principalId }, fingerprint) =>
      rows.add(principalId, { fingerprint, at: clock.now() }, maxPerPrincipal),
  };
}
