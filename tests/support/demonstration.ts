// The demonstration as `npm start` starts it, on free ports and with a data directory of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';

const START = fileURLToPath(new URL('../../demo/start.ts', import.meta.url));

export interface Demonstration {
  /** With its context path. */
  readonly server: string;
  readonly news: string;
  readonly canteen: string;
  /** What it printed. */
  said(): string;
  /** As Ctrl-C does; fails unless all of it then ends well. */
  stop(): Promise<void>;
}

/** Settings as on the command line: `--cas.interrupt.core.trigger-mode=AFTER_SSO`. */
export async function startDemonstration(...settings: readonly string[]): Promise<Demonstration> {
  const data = mkdtempSync(join(tmpdir(), 'vestibule-demonstration-'));
  const own = ['--server.port=0', `--cas.server.data-directory=file:${data}`];
  const child = startChild(process.execPath, [START, ...own, ...settings]);
  const [server, news, canteen] = await Promise.all(
    [/^Vestibule is ready at (\S+)$/, /^ +(\S+\/news)\b/, /^ +(\S+\/canteen)\b/, /Ctrl-C/].map((line) =>
      child.line(line),
    ),
  );
  return {
    server: server?.[1] ?? '',
    news: news?.[1] ?? '',
    canteen: canteen?.[1] ?? '',
    said: child.stdout,
    async stop() {
      const end = await child.end('SIGINT');
      rmSync(data, { recursive: true });
      assert.deepEqual(
        end,
        { code: 0, signal: null },
        `the demonstration did not end well:\n${child.stderr()}`,
      );
    },
  };
}
