// Who may sign in: the accounts can be read, and how their passwords are kept.
import { readFileSync } from 'node:fs';
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { acceptUsers } from '../../authentication/accept-users.ts';
import { stubAttributes, withStubAttributes } from '../../authentication/attribute-repository.ts';
import { calledBy, principalAttributes } from '../../authentication/principal-names.ts';
import { openJsonUsers, type JsonUsers, type JsonUsersOutcome } from '../../authentication/json-users.ts';
import { passwordEncoder } from '../../authentication/password-encoder.ts';
import { encoderSettings, NONE_USABLE } from '../../assembly/people.ts';
import { filePath } from '../../assembly/file-path.ts';
import type { Settings } from '../../config/settings.ts';
import { findingAt, warning, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';

export async function checkPeople(settings: Settings): Promise<readonly Finding[]> {
  const users = settings['cas.authn.accept.users'];
  const location = settings['cas.authn.json.location'];
  if (users === '' && location === '') {
    return [warning('nobody can sign in: neither cas.authn.accept.users nor cas.authn.json.location is set')];
  }
  const accepted = users === '' ? NONE : checkAccepted(settings, users);
  const inFile = location === '' ? NONE : await checkJson(settings);
  return [
    ...(accepted.usable + inFile.usable === 0 ? [warning(NONE_USABLE)] : []),
    ...accepted.findings,
    ...(users === '' ? [] : plainPasswords(settings, 'cas.authn.accept')),
    ...inFile.findings,
    ...(location === '' ? [] : plainPasswords(settings, 'cas.authn.json')),
  ];
}

/** What is to be said of a source, and how many of its people can sign in; of one that cannot be read others tell. */
interface Source {
  readonly usable: number;
  readonly findings: readonly Finding[];
}

const NONE: Source = { usable: 0, findings: [] };
const UNREAD: Source = { usable: Number.NaN, findings: [] };

function checkAccepted(settings: Settings, users: string): Source {
  const encoder = passwordEncoder(encoderSettings(settings, 'cas.authn.accept.password-encoder'));
  if (encoder.kind !== 'ok') return UNREAD;
  const name = settings['cas.authn.accept.name'];
  const { usable, problems, remarks } = acceptUsers({ name, users, encoder: encoder.encoder });
  return { usable, findings: [...problems, ...remarks].map(warning) };
}

async function checkJson(settings: Settings): Promise<Source> {
  const opened = await openAccounts(settings);
  if (opened?.kind !== 'ok') return UNREAD;
  const { usable } = opened.handler;
  const findings = unusableEntries(filePath(settings['cas.authn.json.location']), opened.handler);
  await opened.handler.close();
  return { usable, findings };
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
function unusableEntries(file: string, accounts: JsonUsers): readonly Finding[] {
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

/** Everybody the configuration names; null when that cannot be known. */
export async function knownNames(settings: Settings): Promise<ReadonlySet<string> | null> {
  const opened = await openAccounts(settings);
  if (opened?.kind !== 'ok') return null;
  const listed = settings['cas.authn.accept.users']
    .split(',')
    .map((entry) => entry.split('::')[0]?.trim() ?? '');
  const { handler } = opened;
  await handler.close();
  const attributes = principalAttributes(settings['cas.person-directory.principal-attribute']);
  if (attributes.length === 0) return new Set([...handler.names(), ...listed]);
  const stub = stubAttributes(settings['cas.authn.attribute-repository.stub.attributes']);
  const called = [...handler.names(), ...listed].map((name) => {
    const principal = handler.principal(name) ?? { id: name, attributes: {} };
    return calledBy(withStubAttributes(principal, stub), attributes).principal.id;
  });
  return new Set(called);
}

function plainPasswords(
  settings: Settings,
  section: 'cas.authn.accept' | 'cas.authn.json',
): readonly Finding[] {
  const encoder = passwordEncoder(encoderSettings(settings, `${section}.password-encoder`));
  if (encoder.kind !== 'ok' || encoder.encoder.kind !== 'NONE') return [];
  const setting = `${section}.password-encoder.type`;
  return [warning(`${setting}: passwords stand in the file as they are; \`vestibule hash\` encodes them`)];
}
