// Who may sign in: the accounts can be read, and how their passwords are kept.
import { readFileSync } from 'node:fs';
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { acceptUsers } from '../../authentication/accept-users.ts';
import { openJsonUsers, type JsonUsers, type JsonUsersOutcome } from '../../authentication/json-users.ts';
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
  const { problems } = acceptUsers({
    name: settings['cas.authn.accept.name'],
    users,
    encoder: encoder.encoder,
  });
  return [...problems.map(warning), ...plainPasswords(encoder.encoder.kind, 'cas.authn.accept')];
}

async function checkJson(settings: Settings): Promise<readonly Finding[]> {
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
  if (encoder.kind !== 'ok') return [fault(`cas.authn.json.password-encoder: ${encoder.reason}`)];
  const opened = await openAccounts(settings);
  const file = filePath(settings['cas.authn.json.location']);
  const found =
    opened?.kind === 'ok'
      ? unusable(file, opened.handler)
      : (opened?.faults ?? []).map((text) => located(file, text));
  if (opened?.kind === 'ok') await opened.handler.close();
  return [...found, ...plainPasswords(encoder.encoder.kind, 'cas.authn.json')];
}

/** The file of accounts, or why it cannot be read; null when none is configured. To be closed. */
export async function openAccounts(settings: Settings): Promise<JsonUsersOutcome | null> {
  const location = settings['cas.authn.json.location'];
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.json.password-encoder'));
  if (location === '' || encoder.kind !== 'ok') return null;
  return openJsonUsers({
    name: settings['cas.authn.json.name'],
    location: filePath(location),
    encoder: encoderSettings(settings, 'cas.authn.json.password-encoder'),
    clock: systemClock,
    logger: silentLogger,
    watched: false,
  });
}

/** What is wrong with single entries concerns their people only, and keeps no server from starting. */
function unusable(file: string, accounts: JsonUsers): readonly Finding[] {
  const about = (name: string, message: string): Finding => {
    const line = lineOfMember(readFileSync(file, 'utf8'), [name]);
    return findingAt('warning', { file, line }, name, message);
  };
  const { malformed } = accounts;
  const problems = accounts.problems();
  return [
    ...problems.map(({ username, fault: why }) => about(username, `${why}; this person cannot sign in`)),
    ...accounts.repeated().map((name) => about(name, 'stands in the file more than once')),
    ...(malformed > problems.length
      ? [warning(`${file}: ${malformed - problems.length} more people cannot sign in`)]
      : []),
  ];
}

/** `FILE: MESSAGE at line N, column M`. */
function located(file: string, text: string): Finding {
  const said = text.startsWith(`${file}: `) ? text.slice(file.length + 2) : text;
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
