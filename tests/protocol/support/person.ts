// A person at a browser without a screen: sees one page at a time and does what people do with it.
import assert from 'node:assert/strict';
import { createClient, type Answer, type Client, type Fields } from '../../support/http-client.ts';

export type { Answer } from '../../support/http-client.ts';

export interface PersonOptions {
  readonly userAgent?: string;
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ValidateOptions {
  readonly path?: string;
  readonly format?: string;
  readonly renew?: boolean;
}

export interface Person {
  readonly client: Client;
  /** The page before this person's eyes. */
  page(): Answer;
  /** Opens the login page, as an application sends people there. */
  arrive(service?: string, query?: Fields): Promise<Answer>;
  /** Fills in the login form that is shown. */
  signIn(name: string, fields?: Fields): Promise<Answer>;
  /** `arrive` and `signIn`. */
  enter(name: string, service?: string, query?: Fields): Promise<Answer>;
  proceed(): Promise<Answer>;
  /** Presses the link button with that label. */
  follow(label: string): Promise<Answer>;
  retry(): Promise<Answer>;
  /** Answers the page with fields of one's own making; its `execution` comes along. Elsewhere than to it: `address`. */
  answer(fields: Fields, address?: string): Promise<Answer>;
  /** The last post once more, as after a double click. */
  again(): Promise<Answer>;
  logout(query?: Fields): Promise<Answer>;
  /** What an application hears that redeems a ticket. */
  validate(ticket: string, service: string, options?: ValidateOptions): Promise<Answer>;
  /** The user, or the code of the failure. */
  redeem(ticket: string | undefined, service: string, options?: ValidateOptions): Promise<string>;
  cookie(name: string): Promise<string | undefined>;
}

export function newPerson(
  base: string,
  { userAgent = 'Test Browser/1.0', headers = {} }: PersonOptions = {},
): Person {
  let shown: Answer | undefined;
  let lastPost: { readonly url: string; readonly body: URLSearchParams } | undefined;
  const client = createClient(base, (input, init = {}) => {
    const all = new Headers(init.headers);
    for (const [name, value] of Object.entries({ 'user-agent': userAgent, ...headers })) all.set(name, value);
    if (init.body instanceof URLSearchParams && typeof input === 'string')
      lastPost = { url: input, body: init.body };
    return fetch(input, { ...init, headers: all });
  });
  const see = async (coming: Promise<Answer>): Promise<Answer> => (shown = await coming);
  const page = (): Answer => {
    assert.ok(shown, 'no page has been opened yet');
    return shown;
  };
  const executionShown = (): string => {
    const forms = ['fm1', 'formlinks', 'formretry', 'formstay', 'form'].map((id) => page().page().form(id));
    const form = forms.find((candidate) => candidate !== undefined);
    assert.ok(form, `no form on the page (${page().status})`);
    return form.fields['execution'] ?? '';
  };

  const person: Person = {
    client,
    page,
    arrive: (service, query = {}) => see(client.loginForm(service, query)),
    signIn: (username, fields = {}) =>
      see(client.submit(page(), 'fm1', { username, password: 'Mellon', ...fields })),
    async enter(name, service, query) {
      await person.arrive(service, query);
      return person.signIn(name);
    },
    proceed: () => see(client.proceed(page())),
    follow: (label) => see(client.followLink(page(), label)),
    retry: () => see(client.submit(page(), 'formretry')),
    answer: (fields, address = page().url) =>
      see(client.post(address, { execution: executionShown(), ...fields })),
    async again() {
      assert.ok(lastPost, 'nothing was posted yet');
      return see(client.post(lastPost.url, Object.fromEntries(lastPost.body)));
    },
    logout: (query) => see(client.logout(query)),
    validate(ticket, service, { path = '/p3/serviceValidate', format = 'JSON', renew = false } = {}) {
      const query = new URLSearchParams({ service, ticket, format, ...(renew ? { renew: 'true' } : {}) });
      return client.get(`${path}?${query.toString()}`);
    },
    async redeem(ticket, service, options) {
      assert.ok(ticket, 'there is no ticket to redeem');
      const answer = await person.validate(ticket, service, options);
      const { serviceResponse } = JSON.parse(answer.body) as { serviceResponse: Outcome };
      return serviceResponse.authenticationSuccess?.user ?? serviceResponse.authenticationFailure?.code ?? '';
    },
    cookie: (name) => client.cookie(name),
  };
  return person;
}

interface Outcome {
  readonly authenticationSuccess?: { readonly user: string };
  readonly authenticationFailure?: { readonly code: string };
}
