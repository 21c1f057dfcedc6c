// The durable ticket store: one SQLite file in the data directory. Survives `kill -9`; after a power loss the last
// writes may be missing, never half of one. Rows hold digests and sealed values only (W7).
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { StorageFault } from '../../data-directory.ts';
import { createGroupCommit } from './group-commit.ts';
import { assertChanges, assertRow } from './row-check.ts';
import { databaseFault, KIND_NUMBERS, openDatabase, openDatabaseToRead } from './sqlite-database.ts';
import { prepareStatements } from './sqlite-statements.ts';
import { StoreUnavailable, type Change, type Row, type RowKind, type TicketStore } from './ticket-store.ts';

export type OpenedStore =
  | { readonly kind: 'ready'; readonly store: TicketStore }
  | { readonly kind: 'refused'; readonly fault: StorageFault };

/** Rows that `removeExpired` erases in one go: about two milliseconds. */
const SWEEP = 100;

/** Bytes of a probe: a session with many attributes and a service ticket, not the last free page of a disk. */
const PROBE = 64 * 1024;

/** Told each time the database could not read or keep something. */
export type OnStoreFault = (fault: StoreUnavailable) => void;

/** Opens the file, or makes it. `path` lies in a directory that `prepareDataDirectory` has judged. */
export function openSqliteStore(path: string, onFault: OnStoreFault = () => undefined): OpenedStore {
  const opened = openDatabase(path);
  return opened.kind === 'refused' ? opened : { kind: 'ready', store: storeOn(opened.database, onFault) };
}

/** A store to look into and never to write to; null when there is none yet. */
export function openSqliteStoreToRead(path: string): OpenedStore | null {
  const opened = openDatabaseToRead(path);
  if (opened?.kind !== 'ready') return opened;
  return { kind: 'ready', store: storeOn(opened.database, () => undefined) };
}

function storeOn(database: DatabaseSync, onFault: OnStoreFault): TicketStore {
  const sql = prepareStatements(database);
  const group = createGroupCommit(database, told);

  /** An error of the database as the port names it; others stay what they are. */
  function told(error: unknown): unknown {
    const reason = databaseFault(error);
    if (reason === null) return error;
    const fault = new StoreUnavailable(reason, { cause: error });
    onFault(fault);
    return fault;
  }

  function looking<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw told(error);
    }
  }

  const write = <T>(work: () => T): T => looking(() => group.write(work));

  async function durable(): Promise<void> {
    try {
      await group.durable();
    } catch (error) {
      // Told when it happened.
      const reason = databaseFault(error);
      throw reason === null ? error : new StoreUnavailable(reason, { cause: error });
    }
  }

  function put(row: Row): void {
    const { kind, id, parent, owner, value, createdAt, expiresAt } = row;
    sql.put.run(KIND_NUMBERS[kind], id, parent, owner, value, createdAt, expiresAt);
  }

  /** False for a `require` that is not met. */
  function change(one: Change): boolean {
    if (one.do === 'put') put(one.row);
    else if (one.do === 'remove') sql.remove.run(KIND_NUMBERS[one.kind], one.id);
    else if (one.do === 'touch') sql.touch.run(one.expiresAt, KIND_NUMBERS[one.kind], one.id);
    else if (one.do === 'trim') sql.trim.run(KIND_NUMBERS[one.kind], one.owner, one.keep);
    else if (one.do === 'trim-children') sql.trimChildren.run(KIND_NUMBERS[one.kind], one.parent, one.keep);
    else return sql.isLive.get(KIND_NUMBERS[one.kind], one.id, one.now) !== undefined;
    return true;
  }

  return {
    name: 'sqlite',
    get: async (kind, id, now) => looking(() => rowOrNull(sql.get.get(KIND_NUMBERS[kind], id, now))),
    async take(kind, id, now) {
      const number = KIND_NUMBERS[kind];
      // Looked for first: what is not there costs no transaction. Whether it is still there, the deletion says.
      if (looking(() => sql.isLive.get(number, id, now)) === undefined) return null;
      return write(() => rowOrNull(sql.take.get(number, id, now)));
    },
    async insert(row, now) {
      assertRow(row);
      return write(() => {
        if (sql.isLive.get(KIND_NUMBERS[row.kind], row.id, now) !== undefined) return false;
        put(row);
        return true;
      });
    },
    async apply(changes) {
      assertChanges(changes);
      const all = (): boolean => changes.every((one) => change(one));
      // One statement is a whole by itself.
      return changes.length > 1 ? looking(() => group.writeWhole(all)) : write(all);
    },
    children: async (kind, parent, now) =>
      looking(() => sql.children.all(KIND_NUMBERS[kind], parent, now).map((found) => toRow(found))),
    owned: async (kind, owner, now) =>
      looking(() => sql.owned.all(KIND_NUMBERS[kind], owner, now).map((found) => toRow(found))),
    removeFamily: async (kind, id) =>
      write(() => {
        const family = sql.takeFamily.all(KIND_NUMBERS[kind], id, id);
        return inFamilyOrder(family, KIND_NUMBERS[kind], id).map((found) => toRow(found));
      }),
    count: async (kind, now) => looking(() => Number(sql.count.get(KIND_NUMBERS[kind], now)?.['live'])),
    async removeExpired(now) {
      let total = 0;
      for (const kind of Object.values(KIND_NUMBERS)) {
        let erased: number;
        do {
          // One sweep a commit, so that requests come in between.
          erased = write(() => Number(sql.sweep.run(kind, now, SWEEP).changes));
          await durable();
          total += erased;
        } while (erased === SWEEP);
      }
      return total;
    },
    durable,
    begin() {
      const before = group.lost();
      return async () => {
        await durable();
        if (group.lost() !== before) throw new StoreUnavailable('something was lost on the way');
      };
    },
    async probe() {
      write(() => put({ ...PROBE_ROW, value: new Uint8Array(PROBE) }));
      await durable();
      write(() => sql.remove.run(KIND_NUMBERS.probe, PROBE_ROW.id));
      await durable();
    },
    async close() {
      if (!database.isOpen) return;
      group.flush();
      database.close();
    },
  };
}

/** Expired from the beginning, in case it stays. */
const PROBE_ROW = {
  kind: 'probe',
  id: 'probe',
  parent: null,
  owner: null,
  createdAt: 0,
  expiresAt: 0,
} as const;

const KINDS = new Map(Object.entries(KIND_NUMBERS).map(([kind, number]) => [number, kind as RowKind]));

type Found = Readonly<Record<string, SQLOutputValue>>;

/** The row itself first, then its children, newest first: RETURNING promises no order. */
function inFamilyOrder(family: readonly Found[], kind: number, id: string): readonly Found[] {
  const isSelf = (found: Found): number => Number(found['kind'] === kind && found['id'] === id);
  const by = (found: Found, column: string): number => found[column] as number;
  return family.toSorted(
    (one, other) =>
      isSelf(other) - isSelf(one) ||
      by(other, 'created_at') - by(one, 'created_at') ||
      by(other, 'rank') - by(one, 'rank'),
  );
}

function rowOrNull(found: Found | undefined): Row | null {
  return found === undefined ? null : toRow(found);
}

/** The table is STRICT and its columns are ours, so what comes back has the types that went in. */
function toRow(found: Found): Row {
  return {
    kind: KINDS.get(found['kind'] as number) as RowKind,
    id: found['id'] as string,
    parent: found['parent'] as string | null,
    owner: found['owner'] as string | null,
    value: found['value'] as Uint8Array,
    createdAt: found['created_at'] as number,
    expiresAt: found['expires_at'] as number,
  };
}
