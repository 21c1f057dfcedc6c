// Rows are counted by person without naming the person.
import { hash } from 'node:crypto';

/** A digest of the principal id, base64url: what a row's `owner` is. */
export function ownerOf(principalId: string): string {
  return hash('sha256', `principal/${principalId}`, 'base64url');
}
