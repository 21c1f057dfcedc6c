// (e) From the start of the process to the first page, and what stays in memory.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { memory } from './process-cost.ts';
import { LOGIN } from './scenarios.ts';
import { configuration, startOurs, type Subject } from './subjects.ts';
import { createVisitor } from './visitor.ts';

export interface StartUp {
  /** Milliseconds to the first page with an empty compile cache, then the median of later starts. */
  readonly first: number;
  readonly later: number;
  /** MiB, resident, after the first page and some quiet seconds, compile cache warm. */
  readonly atRest: number;
  /** MiB, the most that was resident under load. */
  readonly underLoad: number;
  /** The same of a `node` that runs an empty `.ts` file. */
  readonly bareNode: { readonly start: number; readonly atRest: number };
}

const LATER_STARTS = 5;
const QUIET_MS = 3_000;

export async function measureStartUp(load: (subject: Subject) => Promise<unknown>): Promise<StartUp> {
  const cache = mkdtempSync(join(tmpdir(), 'vestibule-bench-cache-'));
  const folder = configuration('own');
  const start = async (): Promise<{ subject: Subject; took: number }> => {
    const started = performance.now();
    const subject = await startOurs(folder, { NODE_COMPILE_CACHE: cache });
    const visitor = createVisitor(subject.base);
    await visitor.get(LOGIN);
    const took = performance.now() - started;
    visitor.close();
    return { subject, took };
  };
  try {
    const first = await start();
    await first.subject.stop();
    const later: number[] = [];
    for (let round = 0; round < LATER_STARTS; round += 1) {
      const { subject, took } = await start();
      later.push(took);
      await subject.stop();
    }
    const { subject } = await start();
    await pause(QUIET_MS);
    const atRest = memory(subject.pid).resident;
    await load(subject);
    const underLoad = memory(subject.pid).peak;
    await subject.stop();
    return { first: first.took, later: median(later), atRest, underLoad, bareNode: bareNode() };
  } finally {
    rmSync(cache, { recursive: true });
    folder.remove();
  }
}

function bareNode(): StartUp['bareNode'] {
  const file = new URL('./empty.ts', import.meta.url).pathname;
  const rounds = Array.from({ length: LATER_STARTS }, () => {
    const started = performance.now();
    const atRest = Number(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
    return { start: performance.now() - started, atRest };
  });
  return {
    start: median(rounds.map(({ start }) => start)),
    atRest: median(rounds.map(({ atRest }) => atRest)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
