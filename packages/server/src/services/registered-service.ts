// A registered service: an application that may ask for tickets, and on which terms.
import type { Attributes, Authentication, InterruptibleService } from '@vestibule/interrupt';
import type { ServiceAddress } from './canonical-address.ts';
import type { Protocol } from './protocols.ts';

export interface RegisteredService extends InterruptibleService {
  readonly description: string | null;
  /** Whether it is for this address (CAS-39, D25), ASCII case ignored. */
  matches(address: ServiceAddress): boolean;
  /** It matches every site's addresses (W8). */
  readonly wildcard: boolean;
  readonly evaluationPriority: number;
  readonly evaluationOrder: number;
  /** Why this definition matches and refuses (a restriction we do not support, W5), or null. */
  readonly refusal: string | null;
  readonly access: ServiceAccess;
  readonly release: AttributeRelease;
  readonly username: UsernameProvider;
  /** How a ticket is brought to the application when the request names no `method` (CAS-11). */
  readonly responseType: 'REDIRECT' | 'POST' | 'HEADER' | null;
  /** Those with which its tickets are validated; null for all of them. */
  readonly protocols?: ReadonlySet<Protocol> | null;
  /** Milliseconds that its tickets are good; null for the server's own. */
  readonly ticketLifetime?: number | null;
  /** Where the answer goes instead of the address that asked; null for that address. */
  readonly redirectUrl?: string | null;
  readonly logout: { readonly type: 'BACK_CHANNEL' | 'FRONT_CHANNEL' | 'NONE'; readonly url: string | null };
  readonly shown: {
    readonly logo: string | null;
    readonly informationUrl: string | null;
    readonly privacyUrl: string | null;
  };
  /** File it came from, for messages to the operator. */
  readonly source: string;
}

export interface ServiceAccess {
  readonly enabled: boolean;
  /** Which date keeps everybody out just now, where nothing else does; null or absent for none. */
  readonly outOfTime?: string | null;
  /** `false`: credentials at every entry, then a ticket. */
  readonly ssoEnabled: boolean;
  readonly unauthorizedRedirectUrl: string | null;
  /** Whether this person may enter, by `requiredAttributes` and `rejectedAttributes`. */
  allows(authentication: Authentication): boolean;
}

export interface AttributeRelease {
  /**
   * What the application is told: authentication attributes (unless denied) and the principal's as allowed (CAS-62),
   * in a stable order.
   */
  attributes(authentication: Authentication, authenticationAttributes: Attributes): Attributes;
}

export interface UsernameProvider {
  /** What the application is told as `user`. */
  username(authentication: Authentication): string;
}

export interface ServiceRegistry {
  /** The one that decides (D25), disabled and refusing ones included; null for a malformed address and without match. */
  find(serviceUrl: string): RegisteredService | null;
  all(): readonly RegisteredService[];
  /** Faults of definitions since the last good reload, for health. */
  faults(): readonly string[];
  close(): Promise<void>;
}
