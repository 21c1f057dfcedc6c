// From the bytes of a file of accounts to a table of them. Runs in a thread for a large file: what it answers is two
// buffers and a few numbers, whatever the number of people (D11).
import { isUtf8 } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import {
  buildTable,
  jsonText,
  readHjson,
  readWhole,
  scanMembers,
  type PeopleTable,
  type Reading,
  type TableBuffers,
} from '@vestibule/interrupt';
import { readAccount, type AccountOutcome, type PasswordJudge } from './json-accounts.ts';

/** An entry that cannot be used. Concerns its person only. */
export interface AccountProblem {
  readonly username: string;
  readonly fault: string;
}

export type ReadAccounts =
  | {
      readonly ok: true;
      readonly buffers: TableBuffers;
      /** The work of the dearest stored password in force, in units of the encoder; 0 when there is none (D30). */
      readonly dearest: number;
      /** Entries that can be used. */
      readonly usable: number;
      /** Entries that cannot, and the first of them. */
      readonly malformed: number;
      readonly problems: readonly AccountProblem[];
      /** The first of those who stand in the file several times, with the same entry. */
      readonly repeated: readonly string[];
    }
  /** The file as a whole cannot be read. */
  | { readonly ok: false; readonly fault: string };

/** So many problems are named in a log line and in health. */
const NAMED = 20;

const TWICE = 'stands in the file more than once, with different entries';

/** What stands twice and differs becomes what no account can hold anywhere, so that its person is told. */
const HJSON: Reading = {
  prefer: (_name, first, second) => (isDeepStrictEqual(first, second) ? second : [{}]),
  depth: -1,
  parted: (object) => object,
};

/** Names were told apart before. */
const ONCE_EACH = { blocks: () => false, repeated: () => undefined };

/** `mostNamed`: how many problems are told one by one. */
export function readAccountsFile(path: string, passwords: PasswordJudge, mostNamed = NAMED): ReadAccounts {
  const file = readWhole(path);
  if (!file.ok) return { ok: false, fault: file.detail.replace(/^the file /, '') };
  return readAccounts(file.bytes, passwords, mostNamed);
}

/** JSON or Hjson. `file` is the whole of its buffer and is taken over. */
export function readAccounts(
  file: Uint8Array<ArrayBuffer>,
  passwords: PasswordJudge,
  mostNamed = NAMED,
): ReadAccounts {
  if (!isUtf8(file)) return { ok: false, fault: 'is not UTF-8' };
  const start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0;
  const json = indexJson(file, start, passwords, mostNamed);
  if (json !== null) return json;
  const parsed = readHjson(new TextDecoder().decode(file), HJSON);
  if (!parsed.ok) {
    const place = /at line (\d+),(\d+)/.exec(parsed.detail);
    const where = place === null ? '' : ` at line ${place[1]}, column ${place[2]}`;
    return { ok: false, fault: `neither JSON nor Hjson${where}` };
  }
  if (!(parsed.value instanceof Map)) return { ok: false, fault: 'expected an object of people by name' };
  if (parsed.value.has('__proto__')) return { ok: false, fault: 'nobody can be called __proto__ in Hjson' };
  const rewritten = new Uint8Array(Buffer.from(jsonText(parsed.value)));
  return (
    indexJson(rewritten, 0, passwords, mostNamed) ?? { ok: false, fault: 'nested in a way that is not read' }
  );
}

/** An account of the table, or why it cannot be used; null for a name that is not in it. */
export function accountOf(
  table: PeopleTable,
  username: string,
  passwords: PasswordJudge,
): AccountOutcome | null {
  const entry = table.entry(username);
  if (entry === null) return null;
  return entry === ''
    ? { kind: 'malformed', fault: TWICE }
    : readAccount(username, JSON.parse(entry), passwords);
}

interface Row {
  readonly name: readonly [at: number, length: number];
  value: readonly [at: number, length: number];
}

/** Null when the bytes are no JSON object. */
function indexJson(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  passwords: PasswordJudge,
  mostNamed: number,
): ReadAccounts | null {
  const source = Buffer.from(bytes.buffer);
  const rows = new Map<string, Row>();
  const repeated: string[] = [];
  const spelled: Buffer[] = [];
  let end = bytes.length;
  try {
    const fault = scanMembers(bytes, start, bytes.length, (nameStart, nameEnd, valueStart, valueEnd) => {
      const username = JSON.parse(source.toString('utf8', nameStart, nameEnd)) as string;
      const value = [valueStart, valueEnd - valueStart] as const;
      if (username === '@class') return;
      const known = rows.get(username);
      if (known !== undefined) {
        const [at, length] = known.value;
        const same = source.subarray(valueStart, valueEnd).equals(source.subarray(at, at + length));
        // Neither counts: the one that is meant cannot be told from the other.
        if (!same) known.value = [valueStart, 0];
        else if (repeated.length < mostNamed) repeated.push(username);
        return;
      }
      if (!source.subarray(nameStart, nameEnd).includes(0x5c)) {
        rows.set(username, { name: [nameStart + 1, nameEnd - nameStart - 2], value });
        return;
      }
      // Written with escapes: its decoded spelling comes to lie behind the file's own bytes.
      const decoded = Buffer.from(username);
      rows.set(username, { name: [end, decoded.length], value });
      spelled.push(decoded);
      end += decoded.length;
    });
    if (fault !== -1) return null;
    return { ...tableOf(Buffer.concat([source, ...spelled]), rows, passwords, mostNamed), repeated };
  } catch (error) {
    // Nested so deeply that it cannot be read: no more of an object than what is none.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function tableOf(
  source: Buffer,
  rows: ReadonlyMap<string, Row>,
  passwords: PasswordJudge,
  mostNamed: number,
) {
  const text = new Uint8Array(source);
  const problems: AccountProblem[] = [];
  let malformed = 0;
  let dearest = 0;
  const records = new Uint32Array(rows.size * 4);
  let people = 0;
  for (const [username, { name, value }] of rows) {
    const [at, length] = value;
    const outcome: AccountOutcome =
      length === 0
        ? { kind: 'malformed', fault: TWICE }
        : readAccount(username, JSON.parse(source.toString('utf8', at, at + length)), passwords);
    if (outcome.kind === 'ok') dearest = Math.max(dearest, passwords.work(outcome.account.password));
    else {
      malformed += 1;
      if (problems.length < mostNamed) problems.push({ username, fault: outcome.fault });
    }
    // Half of a surrogate pair is nobody's name: it has no bytes of its own.
    if (username.isWellFormed()) records.set([...name, ...value], people++ * 4);
  }
  const buffers = buildTable(text, records.slice(0, people * 4), ONCE_EACH);
  return { ok: true as const, buffers, dearest, usable: rows.size - malformed, malformed, problems };
}
