// The demonstration where something is not there: no Java, no application behind REST, nothing but its directory.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startChild } from '../support/child.ts';
import { freePort } from '../support/free-port.ts';
import { createClient } from '../support/http-client.ts';
import { startServer, type RunningServer } from '../support/server.ts';

const DEMO = fileURLToPath(new URL('../../demo', import.meta.url));
const NEWS = 'http://localhost:8090/news';

const openFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-demonstration-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return `--cas.server.data-directory=file:${folder}`;
};

/** As `npx vestibule serve --config demo` does. */
async function serveAlone(t: TestContext, ...settings: readonly string[]): Promise<RunningServer> {
  const folder = { path: DEMO, write: () => assert.fail('the demonstration is not written to'), remove() {} };
  const server = await startServer({ folder, arguments: [openFolder(t), ...settings] });
  t.after(() => server.dispose());
  return server;
}

/** What somebody sees who signs in: the heading of an interrupt, `ticket` when they are let in. */
async function enter(server: string, name: string): Promise<string | undefined> {
  const answer = await createClient(server).login(name, { service: NEWS });
  return answer.ticket === undefined ? answer.page().text('interruptMessage') : 'ticket';
}

test('without Java the start says who is left out and what to install, and the rest works', async (t) => {
  const env = { ...process.env, PATH: '/nowhere', JAVA_HOME: '' };
  const started = startChild(process.execPath, [join(DEMO, 'start.ts'), '--server.port=0', openFolder(t)], {
    env,
  });
  const server = (await started.line(/^Vestibule is ready at (\S+)$/))[1] ?? '';
  const [said] = await started.line(/^Left out .*/);
  assert.match(said, /alumnus.*no java was found: install .*default-jre-headless/);
  assert.equal(await enter(server, 'alumnus'), 'ticket');
  assert.equal(await enter(server, 'external'), 'Authentication flow is interrupted');
  assert.match((await enter(server, 'apprentice')) ?? '', /fire drill/);
  assert.deepEqual(await started.end('SIGINT'), { code: 0, signal: null });
});

test('its directory alone serves everybody but those whom npm start brings along', async (t) => {
  const server = await serveAlone(t);
  assert.match((await enter(server.url, 'casuser')) ?? '', /The library moves/);
  assert.match((await enter(server.url, 'trainee')) ?? '', /safety training/);
  assert.match((await enter(server.url, 'student')) ?? '', /examinations/);
  assert.equal(await enter(server.url, 'external'), 'Authentication flow is interrupted');
  for (const name of ['quiet', 'apprentice', 'alumnus'])
    assert.equal(await enter(server.url, name), 'ticket');
  assert.doesNotMatch(server.stderr(), /"level":"error"|inquiry-failed/);
});

test('D9 with the application behind REST down people pass, which the log says', async (t) => {
  const server = await serveAlone(t, `--cas.interrupt.rest.url=http://localhost:${await freePort()}/tasks`);
  assert.equal(await enter(server.url, 'apprentice'), 'ticket');
  assert.match(server.stderr(), /"inquirer":"rest"/);
  assert.match((await enter(server.url, 'trainee')) ?? '', /safety training/);
});
