#!/usr/bin/env node
// Starts the command line on the runtime that the package brings. Plain JavaScript that an old Node understands:
// when it was started by one, it hands over to the right one, signals and exit code included.
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';

const MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) >= MAJOR) {
  nodeModule.enableCompileCache();
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  handOver(bundledRuntime());
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
  const child = spawn(runtime, ['--max-semi-space-size=2', ...process.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
}
