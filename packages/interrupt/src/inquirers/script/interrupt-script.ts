// The types a script author sees: the same six arguments in the same order as a Groovy script has (INT-20, D12).
import type { Attributes, DefinitionValue, Principal, Service } from '../../inquiry.ts';

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

/**
 * The service definition as its file has it (D36): every member under its own name, policies as objects with their Java
 * class under `@class`. A member that the file does not have is `undefined`.
 */
export interface ScriptRegisteredService {
  readonly id: number;
  readonly name: string;
  readonly serviceId: string;
  readonly description?: string;
  readonly informationUrl?: string;
  readonly privacyUrl?: string;
  readonly contacts?: readonly Readonly<Record<string, DefinitionValue>>[];
  /** Always there. */
  readonly properties: Readonly<Record<string, ScriptServiceProperty>>;
  readonly [member: string]: unknown;
}

export interface ScriptServiceProperty {
  readonly values: readonly string[];
  /** The first one, or null. */
  readonly value: string | null;
}

export interface ScriptRequestContext {
  /** `principal`, `service`, `registeredService`; for this inquiry only. */
  readonly flowScope: Map<string, unknown>;
  readonly requestScope: Map<string, unknown>;
  readonly externalContext: { readonly nativeRequest: ScriptRequest };
}
// What is not there fails as `not available in Vestibule: NAME` and is never `undefined` (D37).

/** Facts of the browser's request. Holds no password, no cookie of ours and no `Authorization` (D12). */
export interface ScriptRequest {
  /** The first value. */
  getParameter(name: string): string | null;
  getParameterValues(name: string): readonly string[] | null;
  /** Names in any case. */
  getHeader(name: string): string | null;
  getParameterNames(): readonly string[];
  getHeaderNames(): readonly string[];
  getRemoteAddr(): string;
  /** Without the query. */
  getRequestURL(): string;
  getRequestURI(): string;
  getQueryString(): string | null;
  getScheme(): string;
  getServerName(): string;
  getServerPort(): number;
  isSecure(): boolean;
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
