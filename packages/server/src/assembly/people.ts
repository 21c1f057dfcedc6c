// Who may sign in: the handlers that the settings name, behind the throttle.
import { systemRandom, type Clock, type Logger } from '@vestibule/interrupt';
import { acceptUsers } from '../authentication/accept-users.ts';
import { stubAttributes } from '../authentication/attribute-repository.ts';
import { createAuthenticator, type Authenticator } from '../authentication/authenticate.ts';
import type { AuthenticationHandler } from '../authentication/handler.ts';
import { openJsonUsers, type JsonUsers } from '../authentication/json-users.ts';
import { passwordEncoder, type PasswordEncoderSettings } from '../authentication/password-encoder.ts';
import { createLoginThrottle } from '../authentication/throttle.ts';
import type { Settings } from '../config/settings.ts';
import type { Audit } from '../operations/audit.ts';
import type { HealthPart } from '../operations/health.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';
import type { Storage } from './storage.ts';

export interface People {
  readonly authenticator: Authenticator;
  /** Nobody can sign in: no account is configured (W6). */
  readonly nobody: boolean;
  health(): readonly HealthPart[];
  close(): Promise<void>;
}

export interface PeopleParts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly audit: Audit;
  readonly logger: Logger;
  readonly clock: Clock;
}

export async function assemblePeople({
  settings,
  storage,
  audit,
  logger,
  clock,
}: PeopleParts): Promise<Assembled<People>> {
  const handlers: AuthenticationHandler[] = [];
  const faults: string[] = [];
  let jsonUsers: JsonUsers | null = null;
  const { 'cas.authn.accept.users': users, 'cas.authn.json.location': location } = settings;

  if (settings['cas.authn.accept.enabled'] && users !== '') {
    const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.accept.password-encoder'));
    if (encoder.kind !== 'ok') faults.push(`cas.authn.accept.password-encoder: ${encoder.reason}`);
    else {
      const handler = acceptUsers({
        name: settings['cas.authn.accept.name'],
        users,
        encoder: encoder.encoder,
      });
      if (handler.kind === 'ok') handlers.push(handler.handler);
      else faults.push(...handler.faults);
    }
  }
  if (location !== '') {
    const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
    if (encoder.kind !== 'ok') faults.push(`cas.authn.json.password-encoder: ${encoder.reason}`);
    else {
      const outcome = await openJsonUsers({
        name: settings['cas.authn.json.name'],
        location: filePath(location),
        encoder: encoder.encoder,
        clock,
        logger,
        watched: true,
      });
      if (outcome.kind === 'ok') handlers.push((jsonUsers = outcome.handler));
      else faults.push(...outcome.faults.map((fault) => `cas.authn.json.location: ${fault}`));
    }
  }
  if (faults.length > 0) {
    await jsonUsers?.close();
    return faulty(...faults);
  }
  const throttle = createLoginThrottle({
    settings: {
      threshold: settings['cas.authn.throttle.failure.threshold'],
      rangeSeconds: settings['cas.authn.throttle.failure.range-seconds'],
    },
    store: storage.store,
    clock,
    random: systemRandom,
    key: storage.keyFor('throttle'),
  });
  const stub = stubAttributes(settings['cas.authn.attribute-repository.stub.attributes']);
  const opened = jsonUsers;
  return assembled({
    authenticator: createAuthenticator({ handlers, stubAttributes: stub, throttle, clock, logger, audit }),
    nobody: handlers.length === 0,
    health: () => (opened === null ? [] : [{ name: 'users', ...opened.health() }]),
    close: async () => opened?.close(),
  });
}

/** How the passwords of a section are stored. */
export function encoderSettings(
  settings: Settings,
  prefix: 'cas.authn.accept.password-encoder' | 'cas.authn.json.password-encoder',
): PasswordEncoderSettings {
  return {
    type: settings[`${prefix}.type`],
    encodingAlgorithm: settings[`${prefix}.encoding-algorithm`],
    characterEncoding: settings[`${prefix}.character-encoding`],
    secret: settings[`${prefix}.secret`],
    strength: settings[`${prefix}.strength`],
    hashLength: settings[`${prefix}.hash-length`],
    iterations: settings[`${prefix}.iterations`],
  };
}
