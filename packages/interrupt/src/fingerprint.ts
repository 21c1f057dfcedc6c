// The identity of a payload: what an acknowledgement remembers instead of the payload itself (D14).
import { hash } from 'node:crypto';
import type { InterruptResponse } from './response.ts';

/**
 * SHA-256 of every field in a canonical, lossless form, base64url (43 characters). Two payloads have one fingerprint
 * exactly when all fields are equal; the order of links and of data names does not matter (INT-07), the order inside
 * a list of data does. A null message differs from an empty one (INT-89).
 */
export function fingerprint(response: InterruptResponse): string {
  return hash('sha256', canonicalForm(response), 'base64url');
}

/** JSON of nested lists: quoting keeps texts apart, brackets keep fields apart, lone surrogates are escaped. */
function canonicalForm(response: InterruptResponse): string {
  return JSON.stringify([
    'vestibule-interrupt-1',
    response.message,
    response.messageCode,
    sorted(response.links),
    response.block,
    response.ssoEnabled,
    response.autoRedirect,
    // As text, since JSON has no word for what is not a finite number.
    String(response.autoRedirectAfterSeconds),
    sorted(response.data),
  ]);
}

function sorted<V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  // By code units: the same on every machine and in every locale.
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
