// Units of work, each a closed sequence of requests whose answers are checked: a fast wrong answer is no measurement.
import type { Reply, Visitor } from './visitor.ts';

export const SERVICE = 'http://localhost:9/news/';
export const QUERY = `service=${encodeURIComponent(SERVICE)}`;
export const LOGIN = `/cas/login?${QUERY}`;
export const PASSWORD = 'Mellon';
/** Every sign-in is another person's: what the server bounds per person must not be measured (D29). */
export const PEOPLE = 2048;
export const noticed = (person: number): string => `noticed${person}`;
export const quiet = (person: number): string => `quiet${person}`;
let turn = 0;
const nextPerson = (): number => (turn += 1) % PEOPLE;

export interface Scenario {
  readonly title: string;
  readonly requests: number;
  /** Before the measurement, once a client. */
  prepare?(visitor: Visitor): Promise<unknown>;
  unit(visitor: Visitor): Promise<unknown>;
}

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  a: {
    title: 'login form, credentials, interrupt page, proceed, validation',
    requests: 4,
    async unit(visitor) {
      visitor.forget();
      const page = await signIn(visitor, noticed(nextPerson()));
      const arrived = await visitor.post(LOGIN, { execution: execution(page), _eventId: 'proceed' });
      await validate(visitor, arrived);
    },
  },
  b: {
    title: 'login form, credentials, validation; nobody interrupted',
    requests: 3,
    async unit(visitor) {
      visitor.forget();
      await validate(visitor, await signIn(visitor, quiet(nextPerson())));
    },
  },
  c: {
    title: 'single sign-on re-entry, validation',
    requests: 2,
    prepare: (visitor) => signIn(visitor, quiet(nextPerson())),
    async unit(visitor) {
      await validate(visitor, await visitor.get(LOGIN));
    },
  },
  d: {
    title: 'validation of an unknown ticket',
    requests: 1,
    async unit(visitor) {
      const reply = await visitor.get(`/cas/p3/serviceValidate?${QUERY}&ticket=ST-1-unknownunknownunknown`);
      expect(reply, 200, 'INVALID_TICKET');
    },
  },
};

export async function signIn(visitor: Visitor, username: string): Promise<Reply> {
  const form = await visitor.get(LOGIN);
  return visitor.post(LOGIN, {
    username,
    password: PASSWORD,
    execution: execution(form),
    _eventId: 'submit',
  });
}

async function validate(visitor: Visitor, arrived: Reply): Promise<void> {
  const ticket = /[?&]ticket=([^&]+)/.exec(arrived.location)?.[1];
  if (ticket === undefined) throw new Error(`no ticket: ${arrived.status} ${arrived.body.slice(0, 200)}`);
  const reply = await visitor.get(`/cas/p3/serviceValidate?${QUERY}&ticket=${ticket}`);
  expect(reply, 200, '<cas:user>');
}

export function execution(page: Reply): string {
  const found = /name="execution" value="([^"]+)"/.exec(page.body)?.[1];
  if (found === undefined) throw new Error(`no execution: ${page.status} ${page.body.slice(0, 200)}`);
  return found;
}

function expect(reply: Reply, status: number, text: string): void {
  if (reply.status !== status || !reply.body.includes(text))
    throw new Error(`expected ${status} with ${text}, got ${reply.status} ${reply.body.slice(0, 200)}`);
}
