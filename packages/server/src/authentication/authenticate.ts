// The credentials door: handlers in order behind the throttle. Every door that takes a password goes through here.
import type { Authentication, Attributes, Clock, Logger } from '@vestibule/interrupt';
import type { Audit } from '../operations/audit.ts';
import { attributesOf, withStubAttributes } from './attribute-repository.ts';
import type { AccountStatus, AuthenticationHandler, Credential, HandlerAnswer } from './handler.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { SuccessLimit } from './success-limit.ts';
import { calledBy } from './principal-names.ts';
import type { LoginThrottle } from './throttle.ts';

/** Where the credentials came from; released with the authentication's attributes. */
export interface AuthenticationFacts {
  readonly clientAddress: string;
  readonly serverAddress: string;
  readonly userAgent: string | null;
}

export type AuthenticationAnswer =
  | {
      readonly kind: 'authenticated';
      readonly authentication: Authentication;
      /** To be shown after the interrupt (W2). */
      readonly warnings: readonly string[];
    }
  /** Left blank; nothing was asked and nothing counted. */
  | { readonly kind: 'required'; readonly missing: readonly ('username' | 'password')[] }
  /** Unknown name or wrong password: one answer for both, so that the door is no list of names. */
  | { readonly kind: 'rejected' }
  /** Right password, but the account may not sign in (W6). */
  | { readonly kind: 'refused'; readonly status: AccountStatus }
  /** Nobody could say yes and at least one handler could not look. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  /** Too many passwords wait to be checked; this one was not looked at and counts as no failure (D26). */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

export interface AuthenticatorParts {
  /** Asked in this order; the first that authenticates or refuses decides. */
  readonly handlers: readonly AuthenticationHandler[];
  /** What every principal gets besides (`attribute-repository.ts`). */
  readonly stubAttributes: Attributes;
  /** `cas.person-directory.principal-attribute`: what people are called by; none: as their source calls them. */
  readonly principalAttributes: readonly string[];
  readonly throttle: LoginThrottle;
  readonly successes: SuccessLimit;
  readonly hashing: HashingQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: Audit;
}

export interface Authenticator {
  /** Looks at the password, counts, audits. Throws only when the ticket store cannot answer. */
  authenticate(credential: Credential, facts: AuthenticationFacts): Promise<AuthenticationAnswer>;
}

type Verdict = Exclude<AuthenticationAnswer, { kind: 'required' }>;

/** The throttle is inside, so that no door can look at a password without it. */
export function createAuthenticator(parts: AuthenticatorParts): Authenticator {
  return {
    async authenticate(credential, facts) {
      const missing = missingFields(credential);
      if (missing.length > 0) return { kind: 'required', missing };
      const attempt = await parts.throttle.guard(
        { address: facts.clientAddress, username: credential.username },
        () => checkInTurn(parts, credential, facts),
        (verdict) => verdict.kind === 'rejected' || verdict.kind === 'unavailable',
      );
      const answer = attempt.kind === 'allowed' ? limited(parts, attempt.result) : attempt;
      record(parts.audit, answer, credential.username, facts.clientAddress);
      return answer;
    },
  };
}

function missingFields({ username, password }: Credential): ('username' | 'password')[] {
  const missing: ('username' | 'password')[] = [];
  if (username.trim() === '') missing.push('username');
  if (password === '') missing.push('password');
  return missing;
}

async function checkInTurn(
  parts: AuthenticatorParts,
  credential: Credential,
  facts: AuthenticationFacts,
): Promise<Verdict> {
  const { hashing } = parts;
  const queued = await hashing.run(facts.clientAddress, () => askHandlers(parts, credential, facts));
  return queued.kind === 'done'
    ? queued.result
    : { kind: 'busy', retryAfterSeconds: queued.retryAfterSeconds };
}

/** A right password is no leave to sign in without end. */
function limited({ successes }: AuthenticatorParts, verdict: Verdict): Verdict {
  if (verdict.kind !== 'authenticated') return verdict;
  const retryAfterSeconds = successes.admit(verdict.authentication.principal.id);
  return retryAfterSeconds === 0 ? verdict : { kind: 'throttled', retryAfterSeconds };
}

