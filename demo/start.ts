// `npm start`: the server on the configuration of this directory, and two small applications that it protects.
// Says where to go and who can sign in. Ctrl-C ends all of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startApplications } from './applications.ts';

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

const serverPort = await freePort('server', 8080);
const newsPort = await freePort('application', 8090);
const canteenPort = await freePort('application', Math.max(8091, newsPort + 1));

const server = spawn(
  process.execPath,
  ['--max-semi-space-size=2', VESTIBULE, 'serve', '--config', CONFIGURATION, `--server.port=${serverPort}`],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const address = await readyAddress(server);
if (address === null) process.exit(1);

const applications = await startApplications(address, newsPort, canteenPort);
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

let stopping = false;
const stop = (): void => {
  stopping = true;
  applications.close();
  server.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
server.on('exit', (code) => {
  if (!stopping) say(`The server has ended by itself (${code ?? 'by a signal'}).`);
  applications.close();
  process.exitCode = stopping ? 0 : 1;
});

/** The wished port, or the next one that is free; says so when it is another. */
async function freePort(whose: string, wished: number): Promise<number> {
  for (let port = wished; port < wished + 100; port += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    if (!(await isFree(port))) continue;
    if (port !== wished) say(`Port ${wished} is taken; the ${whose} uses ${port}.`);
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

/** The address of the ready line; null when the server ended before it (it has said why). */
function readyAddress(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^Vestibule is ready at (\S+)$/mu.exec(output);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('exit', () => resolve(null));
  });
}
