// The durable ticket store: one SQLite file in the data directory. Survives `kill -9`; after a power loss the last
// writes may be missing, never half of one. Rows hold digests and sealed values only (W7).
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { StorageFault } from '../../data-directory.ts';
import { createGroupCommit } from './group-commit.ts';
import { assertChanges, assertRow } from './row-check.ts';
import { KIND_NUMBERS, openDatabase } from './sqlite-database.ts';
import { prepareStatements } from './sqlite-statements.ts';
import type { Change, Row, RowKind, TicketStore } from './ticket-store.ts';

export type OpenedStore =
  | { readonly kind: 'ready'; readonly store: TicketStore }
  | { readonly kind: 'refused'; readonly fault: StorageFault };

/** Rows that `removeExpired` erases in one go: about two milliseconds. */
const SWEEP = 100;

/** Opens the file, or makes it. `path` lies in a directory that `prepareDataDirectory` has judged. */
export function openSqliteStore(path: string): OpenedStore {
  const opened = openDatabase(path);
  return opened.kind === 'refused' ? opened : { kind: 'ready', store: storeOn(opened.database) };
}

function storeOn(database: DatabaseSync): TicketStore {
  const sql = prepareStatements(database);
  const group = createGroupCommit(database);

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
    get: async (kind, id, now) => rowOrNull(sql.get.get(KIND_NUMBERS[kind], id, now)),
    async take(kind, id, now) {
      const number = KIND_NUMBERS[kind];
      // Looked for first: what is not there costs no transaction. Whether it is still there, the deletion says.
      if (sql.isLive.get(number, id, now) === undefined) return null;
      return group.write(() => rowOrNull(sql.take.get(number, id, now)));
    },
    async insert(row, now) {
      assertRow(row);
      return group.write(() => {
        if (sql.isLive.get(KIND_NUMBERS[row.kind], row.id, now) !== undefined) return false;
        put(row);
        return true;
      });
    },
    async apply(changes) {
      assertChanges(changes);
      const all = (): boolean => changes.every((one) => change(one));
      // One statement is a whole by itself.
      return changes.length > 1 ? group.writeWhole(all) : group.write(all);
    },
    children: async (kind, parent, now) =>
      sql.children.all(KIND_NUMBERS[kind], parent, now).map((found) => toRow(found)),
    owned: async (kind, owner, now) =>
      sql.owned.all(KIND_NUMBERS[kind], owner, now).map((found) => toRow(found)),
    removeFamily: async (kind, id) =>
      group.write(() => {
        const family = sql.takeFamily.all(KIND_NUMBERS[kind], id, id);
        return inFamilyOrder(family, KIND_NUMBERS[kind], id).map((found) => toRow(found));
      }),
    count: async (kind, now) => Number(sql.count.get(KIND_NUMBERS[kind], now)?.['live']),
    async removeExpired(now) {
      let total = 0;
      for (const kind of Object.values(KIND_NUMBERS)) {
        let erased: number;
        do {
          // One sweep a commit, so that requests come in between.
          erased = group.write(() => Number(sql.sweep.run(kind, now, SWEEP).changes));
          await group.durable();
          total += erased;
        } while (erased === SWEEP);
      }
      return total;
    },
    durable: () => group.durable(),
    async close() {
      if (!database.isOpen) return;
      group.flush();
      database.close();
    },
  };
}

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
