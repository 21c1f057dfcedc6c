// The tables, with the machine's description and without its name.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import type { AccountsCost } from './accounts.ts';
import type { InquiryCost } from './inquiry.ts';
import type { Measurement } from './load.ts';
import { SCENARIOS } from './scenarios.ts';
import type { StartUp } from './start-up.ts';
import type { StrategyCost } from './strategies.ts';

export interface Row {
  readonly scenario: string;
  /** Which cookie keys: only (a) is measured with both. */
  readonly keys: 'own' | 'configured';
  readonly clients: number;
  readonly ours: Measurement;
  readonly bare: Measurement;
}

/** (g) beside its yardstick: scenario (b) by one client in the same run. */
export interface StrategyCosts {
  readonly login: Measurement;
  readonly costs: readonly StrategyCost[];
}

export interface Results {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly secondsEach: number;
  readonly rows: readonly Row[];
  readonly startUp?: StartUp;
  readonly inquiries: readonly InquiryCost[];
  readonly accounts: readonly AccountsCost[];
  readonly strategies?: StrategyCosts;
}

export function describeMachine(): Results['machine'] {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    system: readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? 'Linux',
    kernel: release().replace(/-.*/, ''),
    node: process.version,
  };
}

export function markdown(results: Results): string {
  const { machine, secondsEach, rows, startUp, inquiries, accounts, strategies } = results;
  const parts = [
    `# Measurements\n\nMade by \`npm run bench\`; how to read them stands in \`bench/README.md\`.\n`,
    table(
      ['machine', ''],
      Object.entries(machine).map(([name, value]) => [name, String(value)]),
    ),
  ];
  if (rows.length > 0)
    parts.push(`## Work, ${secondsEach} s each, load generator on the same cores\n`, workTable(rows));
  if (startUp !== undefined) parts.push('## (e) Start and memory\n', startUpTable(startUp));
  if (inquiries.length > 0) parts.push('## (f) One inquiry of the JSON strategy\n', inquiryTable(inquiries));
  if (accounts.length > 0) parts.push('## (h) One look into a file of accounts\n', accountsTable(accounts));
  if (strategies !== undefined)
    parts.push(
      '## (g) One inquiry of each other strategy, as a share of a login (b)\n',
      strategyTable(strategies),
    );
  return parts.join('\n');
}

function workTable(rows: readonly Row[]): string {
  return table(
    ['work', 'clients', 'CPU each', 'bare', 'ratio', 'units/s', 'bare', 'p50', 'bare', 'p99', 'bare'],
    rows.map(({ scenario, keys, clients, ours, bare }) => [
      `(${scenario}) ${SCENARIOS[scenario]?.title ?? ''}${keys === 'configured' ? '; configured JOSE keys' : ''}`,
      String(clients),
      `${ours.cpu.toFixed(3)} ms`,
      `${bare.cpu.toFixed(3)} ms`,
      `**${(ours.cpu / bare.cpu).toFixed(1)}**`,
      ours.throughput.toFixed(0),
      bare.throughput.toFixed(0),
      `${ours.p50.toFixed(1)} ms`,
      `${bare.p50.toFixed(1)} ms`,
      `${ours.p99.toFixed(1)} ms`,
      `${bare.p99.toFixed(1)} ms`,
    ]),
  );
}

function startUpTable({ first, later, atRest, underLoad, bareNode }: StartUp): string {
  return table(
    ['', 'Vestibule', 'bare `node`, empty `.ts`'],
    [
      ['first start to first page', `${first.toFixed(0)} ms`, ''],
      ['later starts, median', `${later.toFixed(0)} ms`, `${bareNode.start.toFixed(0)} ms`],
      [
        'resident at rest, warm compile cache',
        `${atRest.toFixed(0)} MiB`,
        `${bareNode.atRest.toFixed(0)} MiB`,
      ],
      ['resident at most, under load', `${underLoad.toFixed(0)} MiB`, ''],
    ],
  );
}

function inquiryTable(inquiries: readonly InquiryCost[]): string {
  return table(
    ['people', 'mean', 'p99', 'read at start', 'longest stall at reload', 'resident'],
    inquiries.map(({ people, mean, p99, load, stall, resident }) => [
      people.toLocaleString('en'),
      `${mean.toFixed(1)} µs`,
      `${p99.toFixed(1)} µs`,
      `${load.toFixed(0)} ms`,
      `${stall.toFixed(1)} ms`,
      `${resident.toFixed(0)} MiB`,
    ]),
  );
}

function accountsTable(accounts: readonly AccountsCost[]): string {
  return table(
    ['people', 'mean', 'read at start', 'longest stall at reload', 'resident'],
    accounts.map(({ people, mean, load, stall, resident }) => [
      people.toLocaleString('en'),
      `${mean.toFixed(1)} µs`,
      `${load.toFixed(0)} ms`,
      `${stall.toFixed(1)} ms`,
      `${resident.toFixed(0)} MiB`,
    ]),
  );
}

function strategyTable({ login, costs }: StrategyCosts): string {
  const share = (microseconds: number, milliseconds: number): string =>
    `**${((microseconds / 1000 / milliseconds) * 100).toFixed(1)} %**`;
  return table(
    ['strategy', 'mean', 'p99', 'of a login', 'CPU each', 'of a login'],
    [
      [
        'login (b), one client',
        `${(login.p50 * 1000).toFixed(0)} µs (p50)`,
        '',
        '',
        `${(login.cpu * 1000).toFixed(0)} µs`,
        '',
      ],
      ...costs.map(({ strategy, mean, p99, cpu }) => [
        strategy,
        `${mean.toFixed(0)} µs`,
        `${p99.toFixed(0)} µs`,
        share(mean, login.p50),
        `${cpu.toFixed(0)} µs`,
        share(cpu, login.cpu),
      ]),
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
