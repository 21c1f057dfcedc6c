// One walk through the steps of a login, within one request.
import type { Clearance, PageEvent } from '@vestibule/interrupt';
import type { RegisteredService } from '../services/registered-service.ts';
import type { Session } from '../sso/session.ts';
import type { Browser } from './browser.ts';
import type { CookieChange, CookieName, DoorAnswer, DoorRequest } from './door.ts';
import type { Page } from './page.ts';
import type { Awaited, Passage } from './passage.ts';

/** What a step sees. Steps answer with a changed copy; only the cookies of the answer are gathered on the way. */
export interface Walk {
  readonly request: DoorRequest;
  readonly browser: Browser;
  readonly service: RegisteredService | null;
  readonly passage: Passage;
  /** The session the entry stands on, alive in this request. */
  readonly session: Session | null;
  /** What the person answered on the interrupt page, until the gate has heard it. */
  readonly event: PageEvent | null;
  /** Leave to enter, once the gate has given it; never kept beyond this request. */
  readonly clearance: Clearance | null;
  readonly cookies: CookieChanges;
}

export type StepOutcome =
  | { readonly kind: 'next'; readonly walk: Walk }
  /** A page asks first; the passage is kept until it is answered. */
  | {
      readonly kind: 'pause';
      readonly walk: Walk;
      readonly awaiting: Awaited;
      readonly page: (execution: string) => Page;
      /** Default 200. */
      readonly status?: number;
      /** Seconds, for the header. */
      readonly retryAfter?: number;
    }
  /** The walk is over. `ticket` is the service ticket in the answer. */
  | { readonly kind: 'done'; readonly answer: Bare<DoorAnswer>; readonly ticket?: string }
  /** What this entry stood on is gone: the original request begins anew. */
  | { readonly kind: 'restart' };

/** An answer whose cookies are still being gathered. */
export type Bare<A> = A extends unknown ? Omit<A, 'cookies'> : never;

export const next = (walk: Walk): StepOutcome => ({ kind: 'next', walk });

/** Cookies of the answer; a later change of the same cookie wins. */
export interface CookieChanges {
  set(change: CookieChange): void;
  list(): readonly CookieChange[];
}

export function cookieChanges(initial: readonly CookieChange[]): CookieChanges {
  const changes = new Map<CookieName, CookieChange>(initial.map((change) => [change.cookie, change]));
  return {
    set: (change) => void changes.set(change.cookie, change),
    list: () => [...changes.values()],
  };
}
