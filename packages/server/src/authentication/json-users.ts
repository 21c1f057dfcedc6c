// The people of a JSON file (`cas.authn.json.location`), watched for change. A file that stops being readable keeps
// the last good contents; an entry that turns malformed shuts out that one person (D11).
import { readFile } from 'node:fs/promises';
import type { Clock, Logger, Principal } from '@vestibule/interrupt';
import { watch } from 'chokidar';
import type {
  AccountStatus,
  AuthenticationHandler,
  Credential,
  HandlerAnswer,
  HandlerHealth,
} from './handler.ts';
import { parseAccounts, type AccountsOutcome, type JsonAccount } from './json-accounts.ts';
import type { PasswordEncoder } from './password-encoder.ts';

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
  readonly encoder: PasswordEncoder;
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
  /** The person as the file tells of them, for `explain`; null when it does not. */
  principal(id: string): Principal | null;
}

export type JsonUsersOutcome =
  | { readonly kind: 'ok'; readonly handler: JsonUsers }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** At start-up any fault is one that stops it: nobody has been let in yet who could be shut out by that. */
export async function openJsonUsers(options: JsonUsersOptions): Promise<JsonUsersOutcome> {
  const { location, encoder } = options;
  const first = await readAccounts(location, encoder);
  if (first.kind === 'unreadable') return { kind: 'faults', faults: [`${location}: ${first.fault}`] };
  if (first.malformed.size > 0) {
    const faults = [...first.malformed].map(([username, fault]) => `${location}: '${username}': ${fault}`);
    return { kind: 'faults', faults };
  }
  return { kind: 'ok', handler: jsonUsers(options, first) };
}

function jsonUsers(
  { name, location, encoder, clock, logger, watched }: JsonUsersOptions,
  first: Extract<AccountsOutcome, { kind: 'ok' }>,
): JsonUsers {
  let { accounts, malformed } = first;
  let fault: string | null = null;
  let reloading: Promise<void> = Promise.resolve();

  async function readAgain(): Promise<void> {
    const next = await readAccounts(location, encoder);
    if (next.kind === 'unreadable') {
      fault = next.fault;
      logger.error(
        { event: 'accounts-rejected', location, fault },
        'the file of accounts is rejected; its last good contents stay in force',
      );
      return;
    }
    ({ accounts, malformed } = next);
    fault = null;
    for (const [username, problem] of malformed) {
      logger.error(
        { event: 'account-malformed', location, username, fault: problem },
        'a malformed entry; this person cannot sign in',
      );
    }
    logger.info(
      { event: 'accounts-loaded', location, people: accounts.size },
      'the file of accounts is loaded again',
    );
  }

  function reload(): Promise<void> {
    reloading = reloading.then(readAgain);
    return reloading;
  }

  async function authenticate({ username, password }: Credential): Promise<HandlerAnswer> {
    const account = accounts.get(username);
    const broken = malformed.get(username);
    const decoy = accounts.values().next().value?.password ?? encoder.decoy;
    const matches = await encoder.verify(password, account?.password ?? decoy);
    if (broken !== undefined) return { kind: 'failed', cause: `malformed entry in ${location}: ${broken}` };
    if (account === undefined) return { kind: 'unknown' };
    if (!matches) return { kind: 'wrong-password' };
    if (account.status !== 'OK') return { kind: 'refused', status: REFUSALS[account.status] };
    // Days compare as texts; the named day itself is already past, as in the reference.
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    if (account.expirationDate !== null && account.expirationDate <= today) {
      return { kind: 'refused', status: 'expired' };
    }
    return {
      kind: 'authenticated',
      principal: { id: username, attributes: account.attributes },
      warnings: account.warnings,
    };
  }

  const watcher = watched
    ? watch(location, {
        ignoreInitial: true,
        awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
      })
        .on('all', () => void reload())
        .on('error', (cause) =>
          logger.error(
            { event: 'watch-failed', location, cause },
            'the file of accounts is no longer watched: changes take effect at the next start',
          ),
        )
    : null;

  return {
    name,
    kind: 'json-users',
    authenticate,
    reload,
    names: () => [...accounts.keys(), ...malformed.keys()],
    principal(id) {
      const account = accounts.get(id);
      return account === undefined ? null : { id, attributes: account.attributes };
    },
    health() {
      if (fault !== null)
        return { status: 'degraded', detail: `${location}: ${fault}; last good contents in use` };
      if (malformed.size > 0) {
        return {
          status: 'degraded',
          detail: `${location}: malformed entries: ${[...malformed.keys()].join(', ')}`,
        };
      }
      return { status: 'up', detail: `${location}: ${accounts.size} people` };
    },
    async close() {
      await watcher?.close();
      await reloading;
    },
  };
}

async function readAccounts(location: string, encoder: PasswordEncoder): Promise<AccountsOutcome> {
  try {
    return parseAccounts(await readFile(location, 'utf8'), (encoded) => encoder.accepts(encoded));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { kind: 'unreadable', fault: `cannot be read (${String(error.code)})` };
  }
}
