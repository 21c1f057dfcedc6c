// `npm run bench`: what the work costs, beside a bare server that answers the same and does none of it, in one run.
// Shorter: `npm run bench -- --only a,f --clients 16 --seconds 2 --people 10,10000 --out bench/results/try`.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { AccountsCost } from './accounts.ts';
import type { InquiryCost } from './inquiry.ts';
import type { LoadTask, Measurement } from './load.ts';
import { describeMachine, markdown, type Row, type StrategyCosts } from './report.ts';
import { SCENARIOS } from './scenarios.ts';
import type { StrategyCost } from './strategies.ts';
import { measureStartUp, type StartUp } from './start-up.ts';
import { configuration, record, startBare, startOurs, type Keys, type Subject } from './subjects.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d,e,f,g,h' },
    clients: { type: 'string', default: '1,16,128' },
    seconds: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '5' },
    people: { type: 'string', default: '10,10000,1000000' },
    out: { type: 'string', default: fileURLToPath(new URL('./results/latest', import.meta.url)) },
  },
});
const wanted = new Set(values.only.split(','));
const clientCounts = values.clients.split(',').map(Number);
const seconds = Number(values.seconds);
const runFile = promisify(execFile);

async function child<T>(program: string, argument: string): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  // Two copies of a million people's file, while it is written.
  const { stdout } = await runFile(process.execPath, ['--max-old-space-size=4096', file, argument]);
  return JSON.parse(stdout) as T;
}

function load(subject: Subject, scenario: string, clients: number): Promise<Measurement> {
  const task: LoadTask = {
    scenario,
    base: subject.base,
    serverPid: subject.pid,
    clients,
    warmUpSeconds: Number(values['warm-up']),
    seconds,
  };
  return child<Measurement>('./load.ts', JSON.stringify(task));
}

async function measureWork(scenario: string, keys: Keys): Promise<readonly Row[]> {
  const folder = configuration(keys);
  const ours = await startOurs(folder);
  const bare = await startBare(await record(ours));
  const rows: Row[] = [];
  for (const clients of clientCounts) {
    const row = {
      scenario,
      keys,
      clients,
      bare: await load(bare, scenario, clients),
      ours: await load(ours, scenario, clients),
    };
    rows.push(row);
    say(
      `(${scenario}) ${keys} keys, ${clients} clients: ${(row.ours.cpu / row.bare.cpu).toFixed(2)} times bare`,
    );
  }
  await Promise.all([ours.stop(), bare.stop()]);
  folder.remove();
  return rows;
}

const rows: Row[] = [];
for (const scenario of Object.keys(SCENARIOS).filter((name) => wanted.has(name))) {
  rows.push(...(await measureWork(scenario, 'own')));
  if (scenario === 'a') rows.push(...(await measureWork(scenario, 'configured')));
}
let startUp: StartUp | undefined;
if (wanted.has('e')) {
  startUp = await measureStartUp((subject) => load(subject, 'a', 16));
  say(`(e) first page after ${startUp.later.toFixed(0)} ms, ${startUp.atRest.toFixed(0)} MiB at rest`);
}
const inquiries: InquiryCost[] = [];
for (const people of wanted.has('f') ? values.people.split(',') : []) {
  inquiries.push(await child<InquiryCost>('./inquiry.ts', people));
  say(
    `(f) ${people} people: ${inquiries.at(-1)?.mean.toFixed(1)} µs, stall ${inquiries.at(-1)?.stall.toFixed(1)} ms`,
  );
}

const accounts: AccountsCost[] = [];
for (const people of wanted.has('h') ? values.people.split(',') : []) {
  accounts.push(await child<AccountsCost>('./accounts.ts', people));
  say(`(h) ${people} accounts: stall ${accounts.at(-1)?.stall.toFixed(1)} ms`);
}

let strategies: StrategyCosts | undefined;
if (wanted.has('g')) {
  const folder = configuration('own');
  const ours = await startOurs(folder);
  const login = await load(ours, 'b', 1);
  await ours.stop();
  folder.remove();
  strategies = { login, costs: await child<readonly StrategyCost[]>('./strategies.ts', 'all') };
  say(`(g) one login takes ${login.p50.toFixed(1)} ms; ${strategies.costs.length} strategies measured`);
}

const results = {
  machine: describeMachine(),
  secondsEach: seconds,
  rows,
  inquiries,
  accounts,
  ...(startUp && { startUp }),
  ...(strategies && { strategies }),
};
writeFileSync(`${values.out}.json`, `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(`${values.out}.md`, markdown(results));
say(`Written to ${values.out}.md and .json`);

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
