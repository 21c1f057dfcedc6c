// How long a session lives: a hard age, and an idle time that every use begins anew (CAS-33).

export interface SessionLifetimes {
  /** `cas.ticket.tgt.primary.max-time-to-live-in-seconds`, milliseconds. */
  readonly hard: number;
  /** `cas.ticket.tgt.primary.time-to-kill-in-seconds`, milliseconds. */
  readonly idle: number;
  /** `cas.ticket.tgt.remember-me.time-to-kill-in-seconds`, milliseconds; null when remember-me is off. */
  readonly rememberMe: number | null;
}

/** When a session begun now ends for good. */
export function hardEnd(now: number, rememberMe: boolean, lifetimes: SessionLifetimes): number {
  return now + (rememberMe ? (lifetimes.rememberMe ?? lifetimes.hard) : lifetimes.hard);
}

/** When a session used now ends if it is not used again. A remembered one does not end by idleness. */
export function idleEnd(now: number, end: number, rememberMe: boolean, lifetimes: SessionLifetimes): number {
  return rememberMe ? end : Math.min(end, now + lifetimes.idle);
}
