// The types a script author sees: the same six arguments in the same order as a Groovy script has (INT-20, D12).
import type { Attributes, Principal, Service } from '../../inquiry.ts';

/**
 * The default export of `cas.interrupt.script.location`. `null` or nothing says that there is no interrupt.
 *
 * @example
 * const script: InterruptScript = (principal, attributes) =>
 *   attributes['memberOf']?.includes('students') ? { message: 'Read the exam rules.' } : null;
 * export default script;
 */
export type InterruptScript = (
  principal: Principal,
  /** Of the person, overlaid by those of the authentication. */
  attributes: Attributes,
  service: Service | null,
  registeredService: ScriptRegisteredService | null,
  requestContext: ScriptRequestContext,
  logger: ScriptLogger,
) => InterruptPayload | null | undefined | Promise<InterruptPayload | null | undefined>;

/**
 * The default export of a file named in a service's `webflowInterruptPolicy`: whether the inquirers are asked. An
 * exception or anything but a boolean counts as yes (D7).
 */
export type InterruptTriggerScript = (
  attributes: Attributes,
  username: string,
  registeredService: ScriptRegisteredService | null,
  service: Service | null,
  logger: ScriptLogger,
) => boolean | Promise<boolean>;

/** What a source may answer. Every field is optional, but at least one must be there (D8). */
export interface InterruptPayload {
  /** Default: "Authentication flow is interrupted". */
  message?: string | null;
  /** Key of a message bundle. */
  messageCode?: string | null;
  /** Label to address, in order. */
  links?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /** Default true. */
  interrupt?: boolean;
  /** Default false. */
  block?: boolean;
  /** Default true. */
  ssoEnabled?: boolean;
  /** Default false. */
  autoRedirect?: boolean;
  /** Seconds. Default -1, at once. */
  autoRedirectAfterSeconds?: number;
  /** Rows of the table on the page. */
  data?: Readonly<Record<string, readonly string[]>> | ReadonlyMap<string, readonly string[]>;
}

export interface ScriptRegisteredService {
  readonly id: number;
  readonly name: string;
  readonly serviceId: string;
}

export interface ScriptRequestContext {
  /** `principal`, `service`, `registeredService`; for this inquiry only. */
  readonly flowScope: Map<string, unknown>;
  readonly requestScope: Map<string, unknown>;
  readonly externalContext: { readonly nativeRequest: ScriptRequest };
}

/** Facts of the browser's request. Holds no password, no cookie of ours and no `Authorization` (D12). */
export interface ScriptRequest {
  /** The first value. */
  getParameter(name: string): string | null;
  getParameterValues(name: string): readonly string[] | null;
  /** Names in any case. */
  getHeader(name: string): string | null;
  getRemoteAddr(): string;
  /** A language tag, such as `de-CH`. */
  getLocale(): string;
  getMethod(): string;
}

/** `{}` in the message stands for the next argument. */
export interface ScriptLogger {
  debug(message: string, ...args: readonly unknown[]): void;
  info(message: string, ...args: readonly unknown[]): void;
  warn(message: string, ...args: readonly unknown[]): void;
  error(message: string, ...args: readonly unknown[]): void;
}
