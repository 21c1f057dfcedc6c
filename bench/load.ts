// The load generator, a process of its own: so many clients, each beginning its next unit of work when the last one is
// done. Reads its task as JSON from the first argument, writes the measurement as one line of JSON.
import { cpuMilliseconds } from './process-cost.ts';
import { SCENARIOS } from './scenarios.ts';
import { createVisitor } from './visitor.ts';

export interface LoadTask {
  readonly scenario: string;
  readonly base: string;
  readonly serverPid: number;
  readonly clients: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface Measurement {
  readonly units: number;
  /** Units a second. */
  readonly throughput: number;
  /** Milliseconds a unit. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the server's CPU a unit. */
  readonly cpu: number;
}

if (process.argv[2] !== undefined) {
  process.stdout.write(`${JSON.stringify(await measure(JSON.parse(process.argv[2]) as LoadTask))}\n`);
}

async function measure(task: LoadTask): Promise<Measurement> {
  const scenario = SCENARIOS[task.scenario];
  if (scenario === undefined) throw new Error(`no scenario ${task.scenario}`);
  const visitors = Array.from({ length: task.clients }, () => createVisitor(task.base));
  await Promise.all(visitors.map(async (visitor) => scenario.prepare?.(visitor)));

  const times: number[] = [];
  let measuring = false;
  let stopped = false;
  const loops = visitors.map(async (visitor) => {
    while (!stopped) {
      const started = performance.now();
      await scenario.unit(visitor);
      if (measuring) times.push(performance.now() - started);
    }
  });
  const failed = Promise.all(loops);
  await Promise.race([pause(task.warmUpSeconds), failed]);
  measuring = true;
  const started = performance.now();
  const cpuBefore = cpuMilliseconds(task.serverPid);
  await Promise.race([pause(task.seconds), failed]);
  const cpu = cpuMilliseconds(task.serverPid) - cpuBefore;
  const seconds = (performance.now() - started) / 1000;
  measuring = false;
  stopped = true;
  const units = times.length;
  await failed;
  for (const visitor of visitors) visitor.close();
  const sorted = Float64Array.from(times.slice(0, units)).toSorted();
  const percentile = (share: number): number => sorted[Math.ceil(units * share) - 1] ?? Number.NaN;
  return {
    units,
    throughput: units / seconds,
    p50: percentile(0.5),
    p99: percentile(0.99),
    cpu: cpu / units,
  };
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });
}
