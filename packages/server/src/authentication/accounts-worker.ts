// The thread that reads a large file of accounts, so that the event loop of the server never waits for it (D11).
import { parentPort, workerData } from 'node:worker_threads';
import { readAccountsFile, type ReadAccounts } from './accounts-file.ts';
import { passwordEncoder, type PasswordEncoderSettings } from './password-encoder.ts';

const { path, settings } = workerData as {
  readonly path: string;
  readonly settings: PasswordEncoderSettings;
};
const choice = passwordEncoder(settings);
const read: ReadAccounts =
  choice.kind === 'ok' ? readAccountsFile(path, choice.encoder) : { ok: false, fault: choice.reason };
parentPort?.postMessage(read, read.ok ? [read.buffers.text, read.buffers.table] : []);
