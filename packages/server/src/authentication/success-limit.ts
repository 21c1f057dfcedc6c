// How often one person may sign in (D29): somebody with one right password makes no end of sessions and log lines
// otherwise. Counted by person only, never by address: a lecture hall shares one.
import { hash } from 'node:crypto';
import type { Clock } from '@vestibule/interrupt';
import { LRUCache } from 'lru-cache';

const MOST = 120;
const WINDOW = 60_000;
/** People who are remembered; whoever signed in longest ago goes first. */
const PEOPLE = 10_000;

export interface SuccessLimit {
  /** Counts a right password of this person. Whole seconds to wait when there were too many, 0 when it counts. */
  admit(principalId: string): number;
}

export function createSuccessLimit(clock: Clock): SuccessLimit {
  const people = new LRUCache<string, number[]>({ max: PEOPLE });
  return {
    admit(principalId) {
      const person = hash('sha256', principalId, 'base64url');
      const now = clock.now();
      const times = (people.get(person) ?? []).filter((time) => time > now - WINDOW);
      const [first = now] = times;
      const wait = times.length < MOST ? 0 : Math.ceil((first + WINDOW - now) / 1000);
      if (wait === 0) times.push(now);
      people.set(person, times);
      return wait;
    },
  };
}

/** For a server whose throttle is turned off. */
export const noSuccessLimit: SuccessLimit = { admit: () => 0 };
