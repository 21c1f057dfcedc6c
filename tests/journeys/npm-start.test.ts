// `npm start` itself: what it says, what it does when ports are taken, and that nothing is left when it ends.
// Debian packages: chromium, fonts-dejavu-core, openssl
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../support/child.ts';
import { assertSignedIn, signIn, visit } from '../support/visitor.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const USUAL_PORTS = [8080, 8090];

let data: string;
const occupants: Server[] = [];
before(async () => {
  data = mkdtempSync(join(tmpdir(), 'vestibule-start-'));
  occupants.push(...(await Promise.all(USUAL_PORTS.map(occupy))));
});
after(() => {
  for (const occupant of occupants) occupant.close();
  rmSync(data, { recursive: true });
});

function npmStart(...settings: readonly string[]): Child {
  return startChild('npm', ['start', '--', `--cas.server.data-directory=file:${data}`, ...settings], {
    cwd: ROOT,
    detached: true,
  });
}

/** Where it runs, as it says itself. */
async function addresses(started: Child): Promise<readonly string[]> {
  const lines = [/^Vestibule is ready at (\S+)$/, /^ +(\S+\/news)\b/, /^ +(\S+\/canteen)\b/];
  await started.line(/Ctrl-C ends everything/);
  return Promise.all(lines.map(async (line) => (await started.line(line))[1] ?? ''));
}

test('npm start says where to go, who can sign in and which ports were taken; Ctrl-C leaves nothing running', async () => {
  const started = npmStart();
  const [server = '', news = '', canteen = ''] = await addresses(started);
  const said = started.stdout();
  const [, instead] = /^Port 8080 is taken; the server uses (\d+)\.$/m.exec(said) ?? [];
  assert.equal(server, `http://localhost:${instead}/cas`);
  assert.match(said, /^Port 8090 is taken/m);
  for (const name of ['quiet', 'casuser', 'blocked', 'moved', 'waiting', 'visitor']) {
    assert.match(said, new RegExp(`^ +${name} +\\w`, 'm'));
  }
  assert.match(said, /Mellon/);
  assert.equal(new Set([server, news, canteen].map((address) => new URL(address).port)).size, 3);

  await visit({}, async ({ page }) => {
    await page.goto(news);
    await signIn(page, 'quiet');
    await assertSignedIn(page, news, 'quiet');
  });

  // As a terminal does: to everybody in the foreground.
  process.kill(-started.pid, 'SIGINT');
  await started.ended;
  assert.deepEqual(await Promise.all([server, news, canteen].map(answers)), [false, false, false]);
  assert.throws(() => process.kill(-started.pid, 0), { code: 'ESRCH' });
});

test('SIGTERM to npm alone ends all of it', async () => {
  const started = npmStart();
  const all = await addresses(started);
  process.kill(started.pid, 'SIGTERM');
  await started.ended;
  assert.deepEqual(await Promise.all(all.map(answers)), [false, false, false]);
  assert.throws(() => process.kill(-started.pid, 0), { code: 'ESRCH' });
});

test('what stands after -- goes to the server; when it refuses, that is said and nothing is left', async () => {
  const started = npmStart('--cas.interrupt.core.triger-mode=AFTER_SSO');
  const { code } = await started.ended;
  assert.notEqual(code, 0);
  assert.match(started.stderr(), /cas\.interrupt\.core\.trigger-mode/);
  assert.throws(() => process.kill(-started.pid, 0), { code: 'ESRCH' });
});

/** Takes a port, unless somebody has it already, which serves as well. */
function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(server));
    server.listen(port, 'localhost', () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
