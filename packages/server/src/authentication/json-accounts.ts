// One entry of a JSON file of accounts in Apereo's format, read into an account. Pure: no file, no clock.
// Faults name the member and never repeat a value, which may be a password.
import type { Attributes, AttributeValue } from '@vestibule/interrupt';
import { attributesOf } from './attribute-repository.ts';
import type { PasswordEncoder } from './password-encoder.ts';

const STATUSES = ['OK', 'LOCKED', 'DISABLED', 'EXPIRED', 'MUST_CHANGE_PASSWORD'] as const;
const MEMBERS = ['@class', 'password', 'attributes', 'status', 'expirationDate', 'warnings'];
/** Members that restrict a person and that we do not have: passing over them would let somebody in (W5). */
const RESTRICTIONS: ReadonlySet<string> = new Set(['location', 'availability']);

/** One `CasUserAccount` of the file. */
export interface JsonAccount {
  readonly password: string;
  readonly attributes: Attributes;
  readonly status: (typeof STATUSES)[number];
  /** First day, in UTC, on which the account counts as expired (`2026-12-31`), or null. */
  readonly expirationDate: string | null;
  /** Keys of the message bundle or plain texts. */
  readonly warnings: readonly string[];
}

export type AccountOutcome =
  | { readonly kind: 'ok'; readonly account: JsonAccount }
  /** Something is wrong with the entry: its person cannot sign in, and nobody else is concerned. */
  | { readonly kind: 'malformed'; readonly fault: string };

/** What of an encoder tells whether a stored password can be used. */
export type PasswordJudge = Pick<PasswordEncoder, 'kind' | 'accepts' | 'work' | 'mostWork'>;

/** With Java's type marks (`@class`, `["java.util.List", […]]`) or without. */
export function readAccount(username: string, entry: unknown, passwords: PasswordJudge): AccountOutcome {
  try {
    return { kind: 'ok', account: accountOf(username, entry, passwords) };
  } catch (error) {
    if (!(error instanceof MalformedAccount)) throw error;
    return { kind: 'malformed', fault: error.message };
  }
}

/** Why a stored password cannot be used, or null. One that takes minutes would make every refused try take them (D30). */
export function passwordFault(
  encoded: string,
  { kind, accepts, work, mostWork }: PasswordJudge,
): string | null {
  if (!accepts(encoded)) return `is not encoded as ${kind}, which the password encoder expects`;
  return work(encoded) > mostWork ? `is encoded as ${kind} at a cost that is too high to verify` : null;
}

class MalformedAccount extends Error {}

function accountOf(username: string, entry: unknown, passwords: PasswordJudge): JsonAccount {
  if (username.trim() === '') throw new MalformedAccount('the name is blank');
  if (!isObject(entry)) throw new MalformedAccount('expected an object');
  for (const member of Object.keys(entry)) {
    if (RESTRICTIONS.has(member) && entry[member] !== null) {
      throw new MalformedAccount(`'${member}' restricts the person and is not supported`);
    }
    if (!MEMBERS.includes(member) && !RESTRICTIONS.has(member)) {
      throw new MalformedAccount(`unknown member '${member}'; known are ${MEMBERS.join(', ')}`);
    }
  }
  const password = entry['password'];
  if (typeof password !== 'string' || password === '') {
    throw new MalformedAccount("'password': expected a text that is not empty");
  }
  const fault = passwordFault(password, passwords);
  if (fault !== null) throw new MalformedAccount(`'password' ${fault}`);
  return {
    password,
    attributes: readAttributes(entry['attributes'] ?? {}),
    status: readStatus(entry['status'] ?? 'OK'),
    expirationDate: readDate(entry['expirationDate'] ?? null),
    warnings: readWarnings(entry['warnings'] ?? []),
  };
}

function readStatus(value: unknown): JsonAccount['status'] {
  const status = STATUSES.find((known) => known === value);
  if (status === undefined) throw new MalformedAccount(`'status': expected ${STATUSES.join(', ')}`);
  return status;
}

/** `"2026-12-31"`, `[2026, 12, 31]` and the latter with a type mark are what Jackson writes for a date. */
function readDate(value: unknown): string | null {
  if (value === null) return null;
  const plain: unknown = Array.isArray(value) && value[0] === 'java.time.LocalDate' ? value[1] : value;
  const text = Array.isArray(plain)
    ? plain.map((part) => String(part).padStart(2, '0')).join('-')
    : String(plain);
  const written = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (written === null || Number.isNaN(written.getTime()) || !written.toISOString().startsWith(text)) {
    throw new MalformedAccount("'expirationDate': expected a day such as 2026-12-31");
  }
  return text;
}

function readWarnings(value: unknown): readonly string[] {
  const warnings = listOf(value);
  if (!warnings.every((warning) => typeof warning === 'string')) {
    throw new MalformedAccount("'warnings': expected a list of texts");
  }
  return warnings;
}

function readAttributes(value: unknown): Attributes {
  if (!isObject(value)) throw new MalformedAccount("'attributes': expected an object of lists");
  return attributesOf(
    Object.entries(value)
      .filter(([name]) => name !== '@class')
      .map(([name, values]) => [name, listOf(values).map((one) => attributeValue(name, one))]),
  );
}

function attributeValue(name: string, value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new MalformedAccount(
        `attribute '${name}': the number is too large to be exact, put it in quotes`,
      );
    }
    return value;
  }
  throw new MalformedAccount(`attribute '${name}': expected texts, numbers or truth values`);
}

/** A list with or without Java's type mark; a single value is a list of one; a null is left out, as Apereo does. */
function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return value === null ? [] : [value];
  const list: readonly unknown[] = value;
  const [mark, marked] = list;
  const isMarked = list.length === 2 && typeof mark === 'string' && /^java\.util\.[\w$]+$/.test(mark);
  const plain: readonly unknown[] = isMarked && Array.isArray(marked) ? marked : list;
  return plain.filter((one) => one !== null);
}

/** An object as the parsers make them: one whose prototype the text has set (`__proto__` in Hjson) is none. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
