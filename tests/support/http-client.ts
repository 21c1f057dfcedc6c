// A browser without a screen: a cookie jar, no redirect followed unasked, forms filled from what the page shows.
// Speaks in verbs of the domain, so that a journey reads as what a person does.
import assert from 'node:assert/strict';
import { CookieJar } from 'tough-cookie';
import { parsePage, type Page } from './page.ts';

export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** `Location`, resolved; `undefined` without one. */
  readonly location: string | undefined;
  /** The ticket in `Location`, if any. */
  readonly ticket: string | undefined;
  readonly setCookies: readonly string[];
  page(): Page;
}

export interface Client {
  /** The address with its context path, e.g. `http://localhost:41235/cas`. */
  readonly base: string;
  readonly jar: CookieJar;
  /** Relative addresses are below the base: `/login`. */
  get(address: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(address: string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts a form of the answer's page to where that page came from, fields over the form's own. */
  submit(answer: Answer, formId: string, fields?: Fields): Promise<Answer>;
  loginForm(service?: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Login form, then credentials: the answer is whatever comes next. */
  login(username: string, options?: LoginOptions): Promise<Answer>;
  proceed(interruptPage: Answer): Promise<Answer>;
  /** Presses the link button with that label. */
  followLink(interruptPage: Answer, label: string): Promise<Answer>;
  logout(query?: Readonly<Record<string, string>>): Promise<Answer>;
  validate(service: string, ticket: string, query?: Readonly<Record<string, string>>): Promise<Validation>;
  cookie(name: string): Promise<string | undefined>;
}

export type Fields = Readonly<Record<string, string>>;

export interface LoginOptions {
  readonly service?: string;
  readonly password?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly fields?: Fields;
}

export interface Validation {
  readonly authenticationSuccess?: {
    readonly user: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  readonly authenticationFailure?: { readonly code: string; readonly description: string };
}

const PASSWORD = 'Mellon';

export function createClient(base: string, send: typeof fetch = fetch): Client {
  const jar = new CookieJar();

  async function request(address: string, init: RequestInit): Promise<Answer> {
    const url = address.startsWith('/') ? `${base}${address}` : address;
    const headers = new Headers(init.headers);
    const cookies = await jar.getCookieString(trustworthy(url));
    if (cookies !== '') headers.set('cookie', cookies);
    const response = await send(url, { ...init, headers, redirect: 'manual' });
    const setCookies = response.headers.getSetCookie();
    await Promise.all(setCookies.map((cookie) => jar.setCookie(cookie, trustworthy(url))));
    const body = await response.text();
    const told = response.headers.get('location');
    const location = told === null ? undefined : new URL(told, url).href;
    const ticket = location === undefined ? undefined : new URL(location).searchParams.get('ticket');
    return {
      status: response.status,
      url,
      headers: response.headers,
      body,
      location,
      ticket: ticket ?? undefined,
      setCookies,
      page: () => parsePage(body),
    };
  }

  const client: Client = {
    base,
    jar,
    get: (address, headers = {}) => request(address, { headers }),
    post: (address, fields, headers = {}) =>
      request(address, { method: 'POST', body: new URLSearchParams(fields), headers }),
    submit(answer, formId, fields = {}) {
      const form = answer.page().form(formId);
      assert.ok(form, `no form #${formId} at ${answer.url} (${answer.status})`);
      const action = form.action === undefined ? answer.url : new URL(form.action, answer.url).href;
      return client.post(action, { ...form.fields, ...fields });
    },
    loginForm: (service, query = {}) =>
      client.get(`/login${queryString({ ...(service === undefined ? {} : { service }), ...query })}`),
    async login(username, { service, password = PASSWORD, query = {}, fields = {} } = {}) {
      const form = await client.loginForm(service, query);
      return client.submit(form, 'fm1', { username, password, ...fields });
    },
    proceed: (interruptPage) => client.submit(interruptPage, 'fm1'),
    followLink(interruptPage, label) {
      const button = interruptPage
        .page()
        .links()
        .find((link) => link.label === label);
      assert.ok(button, `no link ${label}`);
      return client.submit(interruptPage, 'formlinks', { link: button.link });
    },
    logout: (query = {}) => client.get(`/logout${queryString(query)}`),
    async validate(service, ticket, query = {}) {
      const answer = await client.get(
        `/p3/serviceValidate${queryString({ service, ticket, format: 'JSON', ...query })}`,
      );
      return (JSON.parse(answer.body) as { serviceResponse: Validation }).serviceResponse;
    },
    cookie: async (name) =>
      (await jar.getCookies(trustworthy(`${base}/login`))).find(({ key }) => key === name)?.value,
  };
  return client;
}

/** Browsers give `Secure` cookies to plain http on this machine; the jar only to https. */
function trustworthy(url: string): string {
  return url.replace(/^http:\/\/(localhost|127\.0\.0\.1)(?=[:/])/, 'https://$1');
}

function queryString(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}
