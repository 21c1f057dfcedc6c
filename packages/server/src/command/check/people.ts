// Who may sign in: the accounts can be read, and how their passwords are kept.
import { readFileSync } from 'node:fs';
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { acceptUsers } from '../../authentication/accept-users.ts';
import { openJsonUsers, type JsonUsersOutcome } from '../../authentication/json-users.ts';
import { passwordEncoder } from '../../authentication/password-encoder.ts';
import { encoderSettings } from '../../assembly/people.ts';
import { filePath } from '../../assembly/file-path.ts';
import type { Settings } from '../../config/settings.ts';
import { fault, findingAt, warning, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';

export async function checkPeople(settings: Settings): Promise<readonly Finding[]> {
  const users = settings['cas.authn.accept.users'];
  const location = settings['cas.authn.json.location'];
  if (users === '' && location === '') {
    return [warning('nobody can sign in: neither cas.authn.accept.users nor cas.authn.json.location is set')];
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
    opened?.kind === 'faults'
      ? opened.faults.map((text) => located(filePath(settings['cas.authn.json.location']), text))
      : [];
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

/** `FILE: 'NAME': MESSAGE` with the line of that person, or `FILE: MESSAGE at line N, column M`. */
function located(file: string, text: string): Finding {
  const said = text.startsWith(`${file}: `) ? text.slice(file.length + 2) : text;
  const [, name, message = ''] = /^'(.+?)': (.*)$/s.exec(said) ?? [];
  if (name !== undefined) {
    const line = lineOfMember(readFileSync(file, 'utf8'), [name]);
    return findingAt('fault', { file, line }, name, message);
  }
  const [, what, line] = /^(.*) at line (\d+), column \d+$/s.exec(said) ?? [];
  if (what === undefined) return { ...fault(`cas.authn.json.location: ${text}`), file };
  return findingAt('fault', { file, line: Number(line) }, '', what);
}

/** Everybody the configuration names; null when that cannot be known. */
export async function knownNames(settings: Settings): Promise<ReadonlySet<string> | null> {
  const opened = await openAccounts(settings);
  if (opened?.kind !== 'ok') return null;
  const listed = settings['cas.authn.accept.users']
    .split(',')
    .map((entry) => entry.split('::')[0]?.trim() ?? '');
  await opened.handler.close();
  return new Set([...opened.handler.names(), ...listed]);
}

function plainPasswords(kind: string, section: string): readonly Finding[] {
  if (kind !== 'NONE') return [];
  const setting = `${section}.password-encoder.type`;
  return [warning(`${setting}: passwords stand in the file as they are; \`vestibule hash\` encodes them`)];
}
