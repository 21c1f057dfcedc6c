// `npm start`: the server on the configuration of this directory, and three small applications that it protects.
// Says where to go and who can sign in. Ctrl-C ends all of it. What stands after `npm start --` goes to the server, such
// as `npm start -- --cas.interrupt.core.trigger-mode=AFTER_SSO`.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findGroovy } from '@vestibule/interrupt';
import { startApplications, type Applications } from './applications.ts';
import { keepCopy } from './interrupt-file-copy.ts';
import { leaflet } from './leaflet.ts';
import { LOOPBACK } from './listening.ts';
import { startTrainingOffice } from './training.ts';

const VESTIBULE = fileURLToPath(new URL('../packages/server/bin/vestibule.js', import.meta.url));
const CONFIGURATION = fileURLToPath(new URL('.', import.meta.url));

const SERVER_PORT = 8080;
const FIRST_APPLICATION_PORT = 8090;
const TRAINING_PORT = 8092;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const chosen = process.argv.slice(2);
const choice = (setting: string): string | undefined =>
  chosen.findLast((argument) => argument.startsWith(`--${setting}=`))?.slice(setting.length + 3);

const settings: string[] = [];
if (choice('server.port') === undefined) settings.push(`--server.port=${await freePort(SERVER_PORT)}`);

// The office stands before the server does, which has to know where to ask.
const data = resolve(CONFIGURATION, (choice('cas.server.data-directory') ?? 'data').replace(/^file:/u, ''));
const interruptFile = join(data, 'interrupts.json');
const training = await startTrainingOffice(TRAINING_PORT, interruptFile);
const from = join(CONFIGURATION, 'interrupts.json');
const endCopying = keepCopy({ from, to: interruptFile, training: training.page });
settings.push(
  `--cas.interrupt.json.location=file:${interruptFile}`,
  `--cas.interrupt.rest.url=${training.endpoint.url}`,
  `--cas.interrupt.rest.basic-auth-username=${training.endpoint.username}`,
);
const scripts = ['bulletin-board.ts', 'greeting.groovy'].map((name) => copiedWhereMoved(name));
settings.push(`--cas.interrupt.script.location=file:${scripts[0]?.path}`);
// A script that cannot run stops the server, as it should; a demonstration does without.
const groovy = findGroovy({ env: process.env });
if (groovy.ok) settings.push(`--cas.interrupt.groovy.location=file:${scripts[1]?.path}`);

const server = spawn(
  process.execPath,
  // What was chosen comes last, and wins.
  ['--max-semi-space-size=2', VESTIBULE, 'serve', '--config', CONFIGURATION, ...settings, ...chosen],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Arguments can be read by everybody on the machine, the environment cannot.
    env: { ...process.env, CAS_INTERRUPT_REST_BASIC_AUTH_PASSWORD: training.endpoint.password },
  },
);

// Nothing may be left running, however this ends. The server has a moment to finish what it is doing.
let applications: Applications | null = null;
let stopping = false;
const stop = (): void => {
  stopping = true;
  applications?.close();
  training.close();
  endCopying();
  for (const script of scripts) script.end();
  server.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
process.on('exit', () => server.kill('SIGTERM'));
server.once('exit', (code) => {
  if (!stopping) say(`The server has ended by itself (${code ?? 'by a signal'}).`);
  // At once: the CAS client of the applications has a timer that never ends.
  process.exit(stopping ? 0 : 1);
});

// Under the name that browsers keep cookies for on this machine.
const address = (await readyAddress(server)).replace(`//${LOOPBACK}:`, '//localhost:');
applications = await startApplications(address, FIRST_APPLICATION_PORT);
const { news, canteen } = applications;
training.open(address, news);
if (new URL(news).port !== String(FIRST_APPLICATION_PORT)) {
  say(`Port ${FIRST_APPLICATION_PORT} is taken; the applications use the next free ones.`);
}
const groovyMissing = groovy.ok ? null : groovy.detail;
say(leaflet({ server: address, news, canteen, training: training.page, groovyMissing }));

/** A script's links lead to the training office at its usual port; where that is taken, a copy has the real one. */
function copiedWhereMoved(name: string): { readonly path: string; end(): void } {
  const original = join(CONFIGURATION, name);
  if (new URL(training.page).port === String(TRAINING_PORT)) return { path: original, end: () => undefined };
  const path = join(data, name);
  return { path, end: keepCopy({ from: original, to: path, training: training.page }) };
}

/** The wished port, or the next one that is free; says so when it is another. */
async function freePort(wished: number): Promise<number> {
  for (let port = wished; port < wished + 100; port += 1) {
    if (!(await isFree(port))) continue;
    if (port !== wished) say(`Port ${wished} is taken; the server uses ${port}.`);
    return port;
  }
  throw new Error(`no free port from ${wished} on`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, choice('server.address') ?? LOOPBACK, () => probe.close(() => answer(true)));
  });
}

/** The address of the ready line. A server that ends before it has said why, and ends this process. */
function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((answer) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^Vestibule is ready at (\S+)$/mu.exec(output);
      if (ready?.[1] !== undefined) answer(ready[1]);
    });
  });
}
