// The people named in the settings themselves: `cas.authn.accept.users=casuser::Mellon,other::pw`.
import type { AuthenticationHandler, HandlerOutcome } from './handler.ts';
import { attributesOf } from './attribute-repository.ts';
import type { PasswordEncoder } from './password-encoder.ts';

const SETTING = 'cas.authn.accept.users';
const NOBODY = attributesOf([]);

export interface AcceptUsersOptions {
  readonly name: string;
  /** The setting as written; blank means that there is nobody, which is no fault (W6: no account by default). */
  readonly users: string;
  readonly encoder: PasswordEncoder;
}

/** Faults name the person or the place in the list, never a password. */
export function acceptUsers({ name, users, encoder }: AcceptUsersOptions): HandlerOutcome {
  const { accounts, faults } = parseUsers(users, encoder);
  if (faults.length > 0) return { kind: 'faults', faults };
  const decoy = accounts.values().next().value ?? encoder.decoy;
  const handler: AuthenticationHandler = {
    name,
    kind: 'accept-users',
    async authenticate({ username, password }) {
      const encoded = accounts.get(username);
      const matches = await encoder.verify(password, encoded ?? decoy);
      if (encoded === undefined) return { kind: 'unknown' };
      if (!matches) return { kind: 'wrong-password' };
      return { kind: 'authenticated', principal: { id: username, attributes: NOBODY }, warnings: [] };
    },
  };
  return { kind: 'ok', handler };
}

function parseUsers(users: string, encoder: PasswordEncoder) {
  const accounts = new Map<string, string>();
  const faults: string[] = [];
  if (users.trim() === '') return { accounts, faults };
  for (const [index, entry] of users.split(',').entries()) {
    const place = `${SETTING}, entry ${index + 1}`;
    const separator = entry.indexOf('::');
    // The text itself may be a piece of a password with a comma in it, so it is not repeated.
    if (separator === -1) {
      faults.push(`${place}: expected name::password (neither can hold a comma)`);
      continue;
    }
    // Blanks after a comma are layout; a password is taken as it stands.
    const username = entry.slice(0, separator).trim();
    const encoded = entry.slice(separator + 2);
    if (username === '') faults.push(`${place}: the name is blank`);
    else if (encoded.trim() === '') faults.push(`${SETTING}: the password of '${username}' is blank`);
    else if (accounts.has(username)) faults.push(`${SETTING}: '${username}' is listed twice`);
    else if (!encoder.accepts(encoded)) {
      faults.push(`${SETTING}: the password of '${username}' is not encoded as ${encoder.kind}`);
    }
    accounts.set(username, encoded);
  }
  return { accounts, faults };
}
