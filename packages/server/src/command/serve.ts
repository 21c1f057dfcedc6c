// `vestibule serve`: settings, rooms, ready line; then until a signal says stop (W3).
import { systemClock } from '@vestibule/interrupt';
import { placed } from './check/placed.ts';
import { readSettings } from './read-settings.ts';
import { createAudit } from '../operations/audit.ts';
import { createLog, gathered, standardError } from '../operations/log.ts';
import { createServer } from '../server.ts';
import { canonicalSpelling } from '../services/canonical-address.ts';

export interface ServeOptions {
  /** Directory of the configuration, or null for the default one. */
  readonly directory: string | null;
  /** `--name=value` and `-Dname=value`, as they came. */
  readonly arguments: readonly string[];
}

/** Answers the exit code: 0 after a signal, 1 when start-up was refused. */
export async function serve(options: ServeOptions): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
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

  const sink = gathered(standardError());
  const logger = createLog('info', sink);
  const audit = createAudit(systemClock, sink, canonicalSpelling);
  process.once('exit', () => sink.flushSync());
  const server = await createServer({
    settings: read.settings,
    logger,
    audit,
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
  process.stdout.write(`Vestibule is ready at ${listening.value}\n`);
  const { flushCompileCache } = await import('node:module');
  flushCompileCache();

  await stopped;
  await server.value.close();
  logger.flush();
  return 0;
}

function refuse(faults: readonly string[], say: (line: string) => void): number {
  say(`vestibule: not started, ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}:`);
  for (const fault of faults) say(`  ${fault}`);
  return 1;
}

/** Settles at the first SIGTERM or SIGINT. A second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
