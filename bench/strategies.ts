// (g) One inquiry of each strategy that has to work for its answer, one after the other, in a process of its own:
// `node bench/strategies.ts all` prints one line of JSON. JSON itself is (f).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  compileJavaPattern,
  createGroovyHost,
  createGroovyInquirer,
  createRegexAttributeInquirer,
  createRestInquirer,
  createScriptInquirer,
  silentLogger,
  systemClock,
  systemRandom,
  type Attributes,
  type Inquirer,
} from '@vestibule/interrupt';
import { startChild } from '../tests/support/child.ts';
import { cpuMilliseconds } from './process-cost.ts';
import { about } from './question.ts';

export interface StrategyCost {
  readonly strategy: string;
  /** Microseconds an inquiry takes. */
  readonly mean: number;
  readonly p99: number;
  /** Microseconds of CPU an inquiry, the JVM's included, the endpoint's not. */
  readonly cpu: number;
}

interface Subject {
  readonly strategy: string;
  readonly inquirer: Inquirer;
  readonly inquiries: number;
  readonly attributes?: Attributes;
  /** A process that works for the inquirer. */
  readonly helper?: number;
}

const QUICK = 5_000;
const SLOW = 100;
const common = { strict: false, logger: silentLogger, clock: systemClock };

if (process.argv[2] !== undefined) process.stdout.write(`${JSON.stringify(await measureAll())}\n`);

async function measureAll(): Promise<readonly StrategyCost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const endpoint = startChild(process.execPath, [fileURLToPath(new URL('./endpoint.ts', import.meta.url))]);
  const [url = ''] = await endpoint.line(/^http:\S+$/);
  const subjects = [
    ...[1, 100, 1000].map((count) => regex(count)),
    await rest(`${url}/0`, 0, QUICK),
    await rest(`${url}/50`, 50, SLOW),
    await script(folder),
    await groovy(folder),
  ];
  const costs: StrategyCost[] = [];
  for (const subject of subjects) if (subject !== null) costs.push(await measure(subject));
  await endpoint.end('SIGTERM');
  rmSync(folder, { recursive: true });
  return costs;
}

/** The name fits every attribute and the value none: all of them are looked at. */
function regex(count: number): Subject {
  const entries = Array.from({ length: count }, (_, number) => [`attribute${number}`, ['student']] as const);
  const patterns = { attributeName: compiled('attr.+'), attributeValue: compiled('^st[a-z]ff$') };
  return {
    strategy: `regex, ${count.toLocaleString('en')} attribute${count === 1 ? '' : 's'}`,
    inquirer: createRegexAttributeInquirer(patterns),
    inquiries: QUICK,
    attributes: Object.fromEntries(entries),
  };
}

function compiled(source: string) {
  const made = compileJavaPattern(source, { ignoreCase: false });
  if (!made.ok) throw new Error(source);
  return made.pattern;
}

async function rest(url: string, delay: number, inquiries: number): Promise<Subject> {
  return {
    strategy: `REST, endpoint answers after ${delay} ms`,
    inquirer: await createRestInquirer({ url, ...common }),
    inquiries,
  };
}

async function script(folder: string): Promise<Subject> {
  const location = join(folder, 'interrupt.ts');
  writeFileSync(
    location,
    'export default (principal: { id: string }) => (principal.id === "x" ? {} : null);',
  );
  return {
    strategy: 'script',
    inquirer: await createScriptInquirer({ location, watch: false, ...common }),
    inquiries: QUICK,
  };
}

/** Null on a machine without Java or Groovy. */
async function groovy(folder: string): Promise<Subject | null> {
  const location = join(folder, 'interrupt.groovy');
  writeFileSync(location, "def run(Object... args) { args[0].id == 'x' ? [:] : null }");
  const created = await createGroovyHost({
    ...common,
    maxMemory: 192 * 1024 * 1024,
    random: systemRandom,
    env: process.env,
  });
  if (!created.ok) {
    process.stderr.write(`(g) without Groovy: ${created.detail}\n`);
    return null;
  }
  const { host } = created;
  const made = await createGroovyInquirer({ host, location, timeout: 2000, watch: false, ...common });
  if (!made.ok) throw new Error(made.detail);
  const close = async (): Promise<void> => {
    await made.inquirer.close?.();
    await host.close();
  };
  const inquirer = { ...made.inquirer, close };
  return { strategy: 'Groovy', inquirer, inquiries: QUICK, ...jvm() };
}

/** The JVM is the child that was started last. */
function jvm(): { readonly helper?: number } {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  const helper = children.at(-1);
  return helper === undefined ? {} : { helper };
}

/** All threads of this process: finer than what `/proc` counts. */
function ownMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function measure({
  strategy,
  inquirer,
  inquiries,
  attributes = {},
  helper,
}: Subject): Promise<StrategyCost> {
  const inquiry = about('somebody', attributes);
  const { signal } = new AbortController();
  const times = new Float64Array(inquiries);
  const warmUp = Math.ceil(inquiries / 5);
  const spent = (): number => ownMicroseconds() + (helper === undefined ? 0 : cpuMilliseconds(helper) * 1000);
  let before = spent();
  for (let round = -warmUp; round < inquiries; round += 1) {
    if (round === 0) before = spent();
    const started = performance.now();
    const answer = await inquirer.inquire(inquiry, signal);
    const took = performance.now() - started;
    if (answer.kind !== 'none') throw new Error(`${strategy} answered ${answer.kind}`);
    if (round >= 0) times[round] = took * 1000;
  }
  const cpu = (spent() - before) / inquiries;
  await inquirer.close?.();
  const sorted = times.toSorted();
  const mean = times.reduce((sum, time) => sum + time, 0) / inquiries;
  return { strategy, mean, p99: sorted[Math.ceil(inquiries * 0.99) - 1] ?? Number.NaN, cpu };
}
