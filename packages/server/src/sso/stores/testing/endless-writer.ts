// A process for the test of `kill -9`: writes rows until it is killed, and says each one that was answered.
import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../sqlite-store.ts';

const opened = openSqliteStore(process.argv[2] ?? '');
if (opened.kind === 'refused') throw new Error(opened.fault.message);
for (let i = 0; ; i += 1) {
  const value = Buffer.alloc(600, i);
  await opened.store.apply([
    {
      do: 'put',
      row: {
        kind: 'session',
        id: `row-${i}`,
        parent: null,
        owner: null,
        value,
        createdAt: 1,
        expiresAt: 1000,
      },
    },
  ]);
  await opened.store.durable();
  writeSync(1, `${i}\n`);
}
