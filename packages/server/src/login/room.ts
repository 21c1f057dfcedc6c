// What the steps of a login work with. The composition root makes one; nothing here is global.
import type { Clock, Gate, PatternTest } from '@vestibule/interrupt';
import type { Authenticator } from '../authentication/authenticate.ts';
import type { Audit } from '../operations/audit.ts';
import type { RegisteredService, ServiceRegistry } from '../services/registered-service.ts';
import type { ServiceTickets } from '../sso/service-tickets.ts';
import type { Sessions } from '../sso/sessions.ts';
import type { AnswerOnce } from './answer-once.ts';
import type { DoorAnswer, DoorRequest, Presented } from './door.ts';
import type { FailedChecks } from './failed-checks.ts';
import type { FormTokens } from './form-token.ts';
import type { Transactions } from './transaction.ts';

/** Who may be remembered; null for everybody. */
export interface RememberMeRules {
  /** `.supported-ip-addresses`: found in the address. */
  readonly addresses: PatternTest | null;
  /** `.supported-user-agents`: found in the User-Agent. */
  readonly userAgents: PatternTest | null;
}

export interface LoginRules {
  readonly triggerMode: 'AFTER_AUTHENTICATION' | 'AFTER_SSO';
  /** `cas.interrupt.core.end-session-on-block` (D5). */
  readonly endSessionOnBlock: boolean;
  /** `cas.sso.sso-enabled`. */
  readonly ssoEnabled: boolean;
  /** `cas.sso.renew-authn-enabled`: whether `renew` is heeded. */
  readonly renewEnabled: boolean;
  /** `cas.sso.create-sso-cookie-on-renew-authn`. */
  readonly sessionOnRenew: boolean;
  /** `cas.sso.services.allow-missing-service-parameter`. */
  readonly serviceOptional: boolean;
  /** `cas.sso.services.required-service-pattern`: found in the address that a session must enter first. */
  readonly requiredService: PatternTest | null;
  /** `cas.ticket.tgt.remember-me.…`: null when nobody is remembered. */
  readonly rememberMe: RememberMeRules | null;
}

export interface LoginRoom {
  readonly rules: LoginRules;
  readonly registry: ServiceRegistry;
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly serviceTickets: ServiceTickets;
  readonly transactions: Transactions;
  readonly formTokens: FormTokens;
  readonly failedChecks: FailedChecks;
  readonly answerOnce: AnswerOnce;
  readonly authenticator: Authenticator;
  readonly audit: Audit;
  readonly clock: Clock;
  /** A new random id in the alphabet of tickets. */
  readonly newId: () => string;
  /** Path of the login page, context path included. */
  readonly loginPath: string;
  /** Turns an answer into what leaves the server. */
  readonly present: (request: DoorRequest, answer: DoorAnswer) => Promise<Presented>;
}

/** The definition for an address, and why it may not be entered. */
export type ServiceLookup =
  | { readonly ok: true; readonly service: RegisteredService }
  | {
      readonly ok: false;
      readonly reason: 'unknown-service' | 'service-disabled' | 'service-refused';
      /** For operators: which definition, and what it asks for that is not here; null when the reason says it all. */
      readonly why: string | null;
    };

/** Every address is looked up anew in every request: a definition may have changed meanwhile (D22). */
export function lookUpService(registry: ServiceRegistry, address: string): ServiceLookup {
  const service = registry.find(address);
  if (service === null) return { ok: false, reason: 'unknown-service', why: null };
  const { id, name, refusal } = service;
  if (refusal !== null)
    return { ok: false, reason: 'service-refused', why: `definition ${id} "${name}": ${refusal}` };
  if (service.access.enabled) return { ok: true, service };
  const why = service.access.outOfTime ?? null;
  return {
    ok: false,
    reason: 'service-disabled',
    why: why === null ? null : `definition ${id} "${name}": ${why}`,
  };
}
