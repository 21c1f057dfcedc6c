// The pages as data: what each one shows, in types. Templates turn a view into HTML; everything here is text, which
// they escape, except `SafeHtml`, which the sanitiser of the interrupt engine has made.
import type { SafeHtml, SafeUrl } from '@vestibule/interrupt';
import type { LoginError, LoginNotice, RefusalReason } from '../../login/page.ts';

/** What every page has around its content. */
export interface Frame {
  /** Language of the page, one of `Messages.languages`. */
  readonly locale: string;
  /** Other languages at this address; empty where a GET of the address would lead somewhere else (an answer to a POST). */
  readonly languages: readonly LanguageLink[];
}

export interface LanguageLink {
  readonly tag: string;
  readonly name: string;
  readonly href: string;
}

/** The application on whose way the person is, as its definition describes it. */
export interface ShownService {
  readonly name: string;
  readonly description: string | null;
  /** Address on this server (`/…`): the Content-Security-Policy lets no other picture in (D20). */
  readonly logo: string | null;
  readonly informationUrl: string | null;
  readonly privacyUrl: string | null;
}

/** Message keys of the errors, by Apereo's names. */
export const LOGIN_ERROR_KEYS: Readonly<Record<LoginError, string>> = {
  failed: 'authenticationFailure.FailedLoginException',
  'username-required': 'username.required',
  'password-required': 'password.required',
  locked: 'authenticationFailure.AccountLockedException',
  disabled: 'authenticationFailure.AccountDisabledException',
  expired: 'authenticationFailure.AccountExpiredException',
  'must-change': 'authenticationFailure.AccountPasswordMustChangeException',
  unavailable: 'authenticationFailure.UNKNOWN',
  busy: 'authenticationFailure.busy',
};

/** Message keys of what is said above the form. */
export const LOGIN_NOTICE_KEYS: Readonly<Record<LoginNotice, string>> = {
  expired: 'screen.welcome.notice.expired',
  'no-cookie': 'screen.welcome.notice.nocookie',
  elsewhere: 'screen.welcome.notice.elsewhere',
  'other-person': 'screen.welcome.notice.otherperson',
  renew: 'screen.welcome.notice.renew',
};

/** The login form: `#fm1` with `#username` and `#password`, posted to the page's own address (W2). */
export interface LoginView {
  readonly page: 'login';
  readonly frame: Frame;
  /** Sealed token of the form. */
  readonly execution: string;
  /** As typed before, or empty. Never a password. */
  readonly username: string;
  readonly errors: readonly LoginError[];
  readonly notice: LoginNotice | null;
  readonly service: ShownService | null;
  /** Which check boxes are offered. */
  readonly offers: {
    readonly rememberMe: boolean;
    readonly publicWorkstation: boolean;
    readonly warn: boolean;
  };
  /** `false`: plain http from another machine with `Secure` cookies; the page says that no session will hold. */
  readonly holdsCookies: boolean;
}

/** A link as the page shows it: already judged (D20). */
export interface ShownLink {
  readonly label: string;
  readonly url: SafeUrl;
}

/** One row of `#attributesTable`. */
export interface ShownField {
  readonly name: string;
  readonly values: readonly string[];
}

/** The interrupt page, ordinary or blocking (D18–D21). */
export interface InterruptView {
  readonly page: 'interrupt';
  readonly frame: Frame;
  /** New for every page (D4). */
  readonly execution: string;
  readonly principalId: string;
  /** Whether the person has a single sign-on session while reading: in AFTER_SSO, and at any entry over a living one. */
  readonly sessionExists: boolean;
  readonly blocked: boolean;
  /** The text is another one than that which was answered a moment ago (D39). */
  readonly changed: boolean;
  readonly message: SafeHtml | null;
  readonly links: readonly ShownLink[];
  readonly data: readonly ShownField[];
  /** The first link and when to go there; zero and below: at once. Null: an ordinary page (D21). */
  readonly redirect: (ShownLink & { readonly afterSeconds: number }) | null;
  /** Where `#cancel` of a block leads. */
  readonly cancelUrl: string;
  /** Offered on a block when a session exists. */
  readonly logoutUrl: string | null;
}

