// Credentials come in: the form's token, the throttle, the password, and then the walk to the application.
import { NO_PROGRESS, type Authentication, type PatternTest } from '@vestibule/interrupt';
import type { RegisteredService } from '../services/registered-service.ts';
import { loginForm } from './arrive.ts';
import type { Browser } from './browser.ts';
import { NO_COOKIES, type DoorAnswer, type DoorRequest } from './door.ts';
import { walkLogin } from './flow.ts';
import type { LoginRequest } from './login-request.ts';
import type { LoginError } from './page.ts';
import type { Passage } from './passage.ts';
import type { LoginRoom, RememberMeRules } from './room.ts';
import { cookieChanges } from './walk.ts';

/** What came of a submitted form; `spent` when the credentials were right and the token is used up (D22). */
export interface Submitted {
  readonly answer: DoorAnswer;
  readonly ticket: string | null;
  readonly spent: boolean;
}

/** The form of a sign-in as far as it is read: from the body and from nowhere else (D4). */
interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly rememberMe: boolean;
  readonly publicWorkstation: boolean;
  readonly warn: boolean;
}

export async function submit(
  room: LoginRoom,
  request: DoorRequest,
  browser: Browser,
  asked: LoginRequest,
  service: RegisteredService | null,
  form: URLSearchParams,
): Promise<Submitted> {
  const signIn = readSignIn(form);
  const { username, password } = signIn;
  const formAgain = (status: number, errors: readonly LoginError[]): Submitted => ({
    answer: loginForm(room, request, asked, service, { errors, notice: null, username, status }),
    ticket: null,
    spent: false,
  });
  const { address: clientAddress, serverAddress, userAgent } = request.client;
  const answer = await room.authenticator.authenticate(
    { username, password },
    { clientAddress, serverAddress, userAgent },
  );
  switch (answer.kind) {
    case 'required':
      return formAgain(
        200,
        answer.missing.map((field) => `${field}-required` as const),
      );
    case 'rejected':
      return formAgain(401, ['failed']);
    case 'refused':
      return formAgain(401, [answer.status]);
    case 'unavailable':
      return formAgain(503, ['unavailable']);
    case 'busy': {
      const again = formAgain(503, ['busy']);
      const answered = again.answer;
      if (answered.kind !== 'page') return again;
      return { ...again, answer: { ...answered, retryAfter: answer.retryAfterSeconds } };
    }
    case 'throttled': {
      const retryAfter = answer.retryAfterSeconds;
      const page = { page: 'throttled', retryAfter } as const;
      return {
        answer: { kind: 'page', status: 423, page, retryAfter, cookies: NO_COOKIES },
        ticket: null,
        spent: false,
      };
    }
    case 'authenticated':
      break;
  }
  const { authentication, warnings } = answer;
  const begun = begin(room, request.client, asked, signIn, authentication, warnings);
  const passage: Passage = { ...begun, definition: service?.id ?? null };
  const end = await walkLogin(room, {
    request,
    browser,
    service,
    passage,
    session: null,
    event: null,
    clearance: null,
    cookies: cookieChanges([]),
  });
  if (end.kind === 'answer') return { answer: end.answer, ticket: end.ticket, spent: true };
  return {
    answer: loginForm(room, request, asked, service, {
      errors: [],
      notice: 'expired',
      username,
      status: 200,
    }),
    ticket: null,
    spent: true,
  };
}

function readSignIn(form: URLSearchParams): SignIn {
  const ticked = (name: string): boolean => ['true', 'on', '1'].includes(form.get(name) ?? '');
  return {
    username: form.get('username') ?? '',
    password: form.get('password') ?? '',
    rememberMe: ticked('rememberMe'),
    publicWorkstation: ticked('publicWorkstation'),
    warn: ticked('warn'),
  };
}

/** What cannot be told of a client is not what the operator asked for. */
function mayBeRemembered(rules: RememberMeRules | null, client: DoorRequest['client']): boolean {
  if (rules === null) return false;
  const fits = (pattern: PatternTest | null, text: string | null): boolean =>
    pattern === null || (text !== null && pattern.test(text) === 'match');
  return fits(rules.addresses, client.address) && fits(rules.userAgents, client.userAgent);
}

function begin(
  room: LoginRoom,
  client: DoorRequest['client'],
  asked: LoginRequest,
  signIn: SignIn,
  authentication: Authentication,
  accountWarnings: readonly string[],
): Omit<Passage, 'definition'> {
  const now = room.clock.now();
  return {
    id: room.newId(),
    // Whoever has just typed a password is there to be asked: this entry is no longer a passive one.
    request: { ...asked, gateway: false },
    authentication,
    newLogin: true,
    sessionId: null,
    openedSession: null,
    rememberMe: signIn.rememberMe && mayBeRemembered(room.rules.rememberMe, client),
    publicWorkstation: signIn.publicWorkstation,
    warn: signIn.warn,
    accountWarnings,
    warnConfirmed: false,
    progress: NO_PROGRESS,
    awaiting: null,
    stayed: false,
    shut: false,
    startedAt: now,
  };
}
