// `vestibule serve`: settings, rooms, ready line; then until a signal says stop (W3).
import { systemClock } from '@vestibule/interrupt';
import packageJson from '../../package.json' with { type: 'json' };
import { placed } from './check/placed.ts';
import { readSettings } from './read-settings.ts';
import type { Settings } from '../config/settings.ts';
import { createAudit } from '../operations/audit.ts';
import { createLineWriter, type LineWriter } from '../operations/line-writer.ts';
import { createLog, standardError } from '../operations/log.ts';
import { standardStream } from '../operations/standard-stream.ts';
import { createServer } from '../server.ts';
import { canonicalSpelling } from '../services/canonical-address.ts';

export interface ServeOptions {
  /** Directory of the configuration, or null for the default one. */
  readonly directory: string | null;
  /** `--name=value` and `-Dname=value`, as they came. */
  readonly arguments: readonly string[];
}

/** Milliseconds that the last lines wait for a reader who does not read. */
const LAST_LINES = 2000;

/** Answers the exit code: 0 after a signal, 1 when start-up was refused. */
export async function serve(options: ServeOptions): Promise<number> {
  const errors = standardError({ gather: true });
  process.once('exit', () => errors.flushSync());
  const code = await serveUntilStopped(options, errors);
  await errors.close(LAST_LINES);
  return code;
}

async function serveUntilStopped(options: ServeOptions, errors: LineWriter): Promise<number> {
  const say = (line: string): void => void errors.write(`${line}\n`);
  const read = readSettings(options);
  for (const line of read.said) say(line);
  const place = (line: string): string => placed('fault', line, read.loaded).text;
  if (!read.ok) {
    // Whatever else is wrong is told at once, as `check` does.
    const { roomFaults } = await import('./check.ts');
    const more = await roomFaults(read.loaded);
    if (more.length > 0) say('vestibule: and besides:');
    for (const { text } of more) say(`  ${text}`);
    return 1;
  }

  const logger = createLog('info', errors);
  const { version } = packageJson;
  const configuration = read.loaded.directory;
  logger.info({ event: 'starting', version, configuration, node: process.version }, 'the server starts');
  const server = await createServer({
    settings: read.settings,
    logger,
    audit: createAudit(systemClock, errors.audit, canonicalSpelling),
    logHealth: errors.health,
    withoutEffect: read.withoutEffect,
  });
  if (!server.ok) return refuse(server.faults.map(place), say);
  const stopped = stopSignal();
  const listening = await server.value.listen();
  if (!listening.ok) {
    await server.value.close();
    return refuse(listening.faults.map(place), say);
  }
  for (const line of server.value.missing) say(`vestibule: ${line}; demo/ is an example to copy`);
  const publicAddress = publicAddressOf(read.settings);
  logger.info(
    { event: 'started', version, configuration, listening: listening.value, publicAddress },
    'the server is ready',
  );
  const output = createLineWriter(standardStream(1), { gather: false });
  output.write(`Vestibule is ready at ${listening.value}\n`);
  const { flushCompileCache } = await import('node:module');
  flushCompileCache();

  const signal = await stopped;
  logger.info({ event: 'stopping', signal, version }, 'the server stops: requests in flight are finished');
  await server.value.close();
  logger.info({ event: 'stopped', version, configuration }, 'the server has stopped');
  return 0;
}

/** Where people find the server, as far as the settings say (W2). */
function publicAddressOf(settings: Settings): string {
  const { 'cas.server.prefix': prefix, 'cas.server.name': name } = settings;
  if (prefix !== '') return prefix;
  return name === '' ? 'as each request names it' : name + settings['server.servlet.context-path'];
}

function refuse(faults: readonly string[], say: (line: string) => void): number {
  say(`vestibule: not started, ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}:`);
  for (const fault of faults) say(`  ${fault}`);
  return 1;
}

/** Settles with the first SIGTERM or SIGINT. A second one ends the process at once. */
function stopSignal(): Promise<string> {
  return new Promise((heard) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => heard(signal));
  });
}