async function askHandlers(
  { handlers, stubAttributes, principalAttributes, clock, logger }: AuthenticatorParts,
  credential: Credential,
  facts: AuthenticationFacts,
): Promise<Verdict> {
  let failed = false;
  for (const handler of handlers) {
    const answer = await askOne(handler, credential);
    if (answer.kind === 'refused') return answer;
    if (answer.kind === 'authenticated') {
      const called = calledBy(withStubAttributes(answer.principal, stubAttributes), principalAttributes);
      const { principal } = called;
      if (called.kind === 'nameless') {
        logger.warn(
          { event: 'principal-attribute-missing', username: principal.id, attributes: principalAttributes },
          'a person has no value of cas.person-directory.principal-attribute and keeps the name of the account',
        );
      }
      const authenticatedAt = clock.now();
      const attributes = authenticationAttributes(handler.name, facts, authenticatedAt);
      return {
        kind: 'authenticated',
        authentication: { principal, attributes, authenticatedAt },
        warnings: answer.warnings,
      };
    }
    if (answer.kind === 'unusable') {
      logger.error(
        {
          event: 'account-unusable',
          handler: handler.name,
          username: credential.username,
          cause: answer.cause,
        },
        'somebody tried to sign in whose account is malformed; answered as a wrong password',
      );
    }
    if (answer.kind === 'failed') {
      failed = true;
      logger.error(
        { event: 'authentication-handler-failed', handler: handler.name, fault: answer.cause },
        'an authentication handler could not answer',
      );
    }
  }
  return { kind: failed ? 'unavailable' : 'rejected' };
}

/** A handler that throws has a defect; the door stays shut and the others are still asked. */
async function askOne(handler: AuthenticationHandler, credential: Credential): Promise<HandlerAnswer> {
  try {
    return await handler.authenticate(credential);
  } catch (error) {
    // The message of an unexpected error may quote what it was given, so only its name is kept.
    return { kind: 'failed', cause: error instanceof Error ? error.name : typeof error };
  }
}

/** Characters that are kept of a User-Agent: a person chooses it, and it is kept with every session and ticket (D29). */
const MOST_OF_USER_AGENT = 256;

/** Named as the reference releases them (as Apereo CAS 7.0.0 does). */
function authenticationAttributes(handler: string, facts: AuthenticationFacts, at: number): Attributes {
  return attributesOf([
    // Seconds since the epoch, as scripts and patterns of the reference see it (D36); applications are told a date.
    ['authenticationDate', [Math.floor(at / 1_000)]],
    ['authenticationMethod', [handler]],
    ['successfulAuthenticationHandlers', [handler]],
    ['credentialType', ['UsernamePasswordCredential']],
    ['clientIpAddress', [facts.clientAddress]],
    ['serverIpAddress', [facts.serverAddress]],
    ['userAgent', facts.userAgent === null ? [] : [facts.userAgent.slice(0, MOST_OF_USER_AGENT)]],
  ]);
}

function record(audit: Audit, answer: AuthenticationAnswer, typed: string, clientAddress: string): void {
  switch (answer.kind) {
    case 'authenticated': {
      const { principal, attributes } = answer.authentication;
      const handler = String(attributes['authenticationMethod']?.[0] ?? '');
      audit.record({ action: 'AUTHENTICATION_SUCCESS', who: principal.id, what: handler, clientAddress });
      return;
    }
    case 'throttled':
      audit.record({ action: 'THROTTLED_LOGIN_ATTEMPT', who: typed, clientAddress });
      return;
    case 'busy':
      audit.record({ action: 'THROTTLED_LOGIN_ATTEMPT', who: typed, what: answer.kind, clientAddress });
      return;
    case 'refused':
      audit.record({ action: 'AUTHENTICATION_FAILED', who: typed, what: answer.status, clientAddress });
      return;
    default:
      audit.record({ action: 'AUTHENTICATION_FAILED', who: typed, what: answer.kind, clientAddress });
  }
}
