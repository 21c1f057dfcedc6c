// The single sign-on session: a ticket-granting ticket, known to the browser as the cookie TGC and here by its digest.
import { hash } from 'node:crypto';
import type { Authentication } from '@vestibule/interrupt';

/** Who holds the browser; compared when the session is pinned (`cas.tgc.pin-to-session`). */
export interface SessionClient {
  readonly address: string;
  readonly userAgent: string | null;
}

/** The same as it is kept: of a User-Agent, which a person chooses, a digest (D29). */
export interface KeptClient {
  readonly address: string;
  readonly userAgentDigest: string | null;
}

export function keptClient({ address, userAgent }: SessionClient): KeptClient {
  return { address, userAgentDigest: userAgent === null ? null : hash('sha256', userAgent, 'base64url') };
}

export interface Session {
  /** SHA-256 of the ticket-granting ticket. The ticket itself is kept nowhere. */
  readonly id: string;
  readonly authentication: Authentication;
  readonly rememberMe: boolean;
  /** Whether leave to enter has ever been given on it (D32). In AFTER_AUTHENTICATION: from the beginning. */
  readonly cleared: boolean;
  /** Whether it has been in the application that must come first (`cas.sso.services.required-service-pattern`). */
  readonly enteredRequiredService: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly client: KeptClient;
  /** When it was last used, to a hundredth of its lifetime. Milliseconds since the epoch. */
  readonly lastUsed: number;
  /** When it ends unless it is used before. Milliseconds since the epoch. */
  readonly endsIdle: number;
  /** From then on the session is over however busy it is. Milliseconds since the epoch. */
  readonly hardEnd: number;
}

/** What of a session is kept sealed in its row. */
export interface StoredSession {
  readonly authentication: Authentication;
  readonly rememberMe: boolean;
  /** Absent: yes. */
  readonly cleared?: boolean;
  /** Absent: no. */
  readonly enteredRequiredService?: boolean;
  readonly hardEnd: number;
  readonly client: KeptClient;
  /** Only of a remembered session, whose end does not tell. Absent: since it was made. */
  readonly lastUsed?: number;
}
