// What outlives a request: the data directory, its keys, the ticket store and the values sealed in it (W7).
import { join } from 'node:path';
import { systemRandom, type Clock, type Logger } from '@vestibule/interrupt';
import { prepareDataDirectory } from '../data-directory.ts';
import { loadOrCreateKeys, type Keys } from '../sealing/keys-file.ts';
import { createSealer, deriveKey, type Sealer } from '../sealing/seal.ts';
import { createSealedRows, type SealedRows } from '../sso/sealed-rows.ts';
import { startCleaner, systemInterval } from '../sso/stores/cleaner.ts';
import { createMemoryStore } from '../sso/stores/memory-store.ts';
import { openSqliteStore } from '../sso/stores/sqlite-store.ts';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

export interface Storage {
  readonly keys: Keys;
  readonly store: TicketStore;
  /** Values at rest. */
  readonly rows: SealedRows;
  /** Tokens that leave the server and come back. */
  readonly tokens: Sealer;
  /** A key of its own for one purpose. */
  readonly keyFor: (purpose: string) => Uint8Array;
  close(): Promise<void>;
}

export function assembleStorage(directory: string, logger: Logger, clock: Clock): Assembled<Storage> {
  const unusable = prepareDataDirectory(directory);
  if (unusable !== null) return faulty(unusable.message);
  const keys = loadOrCreateKeys(directory, systemRandom);
  if (keys.kind === 'refused') return faulty(keys.fault.message);
  const opened = openSqliteStore(join(directory, 'tickets.sqlite'));
  if (opened.kind === 'refused') return faulty(opened.fault.message);
  const { store } = opened;
  const { master } = keys.value;
  const keyFor = (purpose: string): Uint8Array => deriveKey(master, purpose);
  const cleaner = startCleaner({ store, clock, interval: systemInterval, logger });
  return assembled({
    keys: keys.value,
    store,
    rows: createSealedRows(createSealer(keyFor('rows'), systemRandom)),
    tokens: createSealer(keyFor('tokens'), systemRandom),
    keyFor,
    async close() {
      await cleaner.close();
      await store.close();
    },
  });
}

/** Storage that ends with the process, for commands that change nothing. */
export function memoryStorage(): Storage {
  const store = createMemoryStore();
  const master = systemRandom(32);
  const keyFor = (purpose: string): Uint8Array => deriveKey(master, purpose);
  return {
    keys: { master, named: (name) => ({ kind: 'ready', value: keyFor(name) }) },
    store,
    rows: createSealedRows(createSealer(keyFor('rows'), systemRandom)),
    tokens: createSealer(keyFor('tokens'), systemRandom),
    keyFor,
    close: () => store.close(),
  };
}
