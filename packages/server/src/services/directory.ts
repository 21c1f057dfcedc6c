// The service registry: loads definitions, keeps them sorted and compiled, follows changes, and finds the definition
// for an address.
import { whyUnreadable, type Clock, type Logger } from '@vestibule/interrupt';
import { watch as watchFiles } from 'chokidar';
import { LRUCache } from 'lru-cache';
import { LONGEST_ADDRESS, parseServiceAddress } from './canonical-address.ts';
import { decide } from './decide.ts';
import { readServiceFiles, stateOfServiceFiles, unreadFiles, type FileContent } from './service-files.ts';
import { NO_GENERATION, nextGeneration, type Generation } from './generation.ts';
import type { CompileTrigger } from './interrupt-policy.ts';
import type { RegisteredService, ServiceRegistry } from './registered-service.ts';

export interface ServiceRegistryOptions {
  /** Read with everything below it; null for a registry without files. */
  readonly directory: string | null;
  /** Without a directory: the stock service that lets every https application in (W2). */
  readonly stock: boolean;
  /** Follow changes of the directory (`cas.service-registry.json.watcher-enabled`). */
  readonly watch: boolean;
  readonly logger: Logger;
  /** Absent: a service with a `groovyScript` in its interrupt policy matches and refuses (W5). */
  readonly compileTrigger?: CompileTrigger;
  /** What the days of expiry and the hours of access go by. Default: the machine's. */
  readonly clock?: Clock;
  /** After a reload that changed something. */
  readonly onChange?: () => void;
}

export type LoadedServiceRegistry =
  /** Warnings ask for something to be done; notices are worth knowing. */
  { readonly warnings: readonly string[]; readonly notices: readonly string[] } & (
    | { readonly ok: true; readonly registry: ReloadableServiceRegistry }
    | { readonly ok: false; readonly faults: readonly string[] }
  );

export interface ReloadableServiceRegistry extends ServiceRegistry {
  /** Reads the directory again now. Faulty definitions keep their last good state (D11). Never rejects. */
  reload(): Promise<void>;
}

const STOCK_SERVICE = `{
  "@class": "org.apereo.cas.services.CasRegisteredService",
  "serviceId": "^(https|imaps)://.*",
  "name": "HTTPS and IMAPS",
  "id": 10000001,
  "description": "Every application with an https or imaps address.",
  "evaluationOrder": 10000
}`;
const STOCK_SOURCE = 'HTTPSandIMAPS-10000001.json';

/**
 * Loads the definitions. Any faulty one, and two with one id, make the whole an error that names them all (D11): its
 * addresses would else fall to the next wildcard.
 */
export async function loadServiceRegistry(options: ServiceRegistryOptions): Promise<LoadedServiceRegistry> {
  const { directory, stock, compileTrigger, clock } = options;
  let files: ReadonlyMap<string, FileContent> = new Map();
  const warnings: string[] = [];
  if (directory !== null) {
    try {
      files = await readServiceFiles(directory);
    } catch (error) {
      return { ok: false, faults: [unreadable(directory, error)], warnings, notices: [] };
    }
    if (files.size === 0)
      warnings.push(`${directory}: no service files, so no application may ask for a login`);
  } else if (stock) {
    files = new Map([[STOCK_SOURCE, { ok: true, text: STOCK_SERVICE }]]);
    warnings.push('the stock service ^(https|imaps)://.* is in force: any site may ask who a person is');
  }
  const generation = nextGeneration(NO_GENERATION, files, compileTrigger, clock);
  warnings.push(...generation.warnings);
  const { faults, notices } = generation;
  if (directory !== null) warnings.push(...(await unreadFiles(directory)).map(unread));
  if (faults.length > 0) return { ok: false, faults, warnings, notices };
  return { ok: true, registry: openRegistry(generation, options), warnings, notices };
}

function unread(file: string): string {
  const how = /\.(?:hjson|ya?ml)$/i.test(file)
    ? 'service files are JSON or Hjson and end in .json'
    : 'it is taken for a copy';
  return `${file} is not read: ${how}`;
}

/** Addresses whose definition is remembered; at most a few megabytes whoever asks. */
const REMEMBERED_ADDRESSES = 1024;
/** Milliseconds of quiet before a changed directory is read: an editor touches a file several times. */
const QUIET = 100;
/** Where no event comes (a link further up that is swapped, some file systems) the files are looked at this often. */
const LOOK_EVERY = 3_000;

function openRegistry(first: Generation, options: ServiceRegistryOptions): ReloadableServiceRegistry {
  const { directory, logger, compileTrigger, clock, onChange } = options;
  const found = new LRUCache<string, { readonly service: RegisteredService | null }>({
    max: REMEMBERED_ADDRESSES,
  });
  let generation = first;
  let closed = false;

  async function readAgain(): Promise<void> {
    if (directory === null || closed) return;
    const before = generation;
    try {
      generation = nextGeneration(before, await readServiceFiles(directory), compileTrigger, clock);
    } catch (error) {
      generation = { ...before, faults: [unreadable(directory, error)] };
    }
    const { services, faults, warnings, notices } = generation;
    found.clear();
    for (const fault of faults) {
      if (!before.faults.includes(fault)) logger.error({ event: 'service-definition' }, fault);
    }
    for (const warning of warnings) {
      if (!before.warnings.includes(warning)) logger.warn({ event: 'service-definition' }, warning);
    }
    for (const notice of notices) {
      if (!before.notices.includes(notice)) logger.info({ event: 'service-definition' }, notice);
    }
    if (same(before.services, services) && same(before.faults, faults)) return;
    logger.info(
      { event: 'service-definitions-loaded', services: services.length, faults: faults.length },
      'the service definitions are loaded again',
    );
    onChange?.();
  }

  // One at a time, in order: the last state of the directory is what stays.
  let reading: Promise<void> = Promise.resolve();
  const reload = (): Promise<void> => (reading = reading.then(readAgain));
  const stopWatching = options.watch && directory !== null ? watch(directory, reload, logger) : null;

  return {
    find(serviceUrl) {
      if (serviceUrl.length > LONGEST_ADDRESS) return null;
      const known = found.get(serviceUrl);
      if (known !== undefined) return known.service;
      const parsed = parseServiceAddress(serviceUrl);
      const service = parsed.ok ? decide(generation.services, parsed.address) : null;
      found.set(serviceUrl, { service });
      return service;
    },
    all: () => generation.services,
    faults: () => generation.faults,
    reload,
    async close() {
      closed = true;
      await stopWatching?.();
      await reading;
    },
  };
}

function watch(directory: string, reload: () => Promise<void>, logger: Logger): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), QUIET);
  };
  let seen: string | null = null;
  const look = async (): Promise<void> => {
    const state = await stateOfServiceFiles(directory);
    if (state === seen) return;
    seen = state;
    await reload();
  };
  const looking = setInterval(() => void look(), LOOK_EVERY);
  looking.unref();
  const watcher = watchFiles(directory, { ignoreInitial: true });
  // What changed between the first reading and the watcher's start is caught by `ready`.
  watcher.on('all', soon).on('ready', soon);
  watcher.on('error', (error) => {
    logger.error(
      { event: 'watch-failed', directory, err: error },
      'the directory of service definitions sends no events: it is looked at every three seconds',
    );
  });
  return async () => {
    clearInterval(looking);
    await watcher.close();
    clearTimeout(timer);
  };
}

function same<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function unreadable(directory: string, error: unknown): string {
  return `${directory}: the directory of service definitions ${whyUnreadable(directory, error)}`;
}
