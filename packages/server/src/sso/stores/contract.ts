// What every ticket store must do, as tests that every adapter runs.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { anyAtOnce, anyOperation, createModel, plain } from './contract-model.ts';
import type { Change, Row, TicketStore } from './ticket-store.ts';

/** `openStore` answers an empty store; the suite closes it. */
export function describeTicketStore(name: string, openStore: () => Promise<TicketStore>): void {
  const storeTest = (title: string, body: (store: TicketStore) => Promise<void>): void => {
    test(title, async () => {
      const store = await openStore();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  };

  describe(`ticket store ${name}`, () => {
    storeTest('a row comes back as it was put', async (store) => {
      const kept = row({ id: 'ü/"\u0000', parent: 'p', owner: 'o', value: Uint8Array.of(0, 255, 1) });
      assert.equal(await store.apply([put(kept)]), true);
      assert.deepEqual(plain(await store.get('session', kept.id, 0)), plain(kept));
      assert.equal(await store.get('transaction', kept.id, 0), null);
      assert.equal(await store.get('session', 'other', 0), null);
    });

    storeTest('a later put replaces the whole row, its parent and owner too', async (store) => {
      await store.apply([put(row({ id: 'a', parent: 'p', owner: 'o' }))]);
      await store.apply([put(row({ id: 'a', parent: 'q' }))]);
      assert.deepEqual(await ids(store.children('session', 'p', 0)), []);
      assert.deepEqual(await ids(store.owned('session', 'o', 0)), []);
      assert.deepEqual(await ids(store.children('session', 'q', 0)), ['a']);
    });

    storeTest('CAS-31 a row is live until the millisecond before its expiry', async (store) => {
      const kept = row({ id: 'a', parent: 'p', owner: 'o', expiresAt: 500 });
      await store.apply([put(kept)]);
      for (const [now, live] of [
        [499, 1],
        [500, 0],
      ] as const) {
        assert.equal((await store.get('session', 'a', now)) === null, live === 0);
        assert.equal((await store.children('session', 'p', now)).length, live);
        assert.equal((await store.owned('session', 'o', now)).length, live);
        assert.equal(await store.count('session', now), live);
      }
      assert.equal(await store.take('session', 'a', 500), null);
      assert.notEqual(await store.take('session', 'a', 499), null);
    });

    storeTest('CAS-29 what was taken is gone', async (store) => {
      await store.apply([put(row({ id: 'a', kind: 'service-ticket' }))]);
      assert.equal((await store.take('service-ticket', 'a', 0))?.id, 'a');
      assert.equal(await store.take('service-ticket', 'a', 0), null);
      assert.equal(await store.get('service-ticket', 'a', 0), null);
    });

    storeTest('CAS-30 of 50 parallel callers exactly one takes the row', async (store) => {
      await store.apply([put(row({ id: 'a', kind: 'service-ticket' }))]);
      const callers = Array.from({ length: 50 }, () => store.take('service-ticket', 'a', 0));
      const taken = (await Promise.all(callers)).filter((found) => found !== null);
      assert.equal(taken.length, 1);
    });

    storeTest('of 50 parallel inserts of one id exactly one succeeds, and its value stays', async (store) => {
      const tries = Array.from({ length: 50 }, (_, value) =>
        store.insert(row({ id: 'a', value: Uint8Array.of(value) }), 0),
      );
      const winners = (await Promise.all(tries)).flatMap((won, value) => (won ? [value] : []));
      assert.equal(winners.length, 1);
      assert.deepEqual([...((await store.get('session', 'a', 0))?.value ?? [])], winners);
    });

    storeTest('an insert takes the place of an expired row', async (store) => {
      await store.apply([put(row({ id: 'a', expiresAt: 500 }))]);
      assert.equal(await store.insert(row({ id: 'a', owner: 'new' }), 499), false);
      assert.equal(await store.insert(row({ id: 'a', owner: 'new' }), 500), true);
      assert.equal((await store.get('session', 'a', 500))?.owner, 'new');
    });

    storeTest('changes take effect in their order', async (store) => {
      await store.apply([put(row({ id: 'a' })), remove('a'), put(row({ id: 'b' })), touch('b', 700)]);
      assert.equal(await store.get('session', 'a', 0), null);
      assert.equal((await store.get('session', 'b', 0))?.expiresAt, 700);
    });

    storeTest('an unmet requirement anywhere undoes every change', async (store) => {
      await store.apply([put(row({ id: 'a', owner: 'o' })), put(row({ id: 'b', owner: 'o', createdAt: 2 }))]);
      const before = await everything(store);
      const changes = [
        touch('a', 900),
        put(row({ id: 'c' })),
        put(row({ id: 'a', parent: 'p' })),
        remove('b'),
        { do: 'trim', kind: 'session', owner: 'o', keep: 0 },
      ] satisfies Change[];
      for (let place = 0; place <= changes.length; place += 1) {
        const refused = await store.apply(changes.toSpliced(place, 0, required('missing', 0)));
        assert.equal(refused, false);
        assert.deepEqual(await everything(store), before);
      }
    });

    storeTest('an expired row meets no requirement', async (store) => {
      await store.apply([put(row({ id: 'a', expiresAt: 500 }))]);
      assert.equal(await store.apply([required('a', 499), touch('a', 600)]), true);
      assert.equal(await store.apply([required('a', 600), touch('a', 700)]), false);
      assert.equal(await store.get('session', 'a', 600), null);
    });

    storeTest('a faulty row among the changes undoes all of them', async (store) => {
      const faulty = [
        row({ id: '' }),
        row({ id: 'x', createdAt: Number.NaN }),
        row({ id: 'x', expiresAt: 0.5 }),
      ];
      for (const bad of faulty) {
        await assert.rejects(store.apply([put(row({ id: 'good' })), put(bad)]), TypeError);
        await assert.rejects(store.insert(bad, 0), TypeError);
      }
      assert.equal(await store.count('session', 0), 0);
    });

    storeTest('nobody sees half of a list of changes', async (store) => {
      const [, found] = await Promise.all([
        store.apply([put(row({ id: 'a', owner: 'o' })), put(row({ id: 'b', owner: 'o' }))]),
        store.owned('session', 'o', 0),
        store.apply([remove('a'), remove('b')]),
      ]);
      assert.ok(found.length === 0 || found.length === 2);
      assert.equal(await store.count('session', 0), 0);
    });

    storeTest('W2 trimming keeps the newest; of the same age the later written', async (store) => {
      const ages = [3, 1, 2, 2, 2];
      await store.apply(
        ages.map((createdAt, i) => put(row({ id: `r${i}`, owner: 'o', parent: 'p', createdAt }))),
      );
      await store.apply([put(row({ id: 'other', owner: 'o2', parent: 'p2' }))]);
      await store.apply([{ do: 'trim', kind: 'session', owner: 'o', keep: 3 }]);
      assert.deepEqual(await ids(store.owned('session', 'o', 0)), ['r0', 'r4', 'r3']);
      await store.apply([{ do: 'trim-children', kind: 'session', parent: 'p', keep: 2 }]);
      assert.deepEqual(await ids(store.children('session', 'p', 0)), ['r0', 'r4']);
      await store.apply([{ do: 'trim', kind: 'transaction', owner: 'o', keep: 0 }]);
      await store.apply([{ do: 'trim', kind: 'session', owner: 'o', keep: 9 }]);
      assert.equal(await store.count('session', 0), 3);
    });

    storeTest('children and owned rows come newest first, each kind by itself', async (store) => {
      await store.apply([
        put(row({ id: 'old', parent: 'p', owner: 'o', createdAt: 1 })),
        put(row({ id: 'new', parent: 'p', owner: 'o', createdAt: 3 })),
        put(row({ id: 'mid', parent: 'p', owner: 'o', createdAt: 2 })),
        put(row({ id: 'alien', kind: 'transaction', parent: 'p', owner: 'o' })),
      ]);
      assert.deepEqual(await ids(store.children('session', 'p', 0)), ['new', 'mid', 'old']);
      assert.deepEqual(await ids(store.owned('session', 'o', 0)), ['new', 'mid', 'old']);
    });

    storeTest('a family goes as a whole, whatever the kinds, and only once', async (store) => {
      await store.apply([
        put(row({ id: 's', owner: 'o' })),
        put(row({ id: 't1', kind: 'service-ticket', parent: 's', createdAt: 2 })),
        put(row({ id: 't2', kind: 'transaction', parent: 's', createdAt: 3 })),
        put(row({ id: 'deep', kind: 'service-ticket', parent: 't1' })),
        put(row({ id: 'stranger', kind: 'service-ticket', parent: 'other' })),
      ]);
      const both = await Promise.all([
        store.removeFamily('session', 's'),
        store.removeFamily('session', 's'),
      ]);
      assert.deepEqual(
        both.map((family) => family.map(({ id }) => id)),
        [['s', 't2', 't1'], []],
      );
      assert.equal(await store.count('service-ticket', 0), 2);
      assert.equal(await store.count('transaction', 0), 0);
    });

    storeTest('W7 expired rows are erased, and counted', async (store) => {
      const many = Array.from({ length: 450 }, (_, i) => put(row({ id: `r${i}`, expiresAt: 500 + (i % 3) })));
      await store.apply([...many, put(row({ id: 't', kind: 'transaction', expiresAt: 500 }))]);
      assert.equal(await store.removeExpired(499), 0);
      assert.equal(await store.removeExpired(500), 151);
      assert.equal(await store.count('session', 0), 300);
      assert.equal(await store.removeExpired(502), 300);
    });

    storeTest('1,000 operations at once keep every row', async (store) => {
      const names = Array.from({ length: 1000 }, (_, i) => `r${i}`);
      await Promise.all(names.map((id) => store.apply([put(row({ id }))])));
      const found = await Promise.all(names.map((id) => store.take('session', id, 0)));
      assert.deepEqual(
        found.map((one) => one?.id),
        names,
      );
    });

    test('operations that nobody waits for take effect in the order they were called', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyAtOnce, { maxLength: 30 }), async (operations) => {
          const store = await openStore();
          try {
            const model = createModel();
            await Promise.all(operations.map((one) => one.run(model, store)));
          } finally {
            await store.close();
          }
        }),
        { numRuns: 30 },
      );
    });

    test('any sequence of operations answers as a simple list would', async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands([anyOperation], { size: '+1', maxCommands: 60 }), async (commands) => {
          const store = await openStore();
          try {
            await fc.asyncModelRun(() => ({ model: createModel(), real: store }), commands);
          } finally {
            await store.close();
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}

function row(fields: Partial<Row>): Row {
  const value = Buffer.from('value');
  return {
    kind: 'session',
    id: 'id',
    parent: null,
    owner: null,
    value,
    createdAt: 1,
    expiresAt: 1000,
    ...fields,
  };
}

const put = (one: Row): Change => ({ do: 'put', row: one });
const remove = (id: string): Change => ({ do: 'remove', kind: 'session', id });
const touch = (id: string, expiresAt: number): Change => ({ do: 'touch', kind: 'session', id, expiresAt });
const required = (id: string, now: number): Change => ({ do: 'require', kind: 'session', id, now });

async function ids(rows: Promise<readonly Row[]>): Promise<readonly string[]> {
  return (await rows).map(({ id }) => id);
}

/** All sessions that belong to `o`, in order, and how many there are. */
async function everything(store: TicketStore): Promise<unknown> {
  const owned = await store.owned('session', 'o', 0);
  return [plain(owned), await store.count('session', 0), plain(await store.children('session', 'p', 0))];
}
