// A script in a file: compiled when it changes; an edit that does not compile leaves the last good one in force (D12).
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InquirerHealth } from '../../inquirer.ts';
import type { Clock, Logger } from '../../ports.ts';
import { ABSENT, versionOf, watchFile, type FileVersion } from '../json-file/watched-file.ts';
import type { KeptTexts } from '../kept-texts.ts';
import type { OnLoaded } from '../loaded-files.ts';
import type { GroovyHost, LoadAnswer, LoadedScript } from './host.ts';
import { shapedForFive } from './of-five.ts';
import { unavailableClasses } from './unavailable-classes.ts';
import { whyUnreadable } from '../../unreadable-file.ts';

export interface ScriptFileOptions {
  readonly path: string;
  readonly host: GroovyHost;
  readonly mustTakeArguments: boolean;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly watch: boolean;
  readonly kept: KeptTexts;
  /** Told the file and the files of code that its text names, each time it is read (D33). */
  readonly onLoaded: OnLoaded | undefined;
}

export interface ScriptFile {
  /** The script in force, or why there is none. */
  current():
    | { readonly ok: true; readonly script: LoadedScript }
    | { readonly ok: false; readonly detail: string };
  /** Looks at the file now; resolves when what it holds counts, or when it was found broken or unchanged. */
  refresh(): Promise<void>;
  health(): InquirerHealth;
  /** Why the text that was there at the start does not count, when none was good before; else null (D37). */
  readonly startFault: StartFault | null;
  close(): Promise<void>;
}

/** `late`: it may well be good; there was no time to tell. */
export interface StartFault {
  readonly detail: string;
  readonly late: boolean;
}

const LARGEST = 1_048_576;
/** A file that changes while it is read is read again, so often; then the next event goes on. */
const TURNS = 5;

export async function openScriptFile(options: ScriptFileOptions): Promise<ScriptFile> {
  const { path, host, mustTakeArguments, logger, clock, kept } = options;
  let script: LoadedScript | null = null;
  let loadedAt = 0;
  let fromBefore = false;
  let refused = false;
  let late = false;
  let fault: string | null = null;
  let seen: FileVersion | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const load = (text: string): Promise<LoadAnswer> =>
    host.load({ name: scriptName(path), text, mustTakeArguments }, script ?? undefined);

  async function keep(text: string): Promise<void> {
    const detail = await kept.keep(path, text);
    if (detail === null) return;
    logger.warn(
      { event: 'script-not-kept', inquirer: 'groovy', path, detail },
      'the Groovy script cannot be kept for the next start',
    );
  }

  function tellUnavailable(text: string): void {
    const names = unavailableClasses(text);
    if (names.length === 0) return;
    logger.warn(
      { event: 'script-names-unavailable', inquirer: 'groovy', path, detail: names.join(', ') },
      'the Groovy script uses what is not available in Vestibule; an inquiry that comes to it fails',
    );
  }

  /** The trigger of a policy has had its arguments from the start. */
  function tellOfFive(text: string): void {
    const found = mustTakeArguments ? shapedForFive(text) : null;
    if (found === null) return;
    const detail =
      `"${found.slice(0, 120)}" is as in Apereo CAS 5. Since 6.0 the arguments are principal, attributes, service, ` +
      'registeredService, requestContext, logger, where 5.x passed four: the uid and the id of the service as texts. ' +
      'Write args[0].id and args[2]?.id; the logger is args[5]';
    logger.warn(
      { event: 'script-of-apereo-5', inquirer: 'groovy', path, detail },
      'the Groovy script looks as if it was written for Apereo CAS 5; what it compares may never be equal',
    );
  }

  /** What was in force when the server stopped. */
  async function loadFromBefore(): Promise<void> {
    const text = await kept.read(path);
    const loaded = text === null ? null : await load(text);
    if (loaded?.ok !== true) return;
    ({ script } = loaded);
    loadedAt = clock.now();
    fromBefore = true;
  }

  async function look(): Promise<void> {
    const now = await versionOf(path);
    if (closed || now.version === seen?.version) return;
    const text = await readText(path, now);
    if ((await versionOf(path)).version !== now.version) {
      again = true;
      return;
    }
    seen = now;
    options.onLoaded?.(path);
    if (text.ok) for (const named of namedFiles(text.text)) options.onLoaded?.(named);
    const loaded = text.ok ? await load(text.text) : text;
    if (loaded.ok && text.ok) {
      ({ script } = loaded);
      loadedAt = clock.now();
      fault = null;
      fromBefore = false;
      tellUnavailable(text.text);
      tellOfFive(text.text);
      await keep(text.text);
      logger.info({ event: 'script-loaded', inquirer: 'groovy', path }, 'the Groovy script is loaded');
      return;
    }
    fault = loaded.ok ? null : loaded.detail;
    refused = text.ok;
    late = !loaded.ok && loaded.late;
    if (script === null && text.ok) await loadFromBefore();
    const standing = script === null ? 'every inquiry of it fails' : 'the last good one stays in force';
    logger.error(
      { event: 'script-rejected', inquirer: 'groovy', path, detail: fault },
      `the Groovy script is rejected: ${standing}`,
    );
  }

  function refresh(): Promise<void> {
    again = true;
    running ??= (async () => {
      for (let turn = 0; again && turn < TURNS && !closed; turn += 1) {
        again = false;
        await look();
      }
    })().finally(() => {
      running = null;
    });
    return running;
  }

  await refresh();
  const startFault = script === null && refused && fault !== null ? { detail: fault, late } : null;
  const watching = options.watch ? await watchFile(path, () => void refresh()) : null;

  return {
    current: () =>
      script === null
        ? { ok: false, detail: `Groovy script: ${fault ?? 'not read yet'}` }
        : { ok: true, script },
    refresh,
    startFault,
    health() {
      if (script === null) return { status: 'down', detail: fault ?? 'not read yet' };
      const good = `${script.name}${fromBefore ? ' as it was before the start' : ''}, compiled ${new Date(loadedAt).toISOString()}`;
      return fault === null
        ? { status: 'up', detail: good }
        : { status: 'degraded', detail: `${fault}; in force: ${good}` };
    },
    async close() {
      closed = true;
      await watching?.close();
      await running;
      if (script !== null) host.unload(script);
    },
  };
}

/** `evaluate(new File('/…/shared.groovy'))` and the like. A name that is put together at run time cannot be seen. */
const namedFiles = (text: string): readonly string[] =>
  [...text.matchAll(/(["'])(?:file:(?:\/\/)?)?(\/[^"'\n$]+\.(?:groovy|gvy|gy|gsh|class|jar))\1/gu)].map(
    ([, , path = '']) => path,
  );

type ScriptTextRead =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly detail: string; readonly late: false };

async function readText(path: string, version: FileVersion): Promise<ScriptTextRead> {
  if (version === ABSENT)
    return { ok: false, late: false, detail: 'the file does not exist or cannot be seen' };
  if (version.size > LARGEST) return { ok: false, late: false, detail: 'the file is larger than 1 MiB' };
  try {
    return { ok: true, text: await readFile(path, 'utf8') };
  } catch (error) {
    return { ok: false, late: false, detail: `the file ${whyUnreadable(path, error)}` };
  }
}

/** Groovy makes the name of a class of it: only letters, digits and underscores. */
export function scriptName(path: string): string {
  const stem = basename(path).replace(/\.groovy$/i, '');
  const name = stem.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return `${/^[A-Za-z_]/.test(name) ? name : `_${name}`}.groovy`;
}