/** A check under failure mode CLOSED could not be made (D9). Answers with `_eventId=retry`. */
export interface InquiryFailedView {
  readonly page: 'inquiry-failed';
  readonly frame: Frame;
  readonly execution: string;
  readonly principalId: string;
  /** Seconds before another try is accepted; zero: now. */
  readonly waitSeconds: number;
  readonly cancelUrl: string;
}

/** An entry waits for its turn (D26). Answers with `_eventId=retry`, by itself after `waitSeconds`. */
export interface BusyView {
  readonly page: 'busy';
  readonly frame: Frame;
  readonly execution: string;
  readonly principalId: string;
  readonly waitSeconds: number;
  /** Where a browser without JavaScript goes by itself; it tries the same entry again. */
  readonly retryUrl: string;
  readonly cancelUrl: string;
}

/** Warnings of an account: form `#form`, `_eventId=proceed` (W2, INT-60). */
export interface AccountWarningsView {
  readonly page: 'account-warnings';
  readonly frame: Frame;
  readonly execution: string;
  readonly principalId: string;
  readonly warnings: readonly string[];
}

/** Asked to be warned before each application (`CASPRIVACY`): form `#fm1`, `_eventId=proceed`. */
export interface WarnView {
  readonly page: 'warn';
  readonly frame: Frame;
  readonly execution: string;
  /** Name of the application, or its address when it has none. */
  readonly serviceName: string;
  readonly cancelUrl: string;
}

/** Signed in without a service. */
export interface LoggedInView {
  readonly page: 'logged-in';
  readonly frame: Frame;
  readonly principalId: string;
  /** Rows of `#attributesTable`, folded away (D36). */
  readonly attributes: readonly ShownField[];
  /** `false`: recognised, but no session was made (`ssoEnabled=false`). */
  readonly sessionExists: boolean;
  readonly logoutUrl: string;
}

export interface LoggedOutView {
  readonly page: 'logged-out';
  readonly frame: Frame;
  readonly loginUrl: string;
}

/** An application or an answer that is refused; status 403. */
export interface RefusedView {
  readonly page: 'refused';
  readonly frame: Frame;
  readonly reason: RefusalReason;
}

export const REFUSAL_KEYS: Readonly<Record<RefusalReason, string>> = {
  'unknown-service': 'screen.service.error.message',
  'service-disabled': 'screen.service.disabled.message',
  // The definition asks for something that is not kept here (W5); the person needs to know no more than that.
  'service-refused': 'screen.service.disabled.message',
  'service-required': 'screen.service.required.message',
  'another-first': 'screen.service.initial.message',
  'malformed-request': 'screen.service.malformed.message',
  'address-too-long': 'screen.service.toolong.message',
  blocked: 'screen.service.blocked.message',
  'missing-privileges': 'service.not.authorized.missing.attr',
  'forged-link': 'screen.service.forgedlink.message',
};

/** Too many failed attempts; status 423 (W6). */
export interface ThrottledView {
  readonly page: 'throttled';
  readonly frame: Frame;
  readonly retryAfterSeconds: number;
}

/** Anything that went wrong; never says how. */
export interface ErrorView {
  readonly page: 'error';
  readonly frame: Frame;
  /** HTTP status; 404, other 4xx, 503 and the rest have texts of their own. */
  readonly status: number;
  /** Number under which the log has the cause, or null. */
  readonly reference: string | null;
  /** Where to begin again, or null. */
  readonly loginUrl: string | null;
}

/** Brings a ticket to an application by POST (CAS-11). */
export interface PostToServiceView {
  readonly page: 'post-to-service';
  readonly frame: Frame;
  readonly serviceName: string;
  /** Address of the application. */
  readonly action: string;
  /** Hidden fields, `ticket` among them. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

export type View =
  | LoginView
  | InterruptView
  | InquiryFailedView
  | BusyView
  | AccountWarningsView
  | WarnView
  | LoggedInView
  | LoggedOutView
  | RefusedView
  | ThrottledView
  | ErrorView
  | PostToServiceView;
