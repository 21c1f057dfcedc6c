// Writes share a transaction: a commit costs as much as the write itself. A write is carried out at once and can be read
// at once; it is safe when the transaction it lies in is committed, at the end of the event loop's turn. Whoever answers
// somebody waits for that first, so nobody is told of something that a crash of the process could take back.
import type { DatabaseSync } from 'node:sqlite';

export interface GroupCommit {
  /** Runs `work` inside the open transaction and answers what it answered. */
  write<T>(work: () => T): T;
  /** The same for several statements that count as a whole or not at all; `work` answering false undoes them. */
  writeWhole(work: () => boolean): boolean;
  /** Settles when everything written so far is committed; rejects when it could not be. */
  durable(): Promise<void>;
  /** How many transactions could not be committed so far. */
  lost(): number;
  /** Commits what is open. */
  flush(): void;
}

/** `onLoss` is told why a transaction could not be kept, also when nobody waits for it. */
export function createGroupCommit(database: DatabaseSync, onLoss: (cause: unknown) => void): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const mark = database.prepare('SAVEPOINT whole');
  const release = database.prepare('RELEASE whole');
  const undo = database.prepare('ROLLBACK TO whole');
  /** The transaction that is open, and how it will end. */
  let open: { readonly due: NodeJS.Immediate; readonly end: PromiseWithResolvers<void> } | null = null;
  let lost = 0;

  /** Everything in the transaction is gone. */
  function lose(end: PromiseWithResolvers<void>, cause: unknown): void {
    lost += 1;
    onLoss(cause);
    end.reject(cause);
  }

  function finish(): void {
    if (open === null) return;
    const { due, end } = open;
    clearImmediate(due);
    open = null;
    try {
      commit.run();
      end.resolve();
    } catch (cause) {
      rollBack();
      lose(end, cause);
    }
  }

  function rollBack(): void {
    try {
      if (database.isTransaction) database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself. Whoever waits hears of the commit that failed.
    }
  }

  function write<T>(work: () => T): T {
    if (open === null) {
      begin.run();
      const end = Promise.withResolvers<void>();
      // Whoever needs to know asks `durable`; a failed commit that nobody waits for has been told to nobody.
      end.promise.catch(() => undefined);
      open = { due: setImmediate(finish), end };
    }
    try {
      return work();
    } catch (cause) {
      // A fault such as a full disk makes SQLite itself roll back the whole transaction; every write in it has failed.
      if (!database.isTransaction) {
        clearImmediate(open.due);
        const { end } = open;
        open = null;
        lose(end, cause);
      }
      throw cause;
    }
  }

  return {
    write,
    writeWhole: (work) =>
      write(() => {
        mark.run();
        let kept = false;
        try {
          kept = work();
        } finally {
          if (database.isTransaction) {
            if (!kept) undo.run();
            release.run();
          }
        }
        return kept;
      }),
    durable: () => (open === null ? Promise.resolve() : open.end.promise),
    lost: () => lost,
    flush: finish,
  };
}
