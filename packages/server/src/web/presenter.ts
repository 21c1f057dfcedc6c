// From the facts of an answer to what leaves the server: words, markup, headers, cookies.
import type { Logger, SafeHtml, SanitiseMessage } from '@vestibule/interrupt';
import { judgedLinks, judgeLink, loadSanitiser } from '@vestibule/interrupt';
import type { DoorAnswer, DoorRequest, Presented } from '../login/door.ts';
import type { Page } from '../login/page.ts';
import { WAITING, waitingId } from '../login/transaction.ts';
import { encodeAddress } from '../services/service-address.ts';
import type { RegisteredService } from '../services/registered-service.ts';
import { setCookie, type CookieSettings } from './cookies.ts';
import type { Messages } from './messages/messages.ts';
import { languageLinks } from './pages/language-links.ts';
import type { Pages } from './pages/render.ts';
import type { Frame, InterruptView, ShownService, View } from './pages/views.ts';

export interface PresenterOptions {
  readonly pages: Pages;
  readonly messages: Messages;
  readonly cookies: CookieSettings;
  readonly logger: Logger;
  readonly loginPath: string;
  readonly logoutPath: string;
  /** Which check boxes the login form offers. */
  readonly offers: {
    readonly rememberMe: boolean;
    readonly publicWorkstation: boolean;
    readonly warn: boolean;
  };
  /** Whether the browser at this address can hold the session's cookie (W2). */
  readonly holdsCookies: (request: DoorRequest) => boolean;
}

export type Presenter = (request: DoorRequest, answer: DoorAnswer) => Promise<Presented>;

const HTML = 'text/html; charset=utf-8';

