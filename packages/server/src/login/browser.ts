// The browser a page was shown to (D4): a random id in the cookie CASLOGIN, set with the login form.
import { hash } from 'node:crypto';
import type { CookieChange, DoorRequest } from './door.ts';

export interface Browser {
  /** The id's digest: what transactions are kept under. */
  readonly digest: string;
  /** The cookie to send when the browser did not have one. */
  readonly cookies: readonly CookieChange[];
}

const WELL_FORMED = /^[A-Za-z0-9-]{22,64}$/u;

/** The browser's id, or null when it brings none (or several). */
export function presentedBrowser({ cookies }: DoorRequest): Browser | null {
  const [id, ...others] = cookies.browser;
  if (id === undefined || others.length > 0 || !WELL_FORMED.test(id)) return null;
  return { digest: browserDigest(id), cookies: [] };
}

/** Digests of all ids that it brings: nobody can say which is its own, and at a logout all of them have left. */
export function everyPresentedBrowser({ cookies }: DoorRequest): readonly string[] {
  return cookies.browser.filter((id) => WELL_FORMED.test(id)).map(browserDigest);
}

/** The browser's id, or a new one for it to keep. */
export function browserOf(request: DoorRequest, newId: () => string): Browser {
  const known = presentedBrowser(request);
  if (known !== null) return known;
  const value = newId();
  return { digest: browserDigest(value), cookies: [{ cookie: 'browser', value }] };
}

function browserDigest(id: string): string {
  return hash('sha256', `browser/${id}`, 'base64url');
}
