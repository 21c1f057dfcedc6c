// Loads a file of accounts: a small one at once, a large one in a thread that hands over its buffers (D11).
import { stat } from 'node:fs/promises';
import { inThread, threadModule } from '@vestibule/interrupt';
import { readAccountsFile, type ReadAccounts } from './accounts-file.ts';
import type { PasswordEncoder, PasswordEncoderSettings } from './password-encoder.ts';

/** Bytes, read at once while the server serves: some five hundred people, a few milliseconds of its event loop. */
export const SMALL_WHILE_SERVING = 64 * 1024;
/** Read at once at start-up, when nobody waits yet: costs less than the start of a thread. */
export const SMALL_AT_START = 1024 * 1024;

export interface LoadAccountsOptions {
  readonly encoder: PasswordEncoder;
  /** What the encoder was made of: a thread makes its own. */
  readonly settings: PasswordEncoderSettings;
  /** Bytes up to which the file is read without a thread. */
  readonly small: number;
  /** Ends a reading that is under way. */
  readonly signal: AbortSignal;
}

/** Never rejects. */
export async function loadAccounts(
  path: string,
  { encoder, settings, small, signal }: LoadAccountsOptions,
): Promise<ReadAccounts> {
  // What cannot be seen is not large; reading it says why.
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= small) return readAccountsFile(path, encoder);
  const module = threadModule('accounts-worker', import.meta.url);
  const read = await inThread<ReadAccounts>(module, {
    name: 'accounts-file',
    workerData: { path, settings },
    signal,
  });
  return read.ok ? read.value : { ok: false, fault: read.detail };
}
