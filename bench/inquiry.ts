// (f) One inquiry of the JSON strategy, in a process of its own: `node bench/inquiry.ts PEOPLE` prints one line of JSON.
import { renameSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createJsonInquirer, silentLogger, systemClock } from '@vestibule/interrupt';
import { about } from './question.ts';

export interface InquiryCost {
  readonly people: number;
  /** Microseconds an inquiry, over people spread through the whole file. */
  readonly mean: number;
  readonly p99: number;
  /** Milliseconds to read the file at start. */
  readonly load: number;
  /** Longest time, in milliseconds, that the event loop stood still while the changed file was read. */
  readonly stall: number;
  /** MiB resident afterwards. */
  readonly resident: number;
}

const INQUIRIES = 20_000;
const WARM_UP = 2_000;

if (process.argv[2] !== undefined)
  process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);

async function measure(people: number): Promise<InquiryCost> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const location = join(folder, 'interrupts.json');
  writeFileSync(location, content(people, 'first'));
  const started = performance.now();
  const inquirer = await createJsonInquirer({
    location,
    strict: false,
    logger: silentLogger,
    clock: systemClock,
    watch: false,
  });
  const load = performance.now() - started;
  const { signal } = new AbortController();
  const times = new Float64Array(INQUIRIES);
  for (let round = -WARM_UP; round < INQUIRIES; round += 1) {
    const inquiry = about(`person${spread(round + WARM_UP, people)}`);
    const before = performance.now();
    const answer = await inquirer.inquire(inquiry, signal);
    const took = performance.now() - before;
    if (answer.kind !== 'interrupt') throw new Error(`answered ${answer.kind}`);
    if (round >= 0) times[round] = took * 1000;
  }

  writeFileSync(`${location}.new`, content(people, 'second'));
  renameSync(`${location}.new`, location);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await inquirer.refresh();
  delay.disable();
  const after = await inquirer.inquire(about('person0'), signal);
  if (after.kind !== 'interrupt' || after.response.message !== 'second 0') throw new Error('not reloaded');
  await inquirer.close();
  rmSync(folder, { recursive: true });
  const sorted = times.toSorted();
  return {
    people,
    mean: times.reduce((sum, time) => sum + time, 0) / INQUIRIES,
    p99: sorted[Math.ceil(INQUIRIES * 0.99) - 1] ?? Number.NaN,
    load,
    stall: delay.max / 1e6,
    resident: process.memoryUsage.rss() / 1024 / 1024,
  };
}

/** A different person each time, all over the file: a multiple of a prime, modulo the number of people. */
function spread(round: number, people: number): number {
  return (round * 7_919) % people;
}

function content(people: number, word: string): string {
  const entries = Array.from(
    { length: people },
    (_, person) =>
      `"person${person}":{"message":"${word} ${person}","links":{"More":"https://www.example.org/"}}`,
  );
  return `{${entries.join(',\n')}}`;
}
