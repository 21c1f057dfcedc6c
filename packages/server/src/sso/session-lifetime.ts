// How long a session lives: a hard age, and an idle time that every use begins anew (CAS-33).

export interface SessionLifetimes {
  /** Milliseconds. */
  readonly hard: number;
  /** Milliseconds. */
  readonly idle: number;
  /** `cas.ticket.tgt.remember-me.time-to-kill-in-seconds`, milliseconds; null when remember-me is off. */
  readonly rememberMe: number | null;
}

/** Longer than any browser lives. */
const NO_END = 100 * 365 * 86_400_000;

export interface LifetimePolicies {
  /** `cas.ticket.tgt.primary.max-time-to-live-in-seconds` and `.time-to-kill-in-seconds`. */
  readonly primary: { readonly hard: number; readonly idle: number };
  /** `cas.ticket.tgt.timeout.max-time-to-live-in-seconds`: idleness alone. */
  readonly timeout: number | null;
  /** `cas.ticket.tgt.hard-timeout.time-to-kill-in-seconds`: age alone. */
  readonly hardTimeout: number | null;
}

/** The one policy that counts, in the reference's order (`TicketGrantingTicketExpirationPolicyBuilder` of 7.0.0). */
export function lifetimeOf({
  primary,
  timeout,
  hardTimeout,
}: LifetimePolicies): Omit<SessionLifetimes, 'rememberMe'> {
  if (timeout !== null) return { hard: NO_END, idle: timeout };
  return hardTimeout === null ? primary : { hard: hardTimeout, idle: hardTimeout };
}

/** When a session begun now ends for good. */
export function hardEnd(now: number, rememberMe: boolean, lifetimes: SessionLifetimes): number {
  return now + (rememberMe ? (lifetimes.rememberMe ?? lifetimes.hard) : lifetimes.hard);
}

/** When a session used now ends if it is not used again. A remembered one does not end by idleness. */
export function idleEnd(now: number, end: number, rememberMe: boolean, lifetimes: SessionLifetimes): number {
  return rememberMe ? end : Math.min(end, now + lifetimes.idle);
}
