// The pages of a login, as facts; the web room finds words and shape for them.
import type { Attributes, InterruptResponse } from '@vestibule/interrupt';
import type { RegisteredService } from '../services/registered-service.ts';

/** Why a person or application is refused. */
export type RefusalReason =
  | 'unknown-service'
  | 'service-disabled'
  | 'service-refused'
  | 'service-required'
  | 'malformed-request'
  | 'address-too-long'
  | 'missing-privileges'
  | 'another-first'
  | 'blocked'
  | 'forged-link';

/** Why the login form is shown again. */
export type LoginError =
  | 'failed'
  | 'username-required'
  | 'password-required'
  | 'locked'
  | 'disabled'
  | 'expired'
  | 'must-change'
  | 'unavailable'
  | 'busy';

/** Why the login form is shown although something else was asked for, or has been posted. */
export type LoginNotice =
  /** A post that came too late, or twice: nothing of it was done. */
  | 'expired'
  /** A post without the cookie that was set with its form. */
  | 'no-cookie'
  /** A post from a page that is none of ours. */
  | 'elsewhere'
  /** Somebody else has signed in in this browser since the page was shown. */
  | 'other-person'
  /** There is a session, but this application asks for the password itself (`renew`, `ssoEnabled: false`). */
  | 'renew';

export type Page =
  | {
      readonly page: 'login';
      readonly execution: string;
      readonly service: RegisteredService | null;
      readonly username: string;
      readonly errors: readonly LoginError[];
      readonly notice: LoginNotice | null;
    }
  | {
      readonly page: 'interrupt';
      readonly execution: string;
      readonly principalId: string;
      readonly response: InterruptResponse;
      /** The person stopped the automatic redirect (D21). */
      readonly stayed: boolean;
      /** An older text of this notice has been answered in this entry (D39). */
      readonly changed: boolean;
      readonly sessionExists: boolean;
    }
  | {
      readonly page: 'inquiry-failed';
      readonly execution: string;
      readonly principalId: string;
      /** Seconds before another try is worth it. */
      readonly retryAfter: number;
    }
  | {
      /** Too much of this person's own is under way; the page retries by itself (D26). */
      readonly page: 'busy';
      readonly execution: string;
      readonly principalId: string;
      /** The query of the original request. */
      readonly search: string;
      /** Seconds until it does. */
      readonly retryAfter: number;
    }
  | {
      readonly page: 'account-warnings';
      readonly execution: string;
      readonly principalId: string;
      readonly warnings: readonly string[];
    }
  | {
      readonly page: 'warn';
      readonly execution: string;
      readonly principalId: string;
      readonly service: RegisteredService;
    }
  | {
      readonly page: 'logged-in';
      readonly principalId: string;
      /** What is known of the person, as applications that get everything would be told. */
      readonly attributes: Attributes;
      readonly sessionExists: boolean;
    }
  | { readonly page: 'logged-out' }
  | {
      readonly page: 'refused';
      readonly reason: RefusalReason;
      /** More than the page says; for the audit. */
      readonly detail?: string;
    }
  | { readonly page: 'throttled'; readonly retryAfter: number };
