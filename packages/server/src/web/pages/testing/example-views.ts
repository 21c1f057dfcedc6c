// Every page once and in its variants, for tests that look at all of them.
import type { SafeHtml, SafeUrl } from '@vestibule/interrupt';
import type { LoginError, RefusalReason } from '../../../login/page.ts';
import {
  LOGIN_ERROR_KEYS,
  REFUSAL_KEYS,
  type Frame,
  type InterruptView,
  type LoginView,
  type View,
} from '../views.ts';

/** What an example is made of; hostile tests put their own text in. */
export interface ExampleText {
  readonly text: string;
  /** An address that has passed the link rules. */
  readonly url: string;
  /** HTML that has passed the sanitiser. */
  readonly html: string;
}

export const PLAIN_TEXT: ExampleText = {
  text: 'casuser',
  url: 'https://portal.example.org/start?a=1&b=2',
  html: '<p>The library moves to the <strong>new building</strong> on Friday.</p><p>Loans end on <em>Thursday</em>; <a href="https://library.example.org/">see the plan</a>.</p>',
};

/** Name of the example to its view. Every value that may come from outside is made of `given`. */
export function exampleViews(frame: Frame, given: ExampleText = PLAIN_TEXT): ReadonlyMap<string, View> {
  const { text } = given;
  const url = given.url as SafeUrl;
  const html = given.html as SafeHtml;
  const execution = `e1-${text}`;
  const login: LoginView = {
    page: 'login',
    frame,
    execution,
    username: '',
    errors: [],
    notice: null,
    service: null,
    offers: { rememberMe: false, publicWorkstation: false, warn: false },
    holdsCookies: true,
  };
  const interrupt: InterruptView = {
    page: 'interrupt',
    frame,
    execution,
    principalId: text,
    sessionExists: false,
    blocked: false,
    changed: false,
    message: html,
    links: [
      { label: `Reading rooms ${text}`, url },
      { label: `Opening hours ${text}`, url },
    ],
    data: [
      { name: `Card ${text}`, values: [text] },
      { name: 'loans', values: ['Walden', text, 'The Dispossessed'] },
    ],
    redirect: null,
    cancelUrl: url,
    logoutUrl: null,
  };
  const service = { name: text, description: text, logo: url, informationUrl: url, privacyUrl: url };
  return new Map<string, View>([
    ['login', login],
    [
      'login-everything',
      {
        ...login,
        username: text,
        errors: ['failed'],
        notice: 'expired',
        service,
        offers: { rememberMe: true, publicWorkstation: true, warn: true },
        holdsCookies: false,
      },
    ],
    ['login-required', { ...login, errors: ['username-required', 'password-required'], notice: 'renew' }],
    [
      'login-other-person',
      { ...login, errors: Object.keys(LOGIN_ERROR_KEYS) as LoginError[], notice: 'other-person' },
    ],
    ['login-password-required', { ...login, username: text, errors: ['password-required'] }],
    ['login-no-cookie', { ...login, notice: 'no-cookie' }],
    ['login-elsewhere', { ...login, notice: 'elsewhere' }],
    ['login-renew', { ...login, notice: 'renew' }],
    ['interrupt', interrupt],
    ['interrupt-changed', { ...interrupt, changed: true }],
    ['interrupt-session', { ...interrupt, sessionExists: true, links: [] }],
    ['interrupt-bare', { ...interrupt, message: null, links: [], data: [] }],
    ['interrupt-without-message', { ...interrupt, message: null }],
    ['interrupt-blocked', { ...interrupt, blocked: true, data: [] }],
    ['interrupt-blocked-session', { ...interrupt, blocked: true, sessionExists: true, logoutUrl: url }],
    ['interrupt-redirect-now', { ...interrupt, redirect: { label: text, url, afterSeconds: -1 } }],
    ['interrupt-redirect-later', { ...interrupt, redirect: { label: text, url, afterSeconds: 5 } }],
    [
      'interrupt-blocked-redirect',
      { ...interrupt, blocked: true, redirect: { label: text, url, afterSeconds: 45 } },
    ],
    [
      'inquiry-failed',
      { page: 'inquiry-failed', frame, execution, principalId: text, waitSeconds: 0, cancelUrl: url },
    ],
    [
      'busy',
      {
        page: 'busy',
        frame,
        execution,
        principalId: text,
        waitSeconds: 2,
        retryUrl: '/cas/login?waiting=x',
        cancelUrl: url,
      },
    ],
    [
      'inquiry-failed-wait',
      { page: 'inquiry-failed', frame, execution, principalId: text, waitSeconds: 4, cancelUrl: url },
    ],
    [
      'account-warnings',
      { page: 'account-warnings', frame, execution, principalId: text, warnings: [text, 'Second'] },
    ],
    ['account-warning', { page: 'account-warnings', frame, execution, principalId: text, warnings: [text] }],
    ['warn', { page: 'warn', frame, execution, serviceName: text, cancelUrl: url }],
    [
      'logged-in',
      {
        page: 'logged-in',
        frame,
        principalId: text,
        attributes: [
          { name: text, values: [text] },
          { name: 'memberOf', values: ['staff', text] },
        ],
        sessionExists: true,
        logoutUrl: url,
      },
    ],
    [
      'logged-in-no-session',
      { page: 'logged-in', frame, principalId: text, attributes: [], sessionExists: false, logoutUrl: url },
    ],
    ['logged-out', { page: 'logged-out', frame, loginUrl: url }],
    ...(Object.keys(REFUSAL_KEYS) as RefusalReason[]).map((reason): [string, View] => [
      `refused-${reason}`,
      { page: 'refused', frame, reason },
    ]),
    ['throttled', { page: 'throttled', frame, retryAfterSeconds: 59.2 }],
    ['throttled-minutes', { page: 'throttled', frame, retryAfterSeconds: 600 }],
    ...[400, 404, 500, 503].map((status): [string, View] => [
      `error-${status}`,
      { page: 'error', frame, status, reference: text, loginUrl: url },
    ]),
    ['error-bare', { page: 'error', frame, status: 500, reference: null, loginUrl: null }],
    [
      'post-to-service',
      {
        page: 'post-to-service',
        frame,
        serviceName: text,
        action: url,
        fields: [
          { name: 'ticket', value: text },
          { name: 'submit', value: text },
        ],
      },
    ],
  ]);
}
