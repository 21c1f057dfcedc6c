// A ticket store as a plain list, to compare real ones with: as slow and as obvious as can be.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import type { Change, Row, RowKind, TicketStore } from './ticket-store.ts';

type Operation = Exclude<keyof TicketStore, 'name' | 'durable' | 'begin' | 'probe' | 'close'>;
type Answers = { [Name in Operation]: Awaited<ReturnType<TicketStore[Name]>> };
/** The store's operations without the waiting. */
export type Model = { [Name in Operation]: (...args: Parameters<TicketStore[Name]>) => Answers[Name] };

export function createModel(): Model {
  /** In the order they were written. */
  let rows: readonly Row[] = [];
  const isRow = (kind: RowKind, id: string) => (row: Row) => row.kind === kind && row.id === id;
  const find = (kind: RowKind, id: string): Row | undefined => rows.find(isRow(kind, id));
  const without = (gone: readonly (Row | undefined)[]): readonly Row[] =>
    rows.filter((row) => !gone.includes(row));
  const newestFirst = (some: readonly Row[]): readonly Row[] =>
    some.toReversed().toSorted((one, other) => other.createdAt - one.createdAt);
  const put = (row: Row): void => {
    rows = [...without([find(row.kind, row.id)]), row];
  };
  const trim = (belongs: (row: Row) => boolean, keep: number): void => {
    rows = without(newestFirst(rows.filter(belongs)).slice(keep));
  };

  function change(one: Change): boolean {
    if (one.do === 'put') put(one.row);
    else if (one.do === 'remove') rows = without([find(one.kind, one.id)]);
    else if (one.do === 'trim') trim((row) => row.kind === one.kind && row.owner === one.owner, one.keep);
    else if (one.do === 'trim-children')
      trim((row) => row.kind === one.kind && row.parent === one.parent, one.keep);
    else if (one.do === 'require') return (find(one.kind, one.id)?.expiresAt ?? -1) > one.now;
    else {
      const { kind, id, expiresAt } = one;
      rows = rows.map((row) => (isRow(kind, id)(row) ? { ...row, expiresAt } : row));
    }
    return true;
  }

  const model: Model = {
    get(kind, id, now) {
      const row = find(kind, id);
      return row !== undefined && row.expiresAt > now ? row : null;
    },
    take(kind, id, now) {
      const row = model.get(kind, id, now);
      if (row !== null) rows = without([row]);
      return row;
    },
    insert(row, now) {
      if (model.get(row.kind, row.id, now) !== null) return false;
      put(row);
      return true;
    },
    apply(changes) {
      const before = rows;
      const kept = changes.every((one) => change(one));
      if (!kept) rows = before;
      return kept;
    },
    children: (kind, parent, now) =>
      newestFirst(rows.filter((row) => row.kind === kind && row.parent === parent && row.expiresAt > now)),
    owned: (kind, owner, now) =>
      newestFirst(rows.filter((row) => row.kind === kind && row.owner === owner && row.expiresAt > now)),
    removeFamily(kind, id) {
      const self = rows.filter(isRow(kind, id));
      const children = newestFirst(rows.filter((row) => row.parent === id && !self.includes(row)));
      rows = without([...self, ...children]);
      return [...self, ...children];
    },
    count: (kind, now) => rows.filter((row) => row.kind === kind && row.expiresAt > now).length,
    removeExpired(now) {
      const expired = rows.filter((row) => row.expiresAt <= now);
      rows = without(expired);
      return expired.length;
    },
  };
  return model;
}

// Few names and few times, so that operations meet.
const kind = fc.constantFrom<RowKind>('session', 'service-ticket');
const id = fc.constantFrom('a', 'b', 'c', 'd');
const owner = fc.constantFrom('o', 'u');
const time = fc.nat(8);
const keep = fc.nat(3);
const value = fc.uint8Array({ maxLength: 3 });
const anyRow: fc.Arbitrary<Row> = fc.record({
  kind,
  id,
  parent: fc.option(id),
  owner: fc.option(owner),
  value,
  createdAt: time,
  expiresAt: time,
});
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), row: anyRow }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), kind, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('require' as const), kind, id, now: time }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('touch' as const), kind, id, expiresAt: time }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trim' as const), kind, owner, keep }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trim-children' as const), kind, parent: id, keep }) },
);

/** One operation on both, whose answers must be the same. */
function operation<Name extends Operation>(
  name: Name,
  args: fc.Arbitrary<Parameters<TicketStore[Name]>>,
): fc.Arbitrary<fc.AsyncCommand<Model, TicketStore>> {
  return args.map((given) => ({
    check: () => true,
    async run(model, store) {
      const call = store[name] as (...some: typeof given) => Promise<Answers[Name]>;
      const expected = (model[name] as (...some: typeof given) => Answers[Name])(...given);
      assert.deepEqual(plain(await call(...given)), plain(expected));
    },
    toString: () => `${name}(${JSON.stringify(given)})`,
  }));
}

/** Those that are done in one step. */
export const anyAtOnce: fc.Arbitrary<fc.AsyncCommand<Model, TicketStore>> = fc.oneof(
  { weight: 6, arbitrary: operation('apply', fc.tuple(fc.array(anyChange, { maxLength: 4 }))) },
  { weight: 2, arbitrary: operation('insert', fc.tuple(anyRow, time)) },
  { weight: 2, arbitrary: operation('get', fc.tuple(kind, id, time)) },
  { weight: 2, arbitrary: operation('take', fc.tuple(kind, id, time)) },
  { weight: 2, arbitrary: operation('children', fc.tuple(kind, id, time)) },
  { weight: 2, arbitrary: operation('owned', fc.tuple(kind, owner, time)) },
  { weight: 1, arbitrary: operation('removeFamily', fc.tuple(kind, id)) },
  { weight: 1, arbitrary: operation('count', fc.tuple(kind, time)) },
);

export const anyOperation: fc.Arbitrary<fc.AsyncCommand<Model, TicketStore>> = fc.oneof(
  { weight: 18, arbitrary: anyAtOnce },
  { weight: 1, arbitrary: operation('removeExpired', fc.tuple(time)) },
);

/** Comparable whatever kind of byte array an adapter answers with. */
export function plain(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map((one) => plain(one));
  if (answer === null || typeof answer !== 'object') return answer;
  const { value: bytes, ...rest } = answer as Row;
  return { ...rest, value: Buffer.from(bytes).toString('hex') };
}
