// Rows are counted by person without naming the person.
import { createHash } from 'node:crypto';

/** A digest of the principal id, base64url: what a row's `owner` is. */
export function ownerOf(principalId: string): string {
  return createHash('sha256').update(`principal/${principalId}`).digest('base64url');
}
