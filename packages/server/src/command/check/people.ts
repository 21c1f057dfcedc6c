// Who may sign in: the accounts can be read, and how their passwords are kept.
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { acceptUsers } from '../../authentication/accept-users.ts';
import { openJsonUsers } from '../../authentication/json-users.ts';
import { passwordEncoder } from '../../authentication/password-encoder.ts';
import { encoderSettings } from '../../assembly/people.ts';
import { filePath } from '../../assembly/file-path.ts';
import type { Settings } from '../../config/settings.ts';
import type { Finding } from '../check.ts';

export async function checkPeople(settings: Settings): Promise<readonly Finding[]> {
  const users = settings['cas.authn.accept.users'];
  const location = settings['cas.authn.json.location'];
  if (users === '' && location === '') {
    return [{ level: 'warning', text: 'nobody can sign in: neither cas.authn.accept.users nor cas.authn.json.location is set' }];
  }
  return [...(users === '' ? [] : checkAccepted(settings, users)), ...(location === '' ? [] : await checkJson(settings))];
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
  const opened = await readAccounts(settings);
  const faults = Array.isArray(opened) ? opened.map((text) => fault(`cas.authn.json.location: ${String(text)}`)) : [];
  return [...faults, ...plainPasswords(encoder.encoder.kind, 'cas.authn.json')];
}

/** The names of the accounts, or why the file cannot be read; null when no file is configured. */
export async function readAccounts(settings: Settings): Promise<ReadonlySet<string> | readonly string[] | null> {
  const location = settings['cas.authn.json.location'];
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
  if (location === '' || encoder.kind !== 'ok') return null;
  const opened = await openJsonUsers({
    name: settings['cas.authn.json.name'],
    location: filePath(location),
    encoder: encoder.encoder,
    clock: systemClock,
    logger: silentLogger,
    watched: false,
  });
  if (opened.kind === 'faults') return opened.faults;
  const names = new Set(opened.handler.names());
  await opened.handler.close();
  return names;
}

function plainPasswords(kind: string, section: string): readonly Finding[] {
  if (kind !== 'NONE') return [];
  return [{ level: 'warning', text: `${section}.password-encoder.type: passwords stand in the file as they are; \`vestibule hash\` encodes them` }];
}

const fault = (text: string): Finding => ({ level: 'fault', text });
