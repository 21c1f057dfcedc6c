// A script that does not load at start: the last good one is in force, or the start stops, or the operator has said what
// follows (D37); and files that another account could change are told (D33). Real rooms over a real data directory.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { systemClock, type Inquiry } from '@vestibule/interrupt';
import { loadSettings } from '../config/load.ts';
import { silentAudit } from '../operations/audit.ts';
import { assembleParts, type Parts } from './parts.ts';
import { assembleStorage, lookIntoStorage, type OpenStorage } from './storage.ts';

interface Place {
  readonly directory: string;
  readonly lines: { readonly event: unknown; readonly detail: unknown }[];
  write(name: string, text: string): void;
  start(openStorage?: OpenStorage): Promise<Parts | readonly string[]>;
}

function place(t: TestContext, settings = ''): Place {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-start-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const lines: Place['lines'] = [];
  const say = (fields: object): void => {
    const { event, detail } = fields as { readonly event?: unknown; readonly detail?: unknown };
    lines.push({ event, detail });
  };
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  write('cas.properties', `cas.interrupt.script.location=file:script.ts\n${settings}`);
  return {
    directory,
    lines,
    write,
    async start(openStorage = assembleStorage) {
      const loaded = loadSettings({ directory, arguments: [], environment: {} });
      assert.ok(loaded.ok);
      const parts = await assembleParts({
        settings: loaded.settings,
        logger: { debug: say, info: say, warn: say, error: say },
        audit: silentAudit,
        clock: systemClock,
        openStorage,
        inquirers: [],
        tracking: null,
      });
      return parts.ok ? parts.value : parts.faults;
    },
  };
}

const ANNA: Inquiry = {
  authentication: { principal: { id: 'anna', attributes: {} }, attributes: {}, authenticatedAt: 0 },
  service: null,
  registeredService: null,
  request: {
    method: 'GET',
    url: 'https://sso.example.org/cas/login',
    clientAddress: '192.0.2.1',
    userAgent: null,
    acceptLanguage: null,
    locale: 'en',
    headers: {},
    parameters: {},
  },
};

async function messageOf(parts: Parts): Promise<string | null> {
  const [planned] = parts.interrupt.gate.plan;
  const answer = await planned?.inquirer.inquire(ANNA, new AbortController().signal);
  assert.ok(answer?.kind === 'interrupt', JSON.stringify(answer));
  return answer.response.message;
}

const GOOD = `export default () => ({ message: 'held back', block: true });`;
const BROKEN = 'export default () => {';

test('D37 a script that does not load at start: the last good one is in force, and health is degraded', async (t) => {
  const { write, start } = place(t);
  write('script.ts', GOOD);
  const first = await start();
  assert.ok('interrupt' in first, 'it starts');
  await first[Symbol.asyncDispose]();
  write('script.ts', BROKEN);
  for (const open of [assembleStorage, lookIntoStorage]) {
    const again = await start(open);
    assert.ok('interrupt' in again, 'it starts again');
    assert.equal(await messageOf(again), 'held back');
    const [health] = again.interrupt.health();
    assert.equal(health?.status, 'degraded');
    assert.match(health?.detail ?? '', /SyntaxError.*last good version is in force/);
    await again[Symbol.asyncDispose]();
  }
});

test('D37 without a good one the start stops and says what helps, unless the failure mode was set', async (t) => {
  const { directory, write, start } = place(t);
  write('script.ts', BROKEN);
  const stopped = await start();
  assert.ok(!('interrupt' in stopped));
  assert.match(stopped[0] ?? '', /^cas\.interrupt\.script\.location: .*script\.ts: SyntaxError/);
  assert.match(stopped[0] ?? '', /mend it, or say with cas\.interrupt\.script\.failure-mode/);
  writeFileSync(
    join(directory, 'cas.properties'),
    'cas.interrupt.script.location=file:script.ts\ncas.interrupt.script.failure-mode=CLOSED\n',
  );
  const started = await start();
  assert.ok('interrupt' in started, 'it starts');
  await started[Symbol.asyncDispose]();
});

test('D11 a script that is missing or a directory lets the start go on, and health says which', async (t) => {
  const { directory, start } = place(t);
  const detailOf = async (): Promise<string> => {
    const started = await start();
    assert.ok('interrupt' in started, 'it starts');
    const [health] = started.interrupt.health();
    await started[Symbol.asyncDispose]();
    return health?.detail ?? '';
  };
  assert.match(await detailOf(), /the file does not exist/);
  mkdirSync(join(directory, 'script.ts'));
  assert.match(await detailOf(), /it is a directory/);
});

test('D33 what another account can write of the configuration and of scripts is told at start', async (t) => {
  const { directory, lines, write, start } = place(t);
  write('script.ts', GOOD);
  chmodSync(join(directory, 'script.ts'), 0o666);
  chmodSync(join(directory, 'cas.properties'), 0o666);
  const loaded = loadSettings({ directory, arguments: [], environment: {} });
  assert.match(loaded.warnings.join('\n'), /cas\.properties can be written by other users.*chmod go-w/);
  const started = await start();
  assert.ok('interrupt' in started);
  await started[Symbol.asyncDispose]();
  const told = lines.filter(({ event }) => event === 'writable-by-others');
  assert.equal(told.length, 1);
  assert.match(String(told[0]?.detail), /script\.ts can be written by other users/);
});

test('D33 templates and a trust store that another account can write are told at start', async (t) => {
  const settings = 'cas.view.template-prefixes=file:views\ncas.http-client.truststore.file=file:ca.pem\n';
  const { directory, lines, write, start } = place(t, settings);
  write('script.ts', GOOD);
  write('ca.pem', '');
  mkdirSync(join(directory, 'views'));
  write('views/login.eta', 'Welcome');
  for (const name of ['ca.pem', 'views/login.eta']) chmodSync(join(directory, name), 0o666);
  const started = await start();
  if ('interrupt' in started) await started[Symbol.asyncDispose]();
  const told = lines.filter(({ event }) => event === 'writable-by-others').map(({ detail }) => detail);
  assert.match(told.join('\n'), /ca\.pem can be written[^]*login\.eta can be written/);
});
