// Opens the file of the embedded store: its pragmas, its schema and everything that can be wrong with it.
import { DatabaseSync } from 'node:sqlite';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { judgePrivateFile, preparePrivateFile, type StorageFault } from '../../data-directory.ts';
import type { RowKind } from './ticket-store.ts';

/** How a kind is written. Numbers make the keys short; one that was in use never gets another meaning. */
export const KIND_NUMBERS: Readonly<Record<RowKind, number>> = {
  session: 1,
  'service-ticket': 2,
  transaction: 3,
  answer: 4,
  acknowledgement: 5,
  'last-known': 6,
  'login-failure': 7,
  probe: 8,
  'failed-check': 9,
};

/** "VEST": tells our files from other SQLite files. */
const APPLICATION_ID = 0x56_45_53_54;
const SCHEMA_VERSION = 1;

// `rank` counts the writes, so that of two rows of one age the later written is the newer. The partial indexes cost
// nothing for the rows that have no parent or owner.
const SCHEMA = `
  CREATE TABLE ticket_rows (
    rank INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    parent TEXT,
    owner TEXT,
    value BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (id, kind)
  ) STRICT;
  CREATE INDEX ticket_rows_by_parent ON ticket_rows (parent, kind, created_at) WHERE parent IS NOT NULL;
  CREATE INDEX ticket_rows_by_owner ON ticket_rows (owner, kind, created_at) WHERE owner IS NOT NULL;
  CREATE INDEX ticket_rows_by_expiry ON ticket_rows (kind, expires_at);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

// NORMAL: nothing is lost when the process is killed; after a power loss the last writes may be missing. A checkpoint
// waits for the disk, so it comes every 8 MB of writes instead of every 4. Digests lie anywhere in an index, so up to
// 8 MB of its pages are kept in memory, as far as they have been read, instead of 2.
const PRAGMAS = `
  PRAGMA trusted_schema = OFF;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA cache_size = -8000;
`;

/** Milliseconds to wait for another process that writes (a backup, a second server in a rolling restart). */
const BUSY_TIMEOUT = 2000;

/** SQLite's primary result codes, as far as they are told apart here. */
const SQLITE = {
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  NOTADB: 26,
} as const;
const OUT_OF_ORDER: ReadonlySet<number> = new Set(Object.values(SQLITE));

/** What is wrong with the database itself, in SQLite's words; null for an error that is a caller's. */
export function databaseFault(error: unknown): string | null {
  const { errcode, errstr } = error as { errcode?: number; errstr?: string };
  return errcode !== undefined && OUT_OF_ORDER.has(errcode & 0xff) ? (errstr ?? 'unknown fault') : null;
}

/** What an operator is told of a file that takes no writes. */
export function unwritable(path: string, reason: string): string {
  return `${path} cannot be written (${reason}); cas.server.data-directory needs room on a disk that can be written`;
}

export type OpenedDatabase =
  | { readonly kind: 'ready'; readonly database: DatabaseSync }
  | { readonly kind: 'refused'; readonly fault: StorageFault };

export function openDatabase(path: string): OpenedDatabase {
  const fault = preparePrivateFile(path) ?? judgeCompanions(path);
  if (fault !== null) return { kind: 'refused', fault };
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: false });
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(PRAGMAS);
    const foreign = prepareSchema(database, path);
    if (foreign === null) return { kind: 'ready', database };
    database.close();
    return { kind: 'refused', fault: foreign };
  } catch (error) {
    database?.close();
    return { kind: 'refused', fault: asFault(path, error) };
  }
}

/**
 * Opens a file that is there, for looking only: beside a running server too, and nothing is made or changed. Null when
 * there is none. Without a log of writes beside it nobody writes, and the file is read as it lies.
 */
export function openDatabaseToRead(path: string): OpenedDatabase | null {
  if (!existsSync(path)) return null;
  const fault = judgePrivateFile(path) ?? judgeCompanions(path);
  if (fault !== null) return { kind: 'refused', fault };
  let database: DatabaseSync | null = null;
  try {
    const address = pathToFileURL(path);
    if (!existsSync(`${path}-wal`)) address.searchParams.set('immutable', '1');
    database = new DatabaseSync(address, { timeout: BUSY_TIMEOUT, readOnly: true });
    // A start that was killed has left an empty file: nothing is in it, and nothing is wrong with it.
    const empty = pragma(database, 'schema_version') === 0;
    const foreign = empty ? null : judgeSchema(database, path);
    if (foreign === null && !empty) return { kind: 'ready', database };
    database.close();
    return foreign === null ? null : { kind: 'refused', fault: foreign };
  } catch (error) {
    database?.close();
    return { kind: 'refused', fault: asFault(path, error) };
  }
}

/** What SQLite keeps beside the file; a crash leaves them behind, with rows in them. */
function judgeCompanions(path: string): StorageFault | null {
  const present = [`${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  return present.map((file) => judgePrivateFile(file)).find((fault) => fault !== null) ?? null;
}

/** Makes the tables in an empty file; answers a fault for a file that is not ours or from a later version. */
function prepareSchema(database: DatabaseSync, path: string): StorageFault | null {
  // Exclusive: of two servers that start at once, the second finds the work done.
  database.exec('BEGIN IMMEDIATE');
  try {
    const empty = pragma(database, 'schema_version') === 0;
    if (empty) database.exec(SCHEMA);
    const foreign = judgeSchema(database, path);
    database.exec('COMMIT');
    return foreign;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function judgeSchema(database: DatabaseSync, path: string): StorageFault | null {
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    return { code: 'wrong-type', path, message: `${path} is an SQLite file of another program` };
  }
  const version = pragma(database, 'user_version');
  if (version === SCHEMA_VERSION) return null;
  const message = `${path} was written by another version of Vestibule (schema ${version}, this one has ${SCHEMA_VERSION})`;
  return { code: 'wrong-type', path, message };
}

function pragma(database: DatabaseSync, name: 'schema_version' | 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function asFault(path: string, error: unknown): StorageFault {
  const { errcode, errstr = 'unknown fault' } = error as { errcode?: number; errstr?: string };
  const primary = (errcode ?? 0) & 0xff;
  if (primary === SQLITE.BUSY || primary === SQLITE.LOCKED) {
    return { code: 'in-use', path, message: `${path} is locked by another process` };
  }
  if (primary === SQLITE.FULL || primary === SQLITE.IOERR || primary === SQLITE.READONLY) {
    return { code: 'not-writable', path, message: unwritable(path, errstr) };
  }
  const message =
    `${path} cannot be read as a ticket store (${errstr}). Restore it from a backup, or move it away ` +
    `with ${path}-wal: every session ends and people sign in again`;
  return { code: 'unreadable', path, message };
}
