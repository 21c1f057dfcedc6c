// What is remembered of interrupts, and how it is protected (D14, D15).
import {
  createCookieTracking,
  createJoseProtection,
  createSealedProtection,
  createStoreTracking,
  loadTrackingModule,
  plainProtection,
  systemRandom,
  type Clock,
  type Logger,
  type Protection,
  type Tracking,
} from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { createAcknowledgementRows } from '../sso/acknowledgement-rows.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';
import { assemblePattern } from './pattern.ts';
import type { Scripts } from './scripts.ts';
import type { Storage } from './storage.ts';

const CRYPTO = 'cas.interrupt.cookie.crypto';

export interface TrackingParts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly scripts: Pick<Scripts, 'loadedBy'>;
  readonly logger: Logger;
  readonly clock: Clock;
}

export async function assembleTracking({
  settings,
  storage,
  scripts,
  logger,
  clock,
}: TrackingParts): Promise<Assembled<Tracking>> {
  const module = settings['cas.interrupt.tracking.module'];
  if (module !== '') {
    const onLoaded = scripts.loadedBy('cas.interrupt.tracking.module');
    const loaded = await loadTrackingModule({ module: filePath(module), logger, clock, onLoaded });
    return loaded.ok ? assembled(loaded.tracking) : faulty(`cas.interrupt.tracking.module: ${loaded.detail}`);
  }
  if (settings['cas.interrupt.tracking.type'] === 'STORE') {
    const { store, rows } = storage;
    return assembled(createStoreTracking({ rows: createAcknowledgementRows({ store, rows, clock }), clock }));
  }
  const protection = await assembleProtection(settings, storage, logger);
  if (!protection.ok) return protection;
  const allowed = assemblePattern(settings, 'cas.interrupt.cookie.allowed-ip-addresses-pattern');
  if (!allowed.ok) return allowed;
  return assembled(
    createCookieTracking({
      protection: protection.value,
      pinToSession: settings['cas.interrupt.cookie.pin-to-session'],
      pinsAddress: !outlivesLogout(settings),
      allowedAddresses: allowed.value,
      clock,
    }),
  );
}

/** With a `max-age` the tracking cookie is meant to last: it stays at logout and moves with its browser (D34). */
export const outlivesLogout = (settings: Settings): boolean => settings['cas.interrupt.cookie.max-age'] > 0;

/** Keys of the operator are used as the reference uses them; without any, a key of our own that is kept (D15). */
async function assembleProtection(
  settings: Settings,
  storage: Storage,
  logger: Logger,
): Promise<Assembled<Protection>> {
  if (!settings['cas.interrupt.cookie.crypto.enabled']) return assembled(plainProtection);
  const encryption = settings['cas.interrupt.cookie.crypto.encryption.key'];
  const signing = settings['cas.interrupt.cookie.crypto.signing.key'];
  if (encryption === '' && signing === '') {
    logger.warn(
      { event: 'tracking-key-generated', settings: [`${CRYPTO}.encryption.key`, `${CRYPTO}.signing.key`] },
      `${CRYPTO}: without keys each data directory makes its own; on more than one node give both keys, as \`vestibule keys\` makes them`,
    );
    return assembled(createSealedProtection(storage.keyFor('interrupt-cookie'), systemRandom));
  }
  if (encryption === '' || signing === '') {
    return faulty('cas.interrupt.cookie.crypto: give both encryption.key and signing.key, or neither');
  }
  const jose = await createJoseProtection({
    strategy: settings['cas.interrupt.cookie.crypto.strategy-type'],
    alg: settings['cas.interrupt.cookie.crypto.alg'] || null,
    encryption: { key: encryption, keySize: settings['cas.interrupt.cookie.crypto.encryption.key-size'] },
    signing: { key: signing, keySize: settings['cas.interrupt.cookie.crypto.signing.key-size'] },
  });
  return jose.kind === 'protection'
    ? assembled(jose.protection)
    : faulty(
        ...jose.faults.map(({ setting, message }) => `cas.interrupt.cookie.crypto.${setting}: ${message}`),
      );
}
