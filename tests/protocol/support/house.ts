// The real server in the test's own process: its SQLite store, its files, its HTTP; only the clock is the test's.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { Clock, PlannedInquirer, Tracking } from '@vestibule/interrupt';
import { loadSettings } from '../../../packages/server/src/config/load.ts';
import { createAudit } from '../../../packages/server/src/operations/audit.ts';
import { createLog } from '../../../packages/server/src/operations/log.ts';
import { canonicalSpelling } from '../../../packages/server/src/services/canonical-address.ts';
import { createServer } from '../../../packages/server/src/server.ts';
import { KIND_NUMBERS } from '../../../packages/server/src/sso/stores/sqlite-database.ts';
import type { RowKind } from '../../../packages/server/src/sso/stores/ticket-store.ts';
import {
  makeConfigFolder,
  serviceFile,
  type ConfigFolder,
  type Settings,
} from '../../support/config-folder.ts';
import { makeBulletin, type Bulletin, type Notice } from './bulletin.ts';
import { newPerson, type Person, type PersonOptions } from './person.ts';

/** Two applications that every house knows unless a test brings its own. */
export const NEWS = 'http://news.test/read';
export const CANTEEN = 'http://canteen.test/menu';

const SERVICES = {
  'News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
  'Canteen-2.json': serviceFile(2, 'Canteen', '^http://canteen\\.test/.*'),
};

export interface HouseOptions {
  readonly settings?: Settings;
  /** Name to attributes; everybody's password is "Mellon". Default: `anna` and `bert` without any. */
  readonly people?: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  /** Account warnings by name. */
  readonly warnings?: Readonly<Record<string, readonly string[]>>;
  /** Service files by name. */
  readonly services?: Readonly<Record<string, object>>;
  /** What the bulletin says of whom. */
  readonly notices?: Readonly<Record<string, Notice>>;
  /** Further inquirers after the bulletin. */
  readonly inquirers?: readonly PlannedInquirer[];
  /** An engine of one's own, as an embedding program brings it. */
  readonly tracking?: Tracking;
  /** Further files of the configuration directory. */
  readonly files?: Readonly<Record<string, string | object>>;
  readonly failureMode?: 'OPEN' | 'CLOSED';
}

export interface MovableClock extends Clock {
  pass(milliseconds: number): void;
}

export interface AuditLine {
  readonly audit: string;
  readonly who: string | null;
  readonly what: string | null;
  readonly service: string | null;
}

export interface House {
  /** With the context path: `http://127.0.0.1:41235/cas`. */
  readonly base: string;
  readonly clock: MovableClock;
  readonly folder: ConfigFolder;
  readonly bulletin: Bulletin;
  readonly audit: readonly AuditLine[];
  /** Everything that was written to the log and the audit, as text. */
  logged(): string;
  /** Rows of the ticket store, expired ones too. */
  rows(kind?: RowKind): number;
  /** Work on the database behind the server's back. */
  withDatabase<T>(work: (database: DatabaseSync) => T): T;
  /** Stops the server and starts it again on what it left, at the same address, with further settings. */
  restart(settings?: Settings): Promise<void>;
  /** A person at a browser of their own. */
  person(options?: PersonOptions): Person;
}

interface RunningHouse {
  readonly base: string;
  close(): Promise<void>;
}

/** Starts a house for one test; it is torn down with the test. */
export async function openHouse(t: TestContext, options: HouseOptions = {}): Promise<House> {
  const { people = { anna: {}, bert: {} }, services = SERVICES, warnings = {} } = options;
  const accounts = Object.entries(people).map(([name, attributes]) => [
    name,
    { password: 'Mellon', attributes, warnings: warnings[name] ?? [] },
  ]);
  const folder = makeConfigFolder(
    {
      'server.port': 0,
      'server.address': '127.0.0.1',
      'cas.authn.json.location': 'file:people.json',
      'cas.service-registry.json.location': 'file:services',
      ...options.settings,
    },
    { 'people.json': Object.fromEntries(accounts) as object, ...options.files },
  );
  for (const [name, service] of Object.entries(services)) folder.write(`services/${name}`, service);
  let time = Date.UTC(2030, 0, 7, 8);
  const clock: MovableClock = { now: () => time, pass: (milliseconds) => void (time += milliseconds) };
  const lines: string[] = [];
  const audit: AuditLine[] = [];
  const sink = { write: (line: string) => void lines.push(line) };
  const auditSink = {
    write(line: string) {
      lines.push(line);
      audit.push(JSON.parse(line) as AuditLine);
    },
  };
  const { failureMode = 'OPEN' } = options;
  const bulletin = makeBulletin(options.notices, { failureMode });
  async function start(port: string, more: Settings): Promise<RunningHouse> {
    const given = Object.entries({ ...more, 'server.port': port }).map(
      ([name, value]) => `--${name}=${value}`,
    );
    const loaded = loadSettings({ directory: folder.path, arguments: given, environment: {} });
    assert.ok(loaded.ok, loaded.ok ? '' : JSON.stringify(loaded.faults));
    const server = await createServer({
      settings: loaded.settings,
      logger: createLog('info', sink),
      audit: createAudit(clock, auditSink, canonicalSpelling),
      withoutEffect: 0,
      clock,
      inquirers: [bulletin.planned, ...(options.inquirers ?? [])],
      ...(options.tracking === undefined ? {} : { tracking: options.tracking }),
    });
    assert.ok(server.ok, server.ok ? '' : server.faults.join('\n'));
    const listening = await server.value.listen();
    assert.ok(listening.ok, listening.ok ? '' : listening.faults.join('\n'));
    return { base: listening.value, close: () => server.value.close() };
  }

  let running = await start('0', {});
  t.after(async () => {
    await running.close();
    rmSync(folder.path, { recursive: true, force: true });
  });
  const { base } = running;

  function withDatabase<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(join(folder.path, 'data', 'tickets.sqlite'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  return {
    base,
    clock,
    folder,
    bulletin,
    audit,
    logged: () => lines.join(''),
    rows: (kind) =>
      withDatabase((database) => {
        const where = kind === undefined ? '' : `WHERE kind = ${KIND_NUMBERS[kind]}`;
        return Number(database.prepare(`SELECT count(*) AS n FROM ticket_rows ${where}`).get()?.['n']);
      }),
    withDatabase,
    async restart(settings = {}) {
      await running.close();
      running = await start(new URL(base).port, settings);
    },
    person: (personOptions) => newPerson(base, personOptions),
  };
}
