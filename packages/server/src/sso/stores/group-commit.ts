// Writes of one turn of the event loop share one transaction: a commit costs as much as the write itself, and under load
// many requests are answered in one turn. Each promise resolves only after the commit that holds its write, so nobody is
// told of something that a crash of the process could take back.
import type { DatabaseSync } from 'node:sqlite';

export interface GroupCommit {
  /** Runs `work` at once, inside the open transaction; answers what it answered once that is committed. */
  write<T>(work: () => T): Promise<T>;
  /** The same for several statements that count as a whole or not at all; `work` answering false undoes them. */
  writeWhole(work: () => boolean): Promise<boolean>;
  /** Reads at once. Answers after the commit when one is due, since what was read may stand on it. */
  read<T>(work: () => T): Promise<T>;
  /** Commits what is open. */
  flush(): void;
}

interface Waiting {
  readonly settle: () => void;
  readonly fail: (cause: unknown) => void;
}

export function createGroupCommit(database: DatabaseSync): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const mark = database.prepare('SAVEPOINT whole');
  const release = database.prepare('RELEASE whole');
  const undo = database.prepare('ROLLBACK TO whole');
  let waiting: Waiting[] = [];
  let due: NodeJS.Immediate | null = null;

  function finish(): void {
    if (due !== null) clearImmediate(due);
    due = null;
    const settled = waiting;
    waiting = [];
    try {
      if (database.isTransaction) commit.run();
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const { fail } of settled) fail(cause);
      return;
    }
    for (const { settle } of settled) settle();
  }

  /** A fault such as a full disk makes SQLite itself roll back the whole transaction; then every write in it has failed. */
  function lost(cause: unknown): void {
    const failed = waiting;
    waiting = [];
    if (due !== null) clearImmediate(due);
    due = null;
    for (const { fail } of failed) fail(cause);
  }

  function write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (due === null) {
        begin.run();
        due = setImmediate(finish);
      }
      let answer: T;
      try {
        answer = work();
      } catch (cause) {
        if (!database.isTransaction) lost(cause);
        throw cause;
      }
      waiting.push({ settle: () => resolve(answer), fail: reject });
    });
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
    read(work) {
      return due === null ? new Promise((resolve) => resolve(work())) : write(work);
    },
    flush: finish,
  };
}
