// A person arrives at the login page: with a session or without, sent by an application or not.
import { NO_PROGRESS } from '@vestibule/interrupt';
import type { RegisteredService } from '../services/registered-service.ts';
import { browserOf } from './browser.ts';
import { NO_COOKIES, type DoorAnswer, type DoorRequest } from './door.ts';
import { walkLogin } from './flow.ts';
import { parseLoginRequest, type LoginRequest } from './login-request.ts';
import type { LoginError, LoginNotice, RefusalReason } from './page.ts';
import type { Passage } from './passage.ts';
import { lookUpService, type LoginRoom } from './room.ts';
import { encodeAddress } from '../services/service-address.ts';
import { mustEnterAnotherFirst } from './steps/required-service.ts';
import { sessionOfBrowser } from './steps/session.ts';
import { cookieChanges } from './walk.ts';

/** The request a person came with and the definition of its application, or the page that refuses it. */
export type Understood =
  | { readonly ok: true; readonly request: LoginRequest; readonly service: RegisteredService | null }
  | { readonly ok: false; readonly answer: DoorAnswer };

/** Parses and looks up; credentials are never asked for an application that may not have them (CAS-05). */
export function understand(room: LoginRoom, request: DoorRequest, form: URLSearchParams | null): Understood {
  const parsed = parseLoginRequest(request.query, form, request.search);
  if (!parsed.ok) return { ok: false, answer: refused(parsed.reason, parsed.detail) };
  return admit(room, parsed.request);
}

/** The same for a request that was parsed before. */
export function admit({ registry, rules }: LoginRoom, request: LoginRequest): Understood {
  const heeded = rules.renewEnabled ? request : { ...request, renew: false };
  if (heeded.service === null) {
    return rules.serviceOptional
      ? { ok: true, request: heeded, service: null }
      : { ok: false, answer: refused('service-required') };
  }
  const found = lookUpService(registry, heeded.service);
  return found.ok
    ? { ok: true, request: heeded, service: found.service }
    : { ok: false, answer: refused(found.reason) };
}

/** GET /login. */
export async function arrive(room: LoginRoom, request: DoorRequest): Promise<DoorAnswer> {
  const understood = understand(room, request, null);
  return understood.ok ? enter(room, request, understood.request, understood.service) : understood.answer;
}

/**
 * Whether credentials are asked for whatever session there is: the request says so (`renew`), or the application does, at
 * each of its entries (`ssoEnabled: false`, D36).
 */
export const asksAnew = ({ renew }: LoginRequest, service: RegisteredService | null): boolean =>
  renew || service?.access.ssoEnabled === false;

/**
 * Enters with the browser's session if it may be used, asks for credentials if not. `notice` is said where the form is
 * the answer to something that was refused.
 */
export async function enter(
  room: LoginRoom,
  request: DoorRequest,
  asked: LoginRequest,
  service: RegisteredService | null,
  notice: LoginNotice | null = null,
): Promise<DoorAnswer> {
  /** Nobody is known: credentials are asked for, or a passive request goes back with empty hands (D6). */
  const unknown = (said: LoginNotice | null): DoorAnswer =>
    asked.gateway && asked.target !== null
      ? { kind: 'redirect', status: 302, location: encodeAddress(asked.target), cookies: NO_COOKIES }
      : loginForm(room, request, asked, service, { errors: [], notice: said, username: '', status: 200 });
  const found = await sessionOfBrowser(room, { request });
  const anew = asksAnew(asked, service);
  const held = anew ? null : found;
  if (held === null) {
    // Credentials are not asked for in vain (CAS-05); with `renew` the step looks at whoever has entered them.
    const inVain = !asked.renew && mustEnterAnotherFirst(room, asked.service, found?.session ?? null);
    if (inVain && !asked.gateway) return refused('another-first');
    return unknown(notice ?? (anew && found !== null ? 'renew' : null));
  }
  const { session } = held;
  const { authentication } = session;
  if (asked.service === null) {
    const page = {
      page: 'logged-in',
      principalId: authentication.principal.id,
      attributes: authentication.principal.attributes,
      sessionExists: true,
    } as const;
    return { kind: 'page', status: 200, page, cookies: NO_COOKIES };
  }
  const now = room.clock.now();
  const passage: Passage = {
    id: room.newId(),
    request: asked,
    definition: service?.id ?? null,
    authentication,
    newLogin: false,
    sessionId: session.id,
    openedSession: null,
    rememberMe: session.rememberMe,
    publicWorkstation: false,
    warn: false,
    accountWarnings: [],
    warnConfirmed: false,
    progress: NO_PROGRESS,
    awaiting: null,
    stayed: false,
    shut: false,
    startedAt: now,
  };
  // A passive request leaves nothing behind, not even a browser id (D6).
  const browser = asked.gateway ? { digest: '', cookies: [] } : browserOf(request, room.newId);
  const cookies = cookieChanges([]);
  const end = await walkLogin(room, {
    request,
    browser,
    service,
    passage,
    session,
    event: null,
    clearance: null,
    cookies,
  });
  return end.kind === 'answer' ? end.answer : unknown(notice);
}

export interface FormFacts {
  readonly errors: readonly LoginError[];
  readonly notice: LoginNotice | null;
  readonly username: string;
  readonly status: number;
}

/** The login form for this request; it stores nothing (W2). */
export function loginForm(
  room: LoginRoom,
  request: DoorRequest,
  asked: LoginRequest,
  service: RegisteredService | null,
  { errors, notice, username, status }: FormFacts,
): DoorAnswer {
  const browser = browserOf(request, room.newId);
  const execution = room.formTokens.issue(asked, browser);
  return {
    kind: 'page',
    status,
    page: { page: 'login', execution, service, username, errors, notice },
    cookies: browser.cookies,
  };
}

/** 400 for an address that is malformed, 403 for one that is not registered (D36). */
export function refused(reason: RefusalReason, detail?: string): DoorAnswer {
  const status = reason === 'malformed-request' || reason === 'address-too-long' ? 400 : 403;
  const page = { page: 'refused', reason, ...(detail === undefined ? {} : { detail }) } as const;
  return { kind: 'page', status, page, cookies: NO_COOKIES };
}
