// Preloaded by every script (`node --import ./tools/require-runtime.js …`). Plain JavaScript that old runtimes parse:
// without the package that brings our Node, npm scripts would fall back to the host's without a word.
import { readFileSync } from 'node:fs';

const REQUIRED_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < REQUIRED_MAJOR) {
  const { optionalDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const brought = `node-${process.platform}-${process.arch}`;
  process.stderr.write(
    `Vestibule needs Node.js ${REQUIRED_MAJOR} or newer; this is ${process.version} (${process.execPath}).\n` +
      (brought in optionalDependencies
        ? `Run "npm ci" without --omit=optional: the package ${brought} brings the right one.\n`
        : `No package brings Node.js to ${process.platform} ${process.arch}: install Node.js ${REQUIRED_MAJOR} and put it first on the path.\n`),
  );
  process.exit(1);
}

// Before anything else is loaded. What Node itself may have taken from there by now ends with this process.
const { whyUnsafeCompileCache } = await import('../packages/server/src/compile-cache.js');
const unsafe = whyUnsafeCompileCache(process.env);
if (unsafe !== null) {
  process.stderr.write(`${unsafe}.\n`);
  process.exit(1);
}
