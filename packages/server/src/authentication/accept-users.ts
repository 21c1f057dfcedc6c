// The people named in the settings themselves: `cas.authn.accept.users=casuser::Mellon,other::pw`.
import { checkPassword } from './check-password.ts';
import type { AuthenticationHandler } from './handler.ts';
import { attributesOf } from './attribute-repository.ts';
import { passwordFault } from './json-accounts.ts';
import type { PasswordEncoder } from './password-encoder.ts';

const SETTING = 'cas.authn.accept.users';
const NOBODY = attributesOf([]);

export interface AcceptUsersOptions {
  readonly name: string;
  /** The setting as written; blank means that there is nobody, which is no fault (W6: no account by default). */
  readonly users: string;
  readonly encoder: PasswordEncoder;
}

export interface AcceptedUsers extends AuthenticationHandler {
  /** What is wrong with single entries, a line each: it names the person or the place in the list, never a password. */
  readonly problems: readonly string[];
  /** What works and means something else in Apereo CAS; a line each, without a password. */
  readonly remarks: readonly string[];
  /** Names of all people in the list. */
  readonly names: readonly string[];
  /** How many of them can sign in. */
  readonly usable: number;
}

/** What is wrong with one entry concerns its person only: no password of theirs is right. */
export function acceptUsers({ name, users, encoder }: AcceptUsersOptions): AcceptedUsers {
  const { accounts, problems, remarks } = parseUsers(users, encoder);
  const dearest = Math.max(
    0,
    ...[...accounts.values()].map((encoded) => (encoded === null ? 0 : encoder.work(encoded))),
  );
  return {
    name,
    kind: 'accept-users',
    problems,
    remarks,
    names: [...accounts.keys()],
    usable: [...accounts.values()].filter((encoded) => encoded !== null).length,
    async authenticate({ username, password }) {
      const encoded = accounts.get(username);
      const work = dearest === 0 ? encoder.work(encoder.decoy) : dearest;
      const checked = await checkPassword(encoder, password, encoded ?? null, work);
      if (encoded === undefined) return { kind: 'unknown' };
      if (encoded === null || checked === 'unusable') {
        return { kind: 'unusable', cause: `the entry of ${SETTING} is malformed` };
      }
      if (checked !== 'matches') return { kind: 'wrong-password' };
      return { kind: 'authenticated', principal: { id: username, attributes: NOBODY }, warnings: [] };
    },
  };
}

/** Passwords by name; null for somebody whose entry cannot be used. */
function parseUsers(users: string, encoder: PasswordEncoder) {
  const accounts = new Map<string, string | null>();
  const problems: string[] = [];
  const remarks: string[] = [];
  for (const [index, entry] of users.split(',').entries()) {
    // A comma at the end is layout.
    if (entry.trim() === '') continue;
    const place = `${SETTING}, entry ${index + 1}`;
    const separator = entry.indexOf('::');
    // The text itself may be a piece of a password with a comma in it, so it is not repeated.
    if (separator === -1) {
      problems.push(`${place}: expected name::password (neither can hold a comma)`);
      continue;
    }
    // Blanks after a comma are layout; a password is taken as it stands.
    const username = entry.slice(0, separator).trim();
    const encoded = entry.slice(separator + 2);
    if (username === '') {
      problems.push(`${place}: the name is blank`);
      continue;
    }
    const fault = faultOf(encoded, encoder);
    if (fault !== null) problems.push(`${SETTING}: the password of '${username}' ${fault}`);
    if (encoded.includes('::'))
      remarks.push(
        `${SETTING}: the password of '${username}' holds "::" and counts whole; Apereo CAS takes what stands before it`,
      );
    const known = accounts.get(username);
    const differs = known !== undefined && known !== encoded;
    if (known !== undefined) {
      problems.push(
        `${SETTING}: '${username}' is listed twice${differs ? ', with different passwords' : ''}`,
      );
    }
    // Of two passwords neither counts: the one that is meant cannot be told from the other.
    accounts.set(username, fault === null && !differs ? encoded : null);
  }
  return { accounts, problems, remarks };
}

function faultOf(encoded: string, encoder: PasswordEncoder): string | null {
  return encoded.trim() === '' ? 'is blank' : passwordFault(encoded, encoder);
}
