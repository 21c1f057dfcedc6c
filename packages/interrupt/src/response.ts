// The interrupt payload: what an inquirer answers when a person is to be interrupted.

/**
 * One interrupt, whole and immutable. Every strategy produces this shape (seed "Interrupt Payload", INT-01).
 * Maps keep the order of the source: the first link is the target of an automatic redirect (INT-06).
 */
export interface InterruptResponse {
  /** Text shown on the page; may carry the small set of markup that the sanitiser lets through (D20). */
  readonly message: string | null;
  /** Key of a message bundle; an alternative to `message`, resolved in the person's language (D19). */
  readonly messageCode: string | null;
  /** Label to address, in the order of the source. Addresses are as written; `content/safe-url.ts` judges them. */
  readonly links: ReadonlyMap<string, string>;
  /** `true`: the person may not go on. Never tracked, never skipped (D5). */
  readonly block: boolean;
  /** `false`: let in, but make no single sign-on session (AFTER_AUTHENTICATION only). */
  readonly ssoEnabled: boolean;
  readonly autoRedirect: boolean;
  /** Seconds before the automatic redirect; zero and below mean at once. Default -1. */
  readonly autoRedirectAfterSeconds: number;
  /** Rows of the table on the page: name to values. */
  readonly data: ReadonlyMap<string, readonly string[]>;
}

/** The text of an interrupt that brings none of its own (INT-01). */
export const DEFAULT_MESSAGE = 'Authentication flow is interrupted';

/** An interrupt with every field at its default, changed by `fields`. */
export function interruptResponse(fields: Partial<InterruptResponse> = {}): InterruptResponse {
  return {
    message: DEFAULT_MESSAGE,
    messageCode: null,
    links: new Map(),
    block: false,
    ssoEnabled: true,
    autoRedirect: false,
    autoRedirectAfterSeconds: -1,
    data: new Map(),
    ...fields,
  };
}
