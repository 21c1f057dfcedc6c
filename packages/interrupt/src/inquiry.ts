// The question put to every inquirer: who wants to enter where, and what is known of the request.
import type { WebflowInterruptPolicy } from './service-policy.ts';

export type AttributeValue = string | number | boolean;
/** Attribute name to its values, in order. Made without a prototype, so that any name is safe. */
export type Attributes = Readonly<Record<string, readonly AttributeValue[]>>;

/** The authenticated person. `id` is the directory's own spelling, never the typed one (D11). */
export interface Principal {
  readonly id: string;
  readonly attributes: Attributes;
}

/** Who, with which attributes, since when. The same value object travels from the credentials door to the ticket. */
export interface Authentication {
  readonly principal: Principal;
  /** Facts of the authentication itself (`authenticationMethod`, `clientIpAddress`, …), apart from the person's. */
  readonly attributes: Attributes;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
}

/** The application that asks for entry, as its address was given. */
export interface Service {
  readonly id: string;
}

/** A value of a service definition; an object names its Java class under `@class`. */
export type DefinitionValue =
  | string
  | number
  | boolean
  | readonly DefinitionValue[]
  | { readonly [name: string]: DefinitionValue };

/** What the engine needs of a service definition. The server's own type is wider. */
export interface InterruptibleService {
  readonly id: number;
  readonly name: string;
  /** The pattern of the definition; sent to REST endpoints as `registeredService` (INT-21). */
  readonly serviceId: string;
  readonly webflowInterruptPolicy: WebflowInterruptPolicy;
  /**
   * The whole definition as its file has it, for scripts (D36). Without one, a script that asks for more than the
   * three above is told that it is not available.
   */
  readonly definition?: Readonly<Record<string, DefinitionValue>>;
}

/** Facts of the request, for scripts and REST. Holds no password, no cookie of ours, no `Authorization` (D12). */
export interface RequestFacts {
  readonly method: string;
  /** As the browser asked for it: scheme, host, path and query. */
  readonly url: string;
  readonly clientAddress: string;
  readonly userAgent: string | null;
  readonly acceptLanguage: string | null;
  /** Language tag chosen for this person's pages. */
  readonly locale: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

export interface Inquiry {
  readonly authentication: Authentication;
  readonly service: Service | null;
  readonly registeredService: InterruptibleService | null;
  readonly request: RequestFacts;
}