export function createPresenter(options: PresenterOptions): Presenter {
  const { pages, messages, cookies } = options;
  let sanitiser: Promise<SanitiseMessage> | null = null;
  let saidThatNothingHolds = false;

  return async (request, answer) => {
    const setCookies = answer.cookies.map((change) => setCookie(change, cookies));
    const presented = (status: number, headers: Record<string, string>, body = ''): Presented => ({
      status,
      headers,
      setCookies,
      body,
    });
    switch (answer.kind) {
      case 'redirect':
        return presented(answer.status, { location: answer.location });
      case 'headers':
        return presented(200, { service: encodeAddress(answer.service), ticket: answer.ticket });
      case 'post': {
        const { service, ticket } = answer;
        const action = encodeAddress(service);
        const fields = [{ name: 'ticket', value: ticket }];
        const view: View = {
          page: 'post-to-service',
          frame: frameOf(request),
          serviceName: service,
          action,
          fields,
        };
        return presented(200, { 'content-type': HTML }, pages.render(view));
      }
      case 'page': {
        const retry = answer.retryAfter === undefined ? {} : { 'retry-after': String(answer.retryAfter) };
        const view = await viewOf(request, answer.page);
        return presented(answer.status, { 'content-type': HTML, ...retry }, pages.render(view));
      }
    }
  };

  function frameOf({ locale, form, search }: DoorRequest): Frame {
    const { loginPath } = options;
    // A GET of this address would begin something else than the answer to a post.
    const languages =
      form === null ? languageLinks(messages.languages, locale, loginPath, search.slice(1)) : [];
    return { locale, languages };
  }

  async function viewOf(request: DoorRequest, page: Page): Promise<View> {
    const frame = frameOf(request);
    const { loginPath: loginUrl, logoutPath: logoutUrl } = options;
    switch (page.page) {
      case 'login': {
        const { execution, username, errors, notice } = page;
        const service = page.service === null ? null : shownService(page.service);
        const holdsCookies = options.holdsCookies(request);
        if (!holdsCookies) sayThatNothingHolds();
        return {
          page: 'login',
          frame,
          execution,
          username,
          errors,
          service,
          holdsCookies,
          notice,
          offers: options.offers,
        };
      }
      case 'interrupt':
        return interruptView(request, frame, page);
      case 'inquiry-failed': {
        const { execution, principalId, retryAfter: waitSeconds } = page;
        return { page: 'inquiry-failed', frame, execution, principalId, waitSeconds, cancelUrl: loginUrl };
      }
      case 'busy': {
        const { execution, principalId, retryAfter: waitSeconds } = page;
        const again = new URLSearchParams(page.search);
        again.set(WAITING, waitingId(execution));
        const retryUrl = `${loginUrl}?${again.toString()}`;
        return { page: 'busy', frame, execution, principalId, waitSeconds, retryUrl, cancelUrl: loginUrl };
      }
      case 'account-warnings': {
        const { execution, principalId, warnings } = page;
        return { page: 'account-warnings', frame, execution, principalId, warnings };
      }
      case 'warn':
        return {
          page: 'warn',
          frame,
          execution: page.execution,
          serviceName: page.service.name,
          cancelUrl: loginUrl,
        };
      case 'logged-in': {
        const { principalId, sessionExists } = page;
        const attributes = Object.entries(page.attributes).map(([name, values]) => ({
          name,
          values: values.map(String),
        }));
        return { page: 'logged-in', frame, principalId, attributes, sessionExists, logoutUrl };
      }
      case 'logged-out':
        return { page: 'logged-out', frame, loginUrl };
      case 'refused':
        return { page: 'refused', frame, reason: page.reason };
      case 'throttled':
        return { page: 'throttled', frame, retryAfterSeconds: page.retryAfter };
    }
  }

  /** Once: whoever reads the log learns why people cannot stay signed in (W2). */
  function sayThatNothingHolds(): void {
    if (saidThatNothingHolds) return;
    saidThatNothingHolds = true;
    options.logger.warn(
      { event: 'cookies-not-held', setting: 'cas.tgc.secure' },
      'a login form was shown over plain http to another machine, whose browser keeps no Secure cookies: nobody stays signed in; configure server.ssl.*, or a proxy with cas.server.trusted-proxies',
    );
  }

  async function interruptView(
    request: DoorRequest,
    frame: Frame,
    {
      execution,
      principalId,
      response,
      stayed,
      changed,
      sessionExists,
    }: Extract<Page, { page: 'interrupt' }>,
  ): Promise<InterruptView> {
    const links = judgedLinks(response);
    if (links.dropped.length > 0) {
      const reasons = links.dropped.map(({ reason }) => reason);
      options.logger.warn(
        { event: 'interrupt-link-dropped', reasons },
        'links of an interrupt cannot be shown (D20)',
      );
    }
    const [firstLabel = ''] = response.links.keys();
    const redirects = response.autoRedirect && !stayed && links.first !== null;
    return {
      page: 'interrupt',
      frame,
      execution,
      principalId,
      sessionExists,
      blocked: response.block,
      changed,
      message: await messageOf(request.locale, principalId, response),
      links: [...links.shown].map(([label, { url }]) => ({ label, url })),
      data: [...response.data].map(([name, values]) => ({ name, values })),
      redirect:
        redirects && links.first !== null
          ? { label: firstLabel, url: links.first, afterSeconds: response.autoRedirectAfterSeconds }
          : null,
      cancelUrl: options.loginPath,
      logoutUrl: sessionExists ? options.logoutPath : null,
    };
  }

  /** A code that a bundle knows wins over the text, which may be the default one (D19). */
  async function messageOf(
    locale: string,
    principalId: string,
    { message, messageCode }: { readonly message: string | null; readonly messageCode: string | null },
  ): Promise<SafeHtml | null> {
    const coded = messageCode === null ? null : messages.markup(locale, messageCode, [principalId]);
    const html = coded ?? message;
    if (html === null) return null;
    sanitiser ??= loadSanitiser();
    return (await sanitiser)(html);
  }
}

function shownService({ name, description, shown }: RegisteredService): ShownService {
  const informationUrl = safeAddress(shown.informationUrl);
  const privacyUrl = safeAddress(shown.privacyUrl);
  const logo = shown.logo?.startsWith('/') === true && !shown.logo.startsWith('//') ? shown.logo : null;
  return { name, description, logo, informationUrl, privacyUrl };
}

/** What a definition links to passes the same judgement as the links of an interrupt (D20). */
function safeAddress(address: string | null): string | null {
  const judged = address === null ? null : judgeLink(address);
  return judged?.ok === true ? judged.url : null;
}
