// The two servers that are measured: ours with its embedded durable store, and the bare one that repeats its answers.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../tests/support/child.ts';
import { makeConfigFolder, serviceFile, type ConfigFolder } from '../tests/support/config-folder.ts';
import { startServer } from '../tests/support/server.ts';
import type { Recorded, Recording } from './bare.ts';
import { execution, LOGIN, noticed, PASSWORD, PEOPLE, QUERY, quiet, SERVICE, signIn } from './scenarios.ts';
import { createVisitor, type Reply } from './visitor.ts';

export interface Subject {
  readonly base: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What the `vestibule` launcher gives its runtime, for the bare server too. */
const FLAGS = { NODE_OPTIONS: '--max-semi-space-size=2' };

/** The cookie's keys: made by the server itself, or configured as Apereo's operators have them. */
export type Keys = 'own' | 'configured';

export function configuration(keys: Keys): ConfigFolder {
  const key = (): string => randomBytes(64).toString('base64url');
  const people: [string, object][] = [];
  const interrupts: [string, object][] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    people.push([quiet(person), { password: PASSWORD, attributes: { memberOf: ['staff'] } }]);
    people.push([noticed(person), { password: PASSWORD, attributes: { memberOf: ['staff'] } }]);
    interrupts.push([
      noticed(person),
      { message: 'Read <b>this</b>.', links: { More: 'https://www.example.org/' } },
    ]);
  }
  return makeConfigFolder(
    {
      'cas.authn.json.location': 'file:people.json',
      'cas.service-registry.json.location': 'file:services',
      'cas.interrupt.json.location': 'file:interrupts.json',
      ...(keys === 'configured' && {
        'cas.interrupt.cookie.crypto.encryption.key': key(),
        'cas.interrupt.cookie.crypto.signing.key': key(),
      }),
    },
    {
      'people.json': Object.fromEntries(people),
      'interrupts.json': Object.fromEntries(interrupts),
      'services/Bench-1.json': serviceFile(1, 'Bench', `^${SERVICE.replaceAll('.', '\\.')}.*`),
    },
  );
}

export async function startOurs(
  folder: ConfigFolder,
  env: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const server = await startServer({ folder, env });
  return { base: origin(server.url), pid: server.pid, stop: () => server.stop() };
}

export async function startBare(recording: Recording): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const file = join(folder, 'recording.json');
  writeFileSync(file, JSON.stringify(recording));
  const child = startChild(process.execPath, [fileURLToPath(new URL('./bare.ts', import.meta.url)), file], {
    env: { ...process.env, ...FLAGS },
  });
  const [, url = ''] = await child.line(/^Vestibule is ready at (\S+)$/);
  return {
    base: origin(url),
    pid: child.pid,
    async stop() {
      await child.end('SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

/** One of each answer, as ours gives it. */
export async function record(subject: Subject): Promise<Recording> {
  const visitor = createVisitor(subject.base);
  try {
    const form = await visitor.get(LOGIN);
    const page = await signIn(visitor, noticed(0));
    const arrival = await visitor.post(LOGIN, { execution: execution(page), _eventId: 'proceed' });
    const reentry = await visitor.get(LOGIN);
    const ticket = new URL(reentry.location).searchParams.get('ticket') ?? '';
    const success = await visitor.get(`/cas/p3/serviceValidate?${QUERY}&ticket=${ticket}`);
    const failure = await visitor.get(`/cas/p3/serviceValidate?${QUERY}&ticket=ST-1-unknown`);
    return {
      form: recorded(form),
      page: recorded(page),
      arrival: recorded(arrival),
      reentry: recorded(reentry),
      success: recorded(success),
      failure: recorded(failure),
    };
  } finally {
    visitor.close();
  }
}

const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'date',
  'content-length',
  'transfer-encoding',
]);

function recorded({ status, headers, body }: Reply): Recorded {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return { status, headers: Object.fromEntries(kept), body };
}

function origin(url: string): string {
  // By address: a look-up of the name would be measured with every new connection.
  return new URL(url).origin.replace('localhost', '127.0.0.1');
}
