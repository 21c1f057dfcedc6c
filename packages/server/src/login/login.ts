// The login door: GET shows where a person stands, POST brings credentials or the answer to a page.
import { admit, arrive, enter, understand } from './arrive.ts';
import { answerPage } from './answer-page.ts';
import type { CarriedOut } from './answer-once.ts';
import { presentedBrowser, type Browser } from './browser.ts';
import { NO_COOKIES, type DoorAnswer, type DoorRequest, type Presented } from './door.ts';
import { parseLoginRequest, type LoginRequest } from './login-request.ts';
import type { RefusalReason } from './page.ts';
import type { LoginRoom } from './room.ts';
import { sessionOfBrowser } from './steps/session.ts';
import { submit } from './submit.ts';
import { WAITING } from './transaction.ts';

export interface Login {
  get(request: DoorRequest): Promise<Presented>;
  post(request: DoorRequest, form: URLSearchParams): Promise<Presented>;
}

export function createLogin(parts: LoginRoom): Login {
  const room: LoginRoom = { ...parts, present: auditingRefusals(parts) };
  const present = async (request: DoorRequest, answer: Promise<DoorAnswer>): Promise<Presented> =>
    room.present(request, await answer);

  return {
    get: (request) => present(request, resumeOrArrive(room, request)),
    async post(request, form) {
      const understood = understand(room, request, form);
      if (!understood.ok) return room.present(request, understood.answer);
      const fresh = (asked: LoginRequest) => present(request, beginAgain(room, request, asked));
      // Refused as a whole, whatever it says: the form (or the session's own way) as if it had just arrived (W2).
      if (!request.sameOrigin) return fresh(understood.request);
      const browser = presentedBrowser(request);
      const execution = form.get('execution') ?? '';
      if (browser === null || execution === '') return fresh(understood.request);

      const once = await room.answerOnce(execution, form.toString(), browser, async () => {
        const carried = await carryOut(room, request, browser, execution, form, understood.request);
        return carried ?? unspent(await fresh(understood.request), understood.request);
      });
      if (once.kind === 'answer') return once.presented;
      const again =
        once.search === null ? null : parseLoginRequest(new URLSearchParams(once.search), null, once.search);
      return fresh(again?.ok === true ? again.request : understood.request);
    },
  };
}

/**
 * A page that waits its turn goes on by itself, without JavaScript too (D26): its address names what waits, for this
 * browser only, and all it can do is try again. Anything else that arrives so is an ordinary arrival.
 */
async function resumeOrArrive(room: LoginRoom, request: DoorRequest): Promise<DoorAnswer> {
  const waiting = request.query.get(WAITING);
  const browser = presentedBrowser(request);
  if (waiting === null || browser === null) return arrive(room, request);
  const passage = await room.transactions.takeWaiting(waiting, browser);
  if (passage === null) return arrive(room, request);
  const answered = await answerPage(
    room,
    request,
    browser,
    passage,
    new URLSearchParams({ _eventId: 'retry' }),
  );
  return answered.kind === 'answer' ? answered.answer : beginAgain(room, request, passage.request);
}

/** An application that may not ask is audited where the refusal leaves, whichever way it came about. */
function auditingRefusals({ present, audit }: LoginRoom): LoginRoom['present'] {
  return (request, answer) => {
    if (
      answer.kind === 'page' &&
      answer.page.page === 'refused' &&
      ABOUT_APPLICATIONS.includes(answer.page.reason)
    ) {
      const { address: clientAddress } = request.client;
      const service = request.query.get('service') ?? request.form?.get('service') ?? null;
      audit.record({
        action: 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED',
        who: null,
        what: answer.page.reason,
        service,
        clientAddress,
      });
    }
    return present(request, answer);
  };
}

const ABOUT_APPLICATIONS: readonly RefusalReason[] = [
  'unknown-service',
  'service-disabled',
  'service-refused',
  'service-required',
  'malformed-request',
];

const unspent = (presented: Presented, { search }: LoginRequest): CarriedOut => ({
  presented,
  ticket: null,
  search,
  spentUntil: null,
});

/** A login form's token brings credentials, a page's execution brings an answer; null when it is neither. */
async function carryOut(
  room: LoginRoom,
  request: DoorRequest,
  browser: Browser,
  execution: string,
  form: URLSearchParams,
  asked: LoginRequest,
): Promise<CarriedOut | null> {
  const token = room.formTokens.open(execution, browser);
  if (token !== null) {
    if (!isSubmit(form)) return null;
    // The token remembers what the form was shown for; a post that names another application is not its post (D1).
    if (asked.service !== null && asked.service !== token.request.service) return null;
    const admitted = admit(room, token.request);
    if (!admitted.ok) return { ...unspent(await room.present(request, admitted.answer), token.request) };
    const { answer, ticket, spent } = await submit(
      room,
      request,
      browser,
      admitted.request,
      admitted.service,
      form,
    );
    const { search } = token.request;
    return {
      presented: await room.present(request, answer),
      ticket,
      search,
      spentUntil: spent ? token.expiresAt : null,
    };
  }
  const passage = await room.transactions.take(execution, browser);
  if (passage === null) return null;
  const { search } = passage.request;
  const spentUntil = room.clock.now();
  const otherService = asked.service !== null && asked.service !== passage.request.service;
  const answered = otherService
    ? ({ kind: 'restart' } as const)
    : await answerPage(room, request, browser, passage, form);
  const answer =
    answered.kind === 'answer' ? answered.answer : await beginAgain(room, request, passage.request);
  const ticket = answered.kind === 'answer' ? answered.ticket : null;
  return { presented: await room.present(request, answer), ticket, search, spentUntil };
}

/** `_eventId=submit`, or the older `_eventId_submit=`, or no event at all (W2). */
function isSubmit(form: URLSearchParams): boolean {
  return form.has('_eventId_submit') || (form.get('_eventId') ?? 'submit') === 'submit';
}

/**
 * The original request once more. With a session it is sent back to its address, so that nothing is ever minted by
 * the replay itself (CAS-14); without one the login form is the answer.
 */
async function beginAgain(room: LoginRoom, request: DoorRequest, asked: LoginRequest): Promise<DoorAnswer> {
  const held = await sessionOfBrowser(room, { request });
  if (held !== null) {
    return {
      kind: 'redirect',
      status: 303,
      location: `${room.loginPath}${asked.search}`,
      cookies: NO_COOKIES,
    };
  }
  const admitted = admit(room, asked);
  if (!admitted.ok) return admitted.answer;
  return enter(room, request, { ...admitted.request, gateway: false }, admitted.service);
}
