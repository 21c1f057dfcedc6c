#!/usr/bin/env node
// Starts the command line on the runtime that the package brings, with the memory it is meant to have. Plain JavaScript
// that an old Node understands: when it was started by one, it hands over to the right one, signals and exit code included.
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';

const MAJOR = 24;
/** A small nursery: a ninth of the memory less for a fourteenth of the CPU more. V8 reads it only when it starts. */
const NURSERY = '--max-semi-space-size';
const FLAG = `${NURSERY}=2`;

if (Number(process.versions.node.split('.')[0]) >= MAJOR) {
  const { privateCompileCache, whyUnsafeCompileCache } = await import('../src/compile-cache.js');
  const unsafe = whyUnsafeCompileCache(process.env);
  if (unsafe !== null) {
    process.stderr.write(`vestibule: ${unsafe}\n`);
    process.exit(1);
  }
  if (!nurseryIsChosen()) beginAnew();
  if ((process.env.NODE_COMPILE_CACHE ?? '') === '') useCache(privateCompileCache(process.env));
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  handOver(bundledRuntime());
}

/** Whether this process, or whoever configured it, has said how large the nursery is. */
function nurseryIsChosen() {
  const spoken = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(' ')];
  return spoken.some((word) => word.startsWith(NURSERY) || word.startsWith('--max_semi_space_size'));
}

/** The same process begins anew with the flag, under its own process id. Where that cannot be, it stays as it is. */
function beginAnew() {
  if (process.platform === 'win32' || process.channel !== undefined) return;
  const flags = nurseryIsChosen() ? process.execArgv : [FLAG, ...process.execArgv];
  process.execve?.(process.execPath, [process.execPath, ...flags, ...process.argv.slice(1)]);
}

function useCache(cache) {
  if (cache.kind === 'private') nodeModule.enableCompileCache(cache.directory);
  if (cache.kind === 'exposed')
    process.stderr.write(`vestibule: compiled code is not kept between starts: ${cache.why}\n`);
}

/** The Node that npm installed beside us, or null. */
function bundledRuntime() {
  try {
    const manifest = nodeModule
      .createRequire(import.meta.url)
      .resolve(`node-${process.platform}-${process.arch}/package.json`);
    return manifest.replace(/package\.json$/, 'bin/node');
  } catch {
    return null;
  }
}

function handOver(runtime) {
  if (runtime === null) {
    process.stderr.write(
      `vestibule needs Node ${MAJOR} or newer; this is ${process.version}. Start it with that one.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(runtime, [FLAG, ...process.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
}
