// The login door: GET shows where a person stands, POST brings credentials or the answer to a page.
import { admit, arrive, asksAnew, enter, understand } from './arrive.ts';
import { answerPage } from './answer-page.ts';
import type { CarriedOut } from './answer-once.ts';
import { presentedBrowser, type Browser } from './browser.ts';
import { NO_COOKIES, type DoorAnswer, type DoorRequest, type Presented } from './door.ts';
import { parseLoginRequest, type LoginRequest } from './login-request.ts';
import type { LoginNotice, RefusalReason } from './page.ts';
import { lookUpService, type LoginRoom } from './room.ts';
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
      const fresh = (asked: LoginRequest, notice: LoginNotice | null) =>
        present(request, beginAgain(room, request, asked, notice));
      const { request: asked } = understood;
      // Refused as a whole, whatever it says: the form (or the session's own way) as if it had just arrived (W2).
      if (!request.sameOrigin) return fresh(asked, 'elsewhere');
      const browser = presentedBrowser(request);
      const execution = form.get('execution') ?? '';
      // An application may send people here with a post; it is a form of ours only if it says so or brings credentials.
      if (execution === '')
        return fresh(asked, form.has('username') || form.has('password') ? 'elsewhere' : null);
      if (browser === null) return fresh(asked, 'no-cookie');

      const once = await room.answerOnce(execution, form.toString(), browser, async () => {
        const carried = await carryOut(room, request, browser, execution, form, asked);
        return 'presented' in carried ? carried : unspent(await fresh(asked, carried.notice), asked);
      });
      if (once.kind === 'answer') return once.presented;
      const again =
        once.search === null ? null : parseLoginRequest(new URLSearchParams(once.search), null, once.search);
      return fresh(again?.ok === true ? again.request : asked, 'expired');
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
  return answered.kind === 'answer' ? answered.answer : beginAgain(room, request, passage.request, 'expired');
}

/** An application that may not ask is audited where the refusal leaves, whichever way it came about. */
function auditingRefusals({ present, audit, registry }: LoginRoom): LoginRoom['present'] {
  return (request, answer) => {
    if (
      answer.kind === 'page' &&
      answer.page.page === 'refused' &&
      ABOUT_APPLICATIONS.includes(answer.page.reason)
    ) {
      const { address: clientAddress } = request.client;
      const { reason, detail } = answer.page;
      const service = request.query.get('service') ?? request.form?.get('service') ?? null;
      const found = service === null ? null : lookUpService(registry, service);
      const why = found?.ok === false && found.reason === reason ? found.why : (detail ?? null);
      audit.record({
        action: 'SERVICE_ACCESS_ENFORCEMENT_TRIGGERED',
        who: null,
        what: why === null ? reason : `${reason}: ${why}`,
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
  'address-too-long',
];

const unspent = (presented: Presented, { search }: LoginRequest): CarriedOut => ({
  presented,
  ticket: null,
  search,
  spentUntil: null,
});

/** Nothing was carried out: the form again, with what is to be said of it. */
interface NotCarriedOut {
  readonly notice: LoginNotice | null;
}

/** A login form's token brings credentials, a page's execution brings an answer. */
async function carryOut(
  room: LoginRoom,
  request: DoorRequest,
  browser: Browser,
  execution: string,
  form: URLSearchParams,
  asked: LoginRequest,
): Promise<CarriedOut | NotCarriedOut> {
  const token = room.formTokens.open(execution, browser);
  if (token !== null) {
    if (!isSubmit(form)) return { notice: null };
    // The token remembers what the form was shown for; a post that names another application is not its post (D1).
    if (asked.service !== null && asked.service !== token.request.service) return { notice: 'expired' };
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
  if (passage === null) return { notice: 'expired' };
  const { search } = passage.request;
  const spentUntil = room.clock.now();
  const otherService = asked.service !== null && asked.service !== passage.request.service;
  const answered = otherService
    ? ({ kind: 'restart' } as const)
    : await answerPage(room, request, browser, passage, form);
  const answer =
    answered.kind === 'answer'
      ? answered.answer
      : await beginAgain(room, request, passage.request, 'expired', passage.authentication.principal.id);
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
async function beginAgain(
  room: LoginRoom,
  request: DoorRequest,
  asked: LoginRequest,
  notice: LoginNotice | null,
  whose: string | null = null,
): Promise<DoorAnswer> {
  const held = await sessionOfBrowser(room, { request });
  const admitted = admit(room, asked);
  const withForm = admitted.ok && asksAnew(admitted.request, admitted.service);
  if (held !== null && !withForm) {
    return {
      kind: 'redirect',
      status: 303,
      location: `${room.loginPath}${asked.search}`,
      cookies: NO_COOKIES,
    };
  }
  if (!admitted.ok) return admitted.answer;
  const other = held !== null && whose !== null && held.session.authentication.principal.id !== whose;
  const asking = { ...admitted.request, gateway: false };
  return enter(room, request, asking, admitted.service, other ? 'other-person' : notice);
}
