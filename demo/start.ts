// `npm start`: the server on the configuration of this directory, and two small applications that it protects.
// Says where to go and who can sign in. Ctrl-C ends all of it. What stands after `npm start --` goes to the server, such
// as `npm start -- --cas.interrupt.core.trigger-mode=AFTER_SSO`.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startApplications, type Applications } from './applications.ts';

const VESTIBULE = fileURLToPath(new URL('../packages/server/bin/vestibule.js', import.meta.url));
const CONFIGURATION = fileURLToPath(new URL('.', import.meta.url));

const PEOPLE = [
  ['quiet', 'is not interrupted'],
  ['casuser', 'sees a notice with links and data, once'],
  ['blocked', 'is kept out until a task is done'],
  ['moved', 'is sent elsewhere at once'],
  ['waiting', 'is sent elsewhere after ten seconds, or stays'],
  ['visitor', 'is let in without a single sign-on session'],
] as const;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const FIRST_APPLICATION_PORT = 8090;

const settings = process.argv.slice(2);
const portChosen = settings.some((setting) => setting.startsWith('--server.port='));
if (!portChosen) settings.unshift(`--server.port=${await freePort(8080)}`);

const server = spawn(
  process.execPath,
  ['--max-semi-space-size=2', VESTIBULE, 'serve', '--config', CONFIGURATION, ...settings],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);

// Nothing may be left running, however this ends. The server has a moment to finish what it is doing.
let applications: Applications | null = null;
let stopping = false;
const stop = (): void => {
  stopping = true;
  applications?.close();
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

const address = await readyAddress(server);
applications = await startApplications(address, FIRST_APPLICATION_PORT);
if (new URL(applications.news).port !== String(FIRST_APPLICATION_PORT)) {
  say(`Port ${FIRST_APPLICATION_PORT} is taken; the applications use the next free ones.`);
}
say(`Vestibule is ready at ${address}`);
say();
say('Open one of the two applications; each sends you to sign in:');
say(`  ${applications.news}      whoever is to be interrupted, is`);
say(`  ${applications.canteen}   its definition switches interrupts off`);
say();
say('Who can sign in, all with the password Mellon:');
for (const [name, what] of PEOPLE) say(`  ${name.padEnd(8)} ${what}`);
say();
say('Change demo/interrupts.json while this runs; it counts at the next sign-in. Ctrl-C ends everything.');

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
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '::', () => probe.close(() => resolve(true)));
  });
}

/** The address of the ready line. A server that ends before it has said why, and ends this process. */
function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^Vestibule is ready at (\S+)$/mu.exec(output);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
  });
}
