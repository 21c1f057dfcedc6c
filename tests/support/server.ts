// Starts the real server as operators do, through its launcher, and waits for the line that says it is ready (W3).
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import { makeConfigFolder, type ConfigFolder, type Settings } from './config-folder.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));
const READY = /^Vestibule is ready at (\S+)$/;

export interface ServerOptions {
  /** Written to `application.properties`. The port is a free one unless settings or arguments name it. */
  readonly settings?: Settings;
  /** Further files of the configuration directory by name; an object is written as JSON. */
  readonly files?: Readonly<Record<string, string | object>>;
  /** An existing directory instead: `settings` and `files` are then not written. */
  readonly folder?: ConfigFolder;
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** As printed, without a slash at the end, e.g. `http://localhost:41235/cas`. */
  readonly url: string;
  readonly pid: number;
  readonly folder: ConfigFolder;
  stderr(): string;
  stdout(): string;
  /** SIGTERM; fails unless the server then exits with 0. The configuration directory stays. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** `stop` and remove the directory; for an `after` hook, also when already stopped. */
  dispose(): Promise<void>;
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const folder = options.folder ?? makeConfigFolder(options.settings, options.files);
  const chosen =
    options.settings?.['server.port'] !== undefined ||
    options.arguments?.some((argument) => argument.startsWith('--server.port=')) === true;
  const port = chosen ? [] : ['--server.port=0'];
  const { CI: _, ...inherited } = process.env;
  const child = startChild(
    process.execPath,
    [LAUNCHER, 'serve', '--config', folder.path, ...port, ...(options.arguments ?? [])],
    { env: { ...inherited, ...options.env } },
  );
  let stopped = false;
  const ready = await child.line(READY);
  const stop = async (): Promise<void> => {
    stopped = true;
    const { code, signal } = await child.end('SIGTERM');
    assert.deepEqual(
      { code, signal },
      { code: 0, signal: null },
      `the server did not end well:\n${child.stderr()}`,
    );
  };
  return {
    url: (ready[1] ?? '').replace(/\/$/, ''),
    pid: child.pid,
    folder,
    stderr: child.stderr,
    stdout: child.stdout,
    stop,
    async kill9() {
      stopped = true;
      await child.end('SIGKILL');
    },
    async dispose() {
      if (!stopped) await stop();
      folder.remove();
    },
  };
}
