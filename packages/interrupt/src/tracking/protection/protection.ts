// The port that stands between the tracking cookie's content and the browser (D15).

/**
 * Turns content into a cookie value (letters, digits, `-`, `_`, `.`) and back. `unprotect` answers null for whatever
 * it did not make; a value that cannot be read is no error (INT-87).
 */
export interface Protection {
  protect(plain: string): Promise<string> | string;
  unprotect(value: string): Promise<string | null> | string | null;
}

/** One that needs no waiting. */
export interface SyncProtection extends Protection {
  protect(plain: string): string;
  unprotect(value: string): string | null;
}
