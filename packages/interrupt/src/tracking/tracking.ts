// The port of remembering: which interrupts this person has acknowledged (D14).

/** One acknowledgement; the payload itself is never kept. */
export interface Acknowledgement {
  /** SHA-256 of the payload's canonical form, base64url (`fingerprint.ts`). */
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Where an acknowledgement travels with one request. For the cookie engine: the values of its cookie as they came
 * in, and a way to send one back. A store engine needs only the principal.
 */
export interface TrackingRequest {
  readonly principalId: string;
  /** Every value that came under the cookie's name. Two count as none and are expired (D15). */
  readonly presented: readonly string[];
  readonly clientAddress: string;
  readonly userAgent: string | null;
  /** Sends a value back with this answer; `null` expires the cookie. */
  present(value: string | null): void;
}

/** What a person has acknowledged. It answers and does not list: a cookie holds digests, which cannot be read back. */
export interface Acknowledged {
  has(fingerprint: string): boolean;
}

export interface Tracking {
  readonly kind: 'cookie' | 'store' | 'custom';
  /** Which fingerprints this person has acknowledged. Anything unreadable counts as absent, never as an error (INT-87). */
  recall(request: TrackingRequest): Promise<Acknowledged>;
  /** Adds one acknowledgement. Called only for payloads that do not block. */
  remember(request: TrackingRequest, fingerprint: string): Promise<void>;
}
