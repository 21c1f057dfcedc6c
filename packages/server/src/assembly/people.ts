// Who may sign in: the handlers that the settings name, behind the throttle.
import { systemRandom, type Clock, type Logger } from '@vestibule/interrupt';
import { acceptUsers, type AcceptedUsers } from '../authentication/accept-users.ts';
import { stubAttributes } from '../authentication/attribute-repository.ts';
import { createAuthenticator, type Authenticator } from '../authentication/authenticate.ts';
import type { AuthenticationHandler, HandlerHealth } from '../authentication/handler.ts';
import { createHashingQueue, hashingSlots } from '../authentication/hashing-queue.ts';
import { openJsonUsers, type JsonUsers } from '../authentication/json-users.ts';
import { passwordEncoder, type PasswordEncoderSettings } from '../authentication/password-encoder.ts';
import {
  principalAttributes,
  withNames,
  type NameTransformation,
} from '../authentication/principal-names.ts';
import { createSuccessLimit, noSuccessLimit } from '../authentication/success-limit.ts';
import { createLoginThrottle, isThrottling } from '../authentication/throttle.ts';
import type { Settings } from '../config/settings.ts';
import type { Audit } from '../operations/audit.ts';
import type { HealthPart } from '../operations/health.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';
import type { Storage } from './storage.ts';

/** What is told when every account is malformed. */
export const NONE_USABLE =
  'nobody can sign in: none of the accounts can be used; see whether the password encoder is that of their passwords';

export interface People {
  readonly authenticator: Authenticator;
  /** Why nobody can sign in, such as that no account is configured (W6); null when somebody can. */
  readonly nobody: string | null;
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
  let accepted: AcceptedUsers | null = null;
  const slots = hashingSlots(process.env['UV_THREADPOOL_SIZE']);
  if (slots.kind === 'fault') faults.push(slots.fault);
  const { 'cas.authn.accept.users': users, 'cas.authn.json.location': location } = settings;

  if (settings['cas.authn.accept.enabled'] && users !== '') {
    const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.accept.password-encoder'));
    if (encoder.kind !== 'ok') faults.push(`cas.authn.accept.password-encoder: ${encoder.reason}`);
    else {
      accepted = acceptUsers({
        name: settings['cas.authn.accept.name'],
        users,
        encoder: encoder.encoder,
      });
      handlers.push(withNames(accepted, nameTransformation(settings, 'cas.authn.accept')));
    }
  }
  if (location !== '') {
    const encoder = encoderSettings(settings, 'cas.authn.json.password-encoder');
    const choice = passwordEncoder(encoder);
    if (choice.kind !== 'ok') faults.push(`cas.authn.json.password-encoder: ${choice.reason}`);
    else {
      const outcome = await openJsonUsers({
        name: settings['cas.authn.json.name'],
        location: filePath(location),
        encoder,
        clock,
        logger,
        watched: true,
      });
      if (outcome.kind === 'ok') {
        jsonUsers = outcome.handler;
        handlers.push(withNames(jsonUsers, nameTransformation(settings, 'cas.authn.json')));
      } else faults.push(...outcome.faults.map((fault) => `cas.authn.json.location: ${fault}`));
    }
  }
  if (faults.length > 0 || slots.kind === 'fault') {
    await jsonUsers?.close();
    return faulty(...faults);
  }
  if (accepted !== null && accepted.problems.length > 0) {
    logger.error(
      { event: 'accounts-malformed', problems: accepted.problems.slice(0, 20) },
      'malformed entries in cas.authn.accept.users: these people cannot sign in with them',
    );
  }
  for (const remark of accepted?.remarks ?? []) logger.warn({ event: 'accounts-questionable' }, remark);
  const throttling = {
    threshold: settings['cas.authn.throttle.failure.threshold'],
    rangeSeconds: settings['cas.authn.throttle.failure.range-seconds'],
  };
  const throttle = createLoginThrottle({
    settings: throttling,
    store: storage.store,
    clock,
    random: systemRandom,
    key: storage.keyFor('throttle'),
  });
  const stub = stubAttributes(settings['cas.authn.attribute-repository.stub.attributes']);
  const opened = jsonUsers;
  return assembled({
    authenticator: createAuthenticator({
      handlers,
      stubAttributes: stub,
      principalAttributes: principalAttributes(settings['cas.person-directory.principal-attribute']),
      throttle,
      successes: isThrottling(throttling) ? createSuccessLimit(clock) : noSuccessLimit,
      hashing: createHashingQueue(slots.slots),
      clock,
      logger,
      audit,
    }),
    nobody: nobodyAtAll([accepted, jsonUsers]),
    health: () => [
      ...(opened === null ? [] : [{ name: 'users', ...opened.health() }]),
      ...(accepted === null ? [] : [{ name: 'listed users', ...acceptedHealth(accepted) }]),
    ],
    close: async () => opened?.close(),
  });
}

function nameTransformation(
  settings: Settings,
  section: 'cas.authn.accept' | 'cas.authn.json',
): NameTransformation {
  return {
    prefix: settings[`${section}.principal-transformation.prefix`],
    suffix: settings[`${section}.principal-transformation.suffix`],
    caseConversion: settings[`${section}.principal-transformation.case-conversion`],
  };
}

/** Told apart: no account is named, or none of those that are can be used, mostly since the encoder is another. */
function nobodyAtAll(sources: readonly (AcceptedUsers | JsonUsers | null)[]): string | null {
  const asked = sources.filter((source) => source !== null);
  if (asked.length === 0) {
    return 'nobody can sign in: name accounts with cas.authn.accept.users or cas.authn.json.location';
  }
  return asked.some(({ usable }) => usable > 0) ? null : NONE_USABLE;
}

function acceptedHealth({ problems, names }: AcceptedUsers): HandlerHealth {
  if (problems.length === 0)
    return { status: 'up', detail: `cas.authn.accept.users: ${names.length} people` };
  return { status: 'degraded', detail: problems.slice(0, 20).join('; ') };
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
