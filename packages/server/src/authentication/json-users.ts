// The people of a JSON file (`cas.authn.json.location`), watched for change. A file that stops being readable keeps
// the last good contents; an entry that turns malformed shuts out that one person (D11).
import {
  openTable,
  versionOf,
  watchFile,
  type Clock,
  type FileWatch,
  type Logger,
  type Principal,
} from '@vestibule/interrupt';
import { accountOf, type AccountProblem, type ReadAccounts } from './accounts-file.ts';
import { checkPassword } from './check-password.ts';
import type {
  AccountStatus,
  AuthenticationHandler,
  Credential,
  HandlerAnswer,
  HandlerHealth,
} from './handler.ts';
import type { JsonAccount } from './json-accounts.ts';
import { loadAccounts, SMALL_AT_START, SMALL_WHILE_SERVING } from './load-accounts.ts';
import { passwordEncoder, type PasswordEncoder, type PasswordEncoderSettings } from './password-encoder.ts';

const REFUSALS: Readonly<Record<Exclude<JsonAccount['status'], 'OK'>, AccountStatus>> = {
  LOCKED: 'locked',
  DISABLED: 'disabled',
  EXPIRED: 'expired',
  MUST_CHANGE_PASSWORD: 'must-change',
};

export interface JsonUsersOptions {
  readonly name: string;
  /** Path of the file. */
  readonly location: string;
  /** How the passwords of the file are stored. */
  readonly encoder: PasswordEncoderSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether to read the file again when it changes. */
  readonly watched: boolean;
}

export interface JsonUsers extends AuthenticationHandler {
  health(): HandlerHealth;
  /** Reads the file again; what the watcher calls. Calls take effect in their order. */
  reload(): Promise<void>;
  close(): Promise<void>;
  /** Names of all people in the file, for `check`. */
  names(): readonly string[];
  /** How many entries can be used. */
  readonly usable: number;
  /** How many cannot. */
  readonly malformed: number;
  /** The first of them. */
  problems(): readonly AccountProblem[];
  /** The first of those who stand in the file several times, with the same entry. */
  repeated(): readonly string[];
  /** The person as the file tells of them, for `explain`; null when it does not. */
  principal(id: string): Principal | null;
}

export type JsonUsersOutcome =
  | { readonly kind: 'ok'; readonly handler: JsonUsers }
  /** What is wrong with the file as a whole; what is wrong with one account concerns its person only. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

type Loaded = Extract<ReadAccounts, { ok: true }>;

export async function openJsonUsers(options: JsonUsersOptions): Promise<JsonUsersOutcome> {
  const { location, encoder: settings } = options;
  const choice = passwordEncoder(settings);
  if (choice.kind !== 'ok') return { kind: 'faults', faults: [choice.reason] };
  const { encoder } = choice;
  const { signal } = new AbortController();
  const { version } = await versionOf(location);
  const first = await loadAccounts(location, { encoder, settings, small: SMALL_AT_START, signal });
  if (!first.ok) return { kind: 'faults', faults: [`${location}: ${first.fault}`] };
  return { kind: 'ok', handler: await jsonUsers(options, encoder, first, version) };
}

async function jsonUsers(
  { name, location, encoder: settings, clock, logger, watched }: JsonUsersOptions,
  encoder: PasswordEncoder,
  first: Loaded,
  version: string,
): Promise<JsonUsers> {
  let loaded = first;
  let table = openTable(first.buffers);
  let seen = version;
  let fault: string | null = null;
  let reloading: Promise<void> = Promise.resolve();
  const ending = new AbortController();
  tellProblems();

  async function readAgain(): Promise<void> {
    const { signal } = ending;
    const next = await loadAccounts(location, { encoder, settings, small: SMALL_WHILE_SERVING, signal });
    if (signal.aborted) return;
    if (!next.ok) {
      fault = next.fault;
      logger.error(
        { event: 'accounts-rejected', location, fault },
        'the file of accounts is rejected; its last good contents stay in force',
      );
      return;
    }
    loaded = next;
    table = openTable(next.buffers);
    fault = null;
    tellProblems();
    logger.info(
      { event: 'accounts-loaded', location, people: next.buffers.people },
      'the file of accounts is loaded again',
    );
  }

  function tellProblems(): void {
    const { malformed, problems } = loaded;
    if (malformed === 0) return;
    logger.error(
      { event: 'accounts-malformed', location, malformed, problems },
      'malformed entries in the file of accounts: these people cannot sign in',
    );
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    reloading = reloading.then(work);
    return reloading;
  }

  async function authenticate({ username, password }: Credential): Promise<HandlerAnswer> {
    const entry = accountOf(table, username, encoder);
    const account = entry?.kind === 'ok' ? entry.account : null;
    const dearest = loaded.dearest === 0 ? encoder.work(encoder.decoy) : loaded.dearest;
    const checked = await checkPassword(encoder, password, account?.password ?? null, dearest);
    if (entry === null) return { kind: 'unknown' };
    if (entry.kind === 'malformed') return { kind: 'unusable', cause: `${location}: ${entry.fault}` };
    if (checked === 'unusable') return { kind: 'unusable', cause: `${location}: 'password' cannot be read` };
    if (checked !== 'matches') return { kind: 'wrong-password' };
    return judged(username, entry.account);
  }

  /** The right password was given: what else there is to the account may be told (W6). */
  function judged(id: string, { status, expirationDate, attributes, warnings }: JsonAccount): HandlerAnswer {
    if (status !== 'OK') return { kind: 'refused', status: REFUSALS[status] };
    // Days compare as texts; the named day itself is already past, as in Apereo CAS.
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    if (expirationDate !== null && expirationDate <= today) return { kind: 'refused', status: 'expired' };
    return { kind: 'authenticated', principal: { id, attributes }, warnings };
  }

  /** Answers when the file has kept still for a moment, or after two seconds. */
  async function settled(): Promise<string> {
    let now = (await versionOf(location)).version;
    for (let times = 0; times < 20 && now !== seen && !ending.signal.aborted; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const before = now;
      now = (await versionOf(location)).version;
      if (now === before) break;
    }
    return now;
  }

  async function look(): Promise<void> {
    const now = await settled();
    if (now === seen || ending.signal.aborted) return;
    seen = now;
    await readAgain();
  }

  const watching: FileWatch | null = watched ? await watchFile(location, () => void inTurn(look)) : null;

  return {
    name,
    kind: 'json-users',
    authenticate,
    reload: () => inTurn(readAgain),
    names: () => [...table.ids()],
    get usable() {
      return loaded.usable;
    },
    get malformed() {
      return loaded.malformed;
    },
    problems: () => loaded.problems,
    repeated: () => loaded.repeated,
    principal(id) {
      const entry = accountOf(table, id, encoder);
      return entry?.kind === 'ok' ? { id, attributes: entry.account.attributes } : null;
    },
    health() {
      if (fault !== null)
        return { status: 'degraded', detail: `${location}: ${fault}; last good contents in use` };
      const { malformed, problems } = loaded;
      if (malformed === 0) return { status: 'up', detail: `${location}: ${table.people} people` };
      const named = problems.map(({ username }) => username).join(', ');
      const others = malformed > problems.length ? ` and ${malformed - problems.length} others` : '';
      return { status: 'degraded', detail: `${location}: malformed entries: ${named}${others}` };
    },
    async close() {
      ending.abort();
      await watching?.close();
      await reloading;
    },
  };
}
