// What outlives a request: the data directory, its keys, the ticket store and the values sealed in it (W7).
import { join } from 'node:path';
import {
  keepNothing,
  keptTextsIn,
  onlyReading,
  systemRandom,
  type Clock,
  type KeptTexts,
  type Logger,
} from '@vestibule/interrupt';
import { LOCK_FILE, lockDataDirectory } from '../data-directory-lock.ts';
import { watchDataDirectory } from '../data-directory-watch.ts';
import { prepareDataDirectory, whyNotDataDirectory } from '../data-directory.ts';
import type { HealthPart } from '../operations/health.ts';
import { ROOMS_MAY_TAKE } from '../operations/shutdown.ts';
import { KEYS_FILE, loadOrCreateKeys, readKeys, type Keys } from '../sealing/keys-file.ts';
import { createSealer, deriveKey, type Sealer } from '../sealing/seal.ts';
import { createSealedRows, type SealedRows } from '../sso/sealed-rows.ts';
import { startCleaner, systemInterval } from '../sso/stores/cleaner.ts';
import { createMemoryStore } from '../sso/stores/memory-store.ts';
import { unwritable } from '../sso/stores/sqlite-database.ts';
import { openSqliteStore, openSqliteStoreToRead } from '../sso/stores/sqlite-store.ts';
import { createStoreWatch } from '../sso/stores/store-watch.ts';
import { StoreUnavailable, type TicketStore } from '../sso/stores/ticket-store.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

const TICKETS_FILE = 'tickets.sqlite';
/** Directory of what scripts were when they last were good. */
const SCRIPTS = 'scripts';

export interface Storage {
  readonly keys: Keys;
  readonly store: TicketStore;
  /** Values at rest. */
  readonly rows: SealedRows;
  /** Tokens that leave the server and come back. */
  readonly tokens: Sealer;
  /** The last good text of scripts, which only the server at work writes (D37). */
  readonly keptTexts: KeptTexts;
  /** A key of its own for one purpose. */
  readonly keyFor: (purpose: string) => Uint8Array;
  /** The ticket store and where it lies, as last seen (D31). */
  health(): readonly HealthPart[];
  close(): Promise<void>;
}

export interface StorageParts {
  readonly directory: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Milliseconds that the requests of a server may take to end; the one before this may still be at it. */
  readonly shutdown: number;
}

/** A moment more than the shutdown of another server may take in all. */
const MARGIN = 1000;

/** What can fail is tried here, a write too: a server that says it is ready can keep what it is told. */
export async function assembleStorage(parts: StorageParts): Promise<Assembled<Storage>> {
  const { directory, logger } = parts;
  const unusable = prepareDataDirectory(directory);
  if (unusable !== null) return faulty(unusable.message);
  const lock = await lockDataDirectory(directory, {
    patience: parts.shutdown + 2 * ROOMS_MAY_TAKE + MARGIN,
    onWait: (path) =>
      logger.warn({ event: 'data-directory-in-use', path }, 'another server has the data directory: waiting'),
  });
  if (lock.kind === 'refused') return faulty(lock.fault.message);
  const storage = await openLocked(parts, lock.release);
  if (!storage.ok) lock.release();
  return storage;
}

async function openLocked(
  { directory, logger, clock }: StorageParts,
  release: () => void,
): Promise<Assembled<Storage>> {
  const keys = loadOrCreateKeys(directory, systemRandom);
  if (keys.kind === 'refused') return faulty(keys.fault.message);
  const storeWatch = createStoreWatch({ clock, logger, interval: systemInterval });
  const path = join(directory, TICKETS_FILE);
  const opened = openSqliteStore(path, storeWatch.failed);
  if (opened.kind === 'refused') return faulty(opened.fault.message);
  try {
    await opened.store.probe();
  } catch (error) {
    await opened.store.close();
    if (!(error instanceof StoreUnavailable)) throw error;
    return faulty(unwritable(path, error.message));
  }
  const held = [LOCK_FILE, TICKETS_FILE, `${TICKETS_FILE}-wal`];
  const watched = storeWatch.watch(opened.store, watchDataDirectory(directory, held, [KEYS_FILE]));
  const { store } = watched;
  const { master } = keys.value;
  const keyFor = (purpose: string): Uint8Array => deriveKey(master, purpose);
  const cleaner = startCleaner({ store, clock, interval: systemInterval, logger });
  return assembled({
    keys: keys.value,
    store,
    rows: createSealedRows(createSealer(keyFor('rows'), systemRandom)),
    tokens: createSealer(keyFor('tokens'), systemRandom),
    keyFor,
    keptTexts: keptTextsIn(join(directory, SCRIPTS)),
    health: watched.health,
    async close() {
      await cleaner.close();
      await watched.close();
      await store.close();
      release();
    },
  });
}

/** How a composition gets its storage: `assembleStorage` for a server, `lookIntoStorage` for a command. */
export type OpenStorage = (parts: StorageParts) => Promise<Assembled<Storage>>;

/**
 * What a server left in its data directory, or is at work on, for commands that change nothing: no directory, key or
 * row is made, and no lock is needed. What is not there yet is as if it were new.
 */
export async function lookIntoStorage({ directory }: StorageParts): Promise<Assembled<Storage>> {
  const unusable = whyNotDataDirectory(directory);
  if (unusable !== null) return faulty(unusable.message);
  const keys = readKeys(directory, systemRandom);
  if (keys?.kind === 'refused') return faulty(keys.fault.message);
  const opened = openSqliteStoreToRead(join(directory, TICKETS_FILE));
  if (opened?.kind === 'refused') return faulty(opened.fault.message);
  return assembled(
    storageOf(
      keys?.value ?? null,
      opened?.store ?? createMemoryStore(),
      onlyReading(keptTextsIn(join(directory, SCRIPTS))),
    ),
  );
}

/** Storage that ends with the process. */
export function memoryStorage(): Storage {
  return storageOf(null, createMemoryStore());
}

function storageOf(kept: Keys | null, store: TicketStore, keptTexts: KeptTexts = keepNothing): Storage {
  const master = kept?.master ?? systemRandom(32);
  const keyFor = (purpose: string): Uint8Array => deriveKey(master, purpose);
  return {
    keys: kept ?? { master, named: (name) => ({ kind: 'ready', value: keyFor(name) }) },
    store,
    rows: createSealedRows(createSealer(keyFor('rows'), systemRandom)),
    tokens: createSealer(keyFor('tokens'), systemRandom),
    keyFor,
    keptTexts,
    health: () => [],
    close: () => store.close(),
  };
}
