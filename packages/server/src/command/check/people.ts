// Who may sign in: the accounts can be read, and how their passwords are kept.
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { acceptUsers } from '../../authentication/accept-users.ts';
import { openJsonUsers, type JsonUsersOutcome } from '../../authentication/json-users.ts';
import { passwordEncoder } from '../../authentication/password-encoder.ts';
import { encoderSettings } from '../../assembly/people.ts';
import { filePath } from '../../assembly/file-path.ts';
import type { Settings } from '../../config/settings.ts';
import type { Finding } from '../check.ts';

export async function checkPeople(settings: Settings): Promise<readonly Finding[]> {
  const users = settings['cas.authn.accept.users'];
  const location = settings['cas.authn.json.location'];
  if (users === '' && location === '') {
    return [
      {
        level: 'warning',
        text: 'nobody can sign in: neither cas.authn.accept.users nor cas.authn.json.location is set',
      },
    ];
  }
  return [
    ...(users === '' ? [] : checkAccepted(settings, users)),
    ...(location === '' ? [] : await checkJson(settings)),
  ];
}

function checkAccepted(settings: Settings, users: string): readonly Finding[] {
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.accept.password-encoder'));
  if (encoder.kind !== 'ok') return [fault(`cas.authn.accept.password-encoder: ${encoder.reason}`)];
  const handler = acceptUsers({ name: settings['cas.authn.accept.name'], users, encoder: encoder.encoder });
  const faults = handler.kind === 'ok' ? [] : handler.faults.map(fault);
  return [...faults, ...plainPasswords(encoder.encoder.kind, 'cas.authn.accept')];
}

async function checkJson(settings: Settings): Promise<readonly Finding[]> {
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
  if (encoder.kind !== 'ok') return [fault(`cas.authn.json.password-encoder: ${encoder.reason}`)];
  const opened = await openAccounts(settings);
  const faults =
    opened?.kind === 'faults' ? opened.faults.map((text) => fault(`cas.authn.json.location: ${text}`)) : [];
  if (opened?.kind === 'ok') await opened.handler.close();
  return [...faults, ...plainPasswords(encoder.encoder.kind, 'cas.authn.json')];
}

/** The file of accounts, or why it cannot be read; null when none is configured. To be closed. */
export async function openAccounts(settings: Settings): Promise<JsonUsersOutcome | null> {
  const location = settings['cas.authn.json.location'];
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
  if (location === '' || encoder.kind !== 'ok') return null;
  return openJsonUsers({
    name: settings['cas.authn.json.name'],
    location: filePath(location),
    encoder: encoder.encoder,
    clock: systemClock,
    logger: silentLogger,
    watched: false,
  });
}

function plainPasswords(kind: string, section: string): readonly Finding[] {
  if (kind !== 'NONE') return [];
  return [
    {
      level: 'warning',
      text: `${section}.password-encoder.type: passwords stand in the file as they are; \`vestibule hash\` encodes them`,
    },
  ];
}

const fault = (text: string): Finding => ({ level: 'fault', text });
