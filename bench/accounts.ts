// (h) One sign-in against a file of accounts, without its hash, in a process of its own: `node bench/accounts.ts PEOPLE`
// prints one line of JSON.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { openJsonUsers } from '../packages/server/src/authentication/json-users.ts';

export interface AccountsCost {
  readonly people: number;
  /** Microseconds a check of a plain password, over people spread through the whole file. */
  readonly mean: number;
  /** Milliseconds to read the file at start. */
  readonly load: number;
  /** Longest time, in milliseconds, that the event loop stood still while the changed file was read (D11: 50). */
  readonly stall: number;
  /** MiB resident afterwards. */
  readonly resident: number;
}

const CHECKS = 20_000;

if (process.argv[2] !== undefined)
  process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);

async function measure(people: number): Promise<AccountsCost> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const location = join(folder, 'people.json');
  const write = (password: string): void => {
    const entries = Array.from(
      { length: people },
      (_, person) =>
        `"person${person}":{"password":"${password}","attributes":{"mail":["person${person}@example.org"],"memberOf":["staff"]}}`,
    );
    writeFileSync(`${location}.new`, `{${entries.join(',\n')}}`);
    renameSync(`${location}.new`, location);
  };
  write('first');
  const started = performance.now();
  const opened = await openJsonUsers({
    name: 'bench',
    location,
    encoder: {},
    clock: systemClock,
    logger: silentLogger,
    watched: false,
  });
  if (opened.kind !== 'ok') throw new Error(opened.faults.join());
  const load = performance.now() - started;
  const { handler } = opened;
  const check = async (person: number, password: string): Promise<void> => {
    const answer = await handler.authenticate({ username: `person${person}`, password });
    if (answer.kind !== 'authenticated') throw new Error(`answered ${answer.kind}`);
  };
  const began = performance.now();
  for (let round = 0; round < CHECKS; round += 1) await check((round * 7_919) % people, 'first');
  const mean = ((performance.now() - began) * 1000) / CHECKS;

  write('second');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await handler.reload();
  delay.disable();
  await check(0, 'second');
  await handler.close();
  rmSync(folder, { recursive: true });
  const resident = process.memoryUsage.rss() / 1024 / 1024;
  return { people, mean, load, stall: delay.max / 1e6, resident };
}
