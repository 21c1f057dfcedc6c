// What comes in at the login door and what goes out of it, apart from any HTTP framework.
import type { EntryScope } from '@vestibule/interrupt';
import type { Page } from './page.ts';

/** One request, with everything that the flow may look at. All of it is hostile until parsed. */
export interface DoorRequest {
  readonly query: URLSearchParams;
  /** As the browser asked for it: scheme, host, path and query. */
  readonly url: string;
  /** The address's query as it came, `?` included, or empty. */
  readonly search: string;
  /** The form of a POST; null for a GET. */
  readonly form: URLSearchParams | null;
  readonly cookies: DoorCookies;
  readonly client: {
    readonly address: string;
    readonly serverAddress: string;
    readonly userAgent: string | null;
  };
  readonly headers: Readonly<Record<string, string>>;
  readonly acceptLanguage: string | null;
  /** The language of the pages of this request. */
  readonly locale: string;
  /** Whether a browser at this address keeps `Secure` cookies: over https, or on the machine itself (W2). */
  readonly keepsSecureCookies: boolean;
  /** Whether the post comes from a page of ours (W2); true for a GET. */
  readonly sameOrigin: boolean;
  /** Ends with the request; clearances die with it. */
  readonly scope: EntryScope;
}

/** Values as presented; every one of them, since two cookies of one name count as none. */
export interface DoorCookies {
  readonly ticketGranting: readonly string[];
  readonly browser: readonly string[];
  readonly tracking: readonly string[];
  readonly warn: boolean;
}

export type CookieName = 'ticket-granting' | 'browser' | 'tracking' | 'warn';

/** A cookie to be set or, with null, expired. Attributes are the web room's business. */
export interface CookieChange {
  readonly cookie: CookieName;
  readonly value: string | null;
  /** Lives as long as a remembered session. */
  readonly remember?: boolean;
}

export type DoorAnswer = { readonly cookies: readonly CookieChange[] } & (
  | { readonly kind: 'page'; readonly status: number; readonly page: Page; readonly retryAfter?: number }
  /** 302 to an application or link; 303 back to a page of ours. */
  | { readonly kind: 'redirect'; readonly status: 302 | 303; readonly location: string }
  /** The ticket by a form of the browser (`method=POST`, CAS-11). */
  | { readonly kind: 'post'; readonly service: string; readonly ticket: string }
  /** The ticket in headers of the answer (`method=HEADER`, CAS-11). */
  | { readonly kind: 'headers'; readonly service: string; readonly ticket: string }
);

/** The two that every request may hold besides its own: no cookies changed. */
export const NO_COOKIES: readonly CookieChange[] = [];

/** An answer as it leaves, rendered; what a repeated post gets again (D22). */
export interface Presented {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: string;
}
