// The ticket store that forgets: for tests and for a server that may lose its sessions at a restart.
// One thread and no waiting inside an operation make every operation atomic.
import { assertChanges, assertRow } from './row-check.ts';
import type { Change, Row, RowKind, TicketStore } from './ticket-store.ts';

/** A row in its place. The same object goes in and out of the indexes, so that undoing restores its rank too. */
interface Kept {
  readonly row: Row;
  /** Which rows of the same age are newer: the later written. */
  readonly rank: number;
}

export function createMemoryStore(): TicketStore {
  const kinds = new Map<RowKind, Map<string, Kept>>();
  const byParent = new Map<string, Set<Kept>>();
  const byOwner = new Map<string, Set<Kept>>();
  let rank = 0;

  const find = (kind: RowKind, id: string): Kept | undefined => kinds.get(kind)?.get(id);

  function link(kept: Kept): void {
    const { kind, id, parent, owner } = kept.row;
    let rows = kinds.get(kind);
    if (rows === undefined) kinds.set(kind, (rows = new Map<string, Kept>()));
    rows.set(id, kept);
    if (parent !== null) join(byParent, parent, kept);
    if (owner !== null) join(byOwner, owner, kept);
  }

  function unlink(kept: Kept): void {
    const { kind, id, parent, owner } = kept.row;
    kinds.get(kind)?.delete(id);
    if (parent !== null) leave(byParent, parent, kept);
    if (owner !== null) leave(byOwner, owner, kept);
  }

  /** Puts `next` where `before` was; either may be missing. */
  function swap(before: Kept | undefined, next: Kept | undefined): void {
    if (before !== undefined) unlink(before);
    if (next !== undefined) link(next);
  }

  const newRank = (row: Row): Kept => ({ row, rank: (rank += 1) });

  /** What one change replaces by what, or null for a `require` that is not met. */
  function swapsOf(change: Change): readonly (readonly [Kept | undefined, Kept | undefined])[] | null {
    if (change.do === 'put') return [[find(change.row.kind, change.row.id), newRank(change.row)]];
    if (change.do === 'trim') return beyond(byOwner.get(change.owner), change.kind, change.keep);
    if (change.do === 'trim-children') return beyond(byParent.get(change.parent), change.kind, change.keep);
    const kept = find(change.kind, change.id);
    if (change.do === 'require') return kept !== undefined && kept.row.expiresAt > change.now ? [] : null;
    if (kept === undefined) return [];
    if (change.do === 'remove') return [[kept, undefined]];
    return [[kept, { rank: kept.rank, row: { ...kept.row, expiresAt: change.expiresAt } }]];
  }

  function apply(changes: readonly Change[]): boolean {
    const done: (readonly [Kept | undefined, Kept | undefined])[] = [];
    for (const change of changes) {
      const swaps = swapsOf(change);
      if (swaps === null) {
        for (const [before, next] of done.toReversed()) swap(next, before);
        return false;
      }
      for (const [before, next] of swaps) swap(before, next);
      done.push(...swaps);
    }
    return true;
  }

  const live = (found: Set<Kept> | undefined, kind: RowKind, now: number): readonly Row[] =>
    newestFirst(found, kind)
      .map(({ row }) => row)
      .filter((row) => row.expiresAt > now);

  return {
    name: 'memory',
    async get(kind, id, now) {
      const kept = find(kind, id);
      return kept !== undefined && kept.row.expiresAt > now ? kept.row : null;
    },
    async take(kind, id, now) {
      const kept = find(kind, id);
      if (kept === undefined || kept.row.expiresAt <= now) return null;
      unlink(kept);
      return kept.row;
    },
    async insert(row, now) {
      assertRow(row);
      const before = find(row.kind, row.id);
      if (before !== undefined && before.row.expiresAt > now) return false;
      swap(before, newRank(row));
      return true;
    },
    async apply(changes) {
      assertChanges(changes);
      return apply(changes);
    },
    children: async (kind, parent, now) => live(byParent.get(parent), kind, now),
    owned: async (kind, owner, now) => live(byOwner.get(owner), kind, now),
    async removeFamily(kind, id) {
      const self = find(kind, id);
      const children = newestFirst(byParent.get(id), null).filter((kept) => kept !== self);
      const family = self === undefined ? children : [self, ...children];
      for (const kept of family) unlink(kept);
      return family.map(({ row }) => row);
    },
    async count(kind, now) {
      let count = 0;
      for (const { row } of kinds.get(kind)?.values() ?? []) if (row.expiresAt > now) count += 1;
      return count;
    },
    async removeExpired(now) {
      let count = 0;
      for (const rows of kinds.values()) {
        for (const kept of rows.values()) {
          if (kept.row.expiresAt > now) continue;
          unlink(kept);
          count += 1;
        }
      }
      return count;
    },
    durable: () => Promise.resolve(),
    begin: () => () => Promise.resolve(),
    probe: () => Promise.resolve(),
    async close() {
      for (const index of [kinds, byParent, byOwner]) index.clear();
    },
  };
}

function beyond(found: Set<Kept> | undefined, kind: RowKind, keep: number): readonly [Kept, undefined][] {
  return newestFirst(found, kind)
    .slice(keep)
    .map((kept) => [kept, undefined]);
}

/** `kind` null: of every kind. */
function newestFirst(found: Set<Kept> | undefined, kind: RowKind | null): readonly Kept[] {
  return [...(found ?? [])]
    .filter(({ row }) => kind === null || row.kind === kind)
    .toSorted((one, other) => other.row.createdAt - one.row.createdAt || other.rank - one.rank);
}

function join(index: Map<string, Set<Kept>>, key: string, kept: Kept): void {
  const set = index.get(key);
  if (set === undefined) index.set(key, new Set([kept]));
  else set.add(kept);
}

function leave(index: Map<string, Set<Kept>>, key: string, kept: Kept): void {
  const set = index.get(key);
  set?.delete(kept);
  if (set?.size === 0) index.delete(key);
}
