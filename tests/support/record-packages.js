// For `--import`: writes the name of each installed package, as soon as a module of it is loaded, to the file that
// PACKAGES_LOADED names. Plain JavaScript, since it comes before everything else.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const file = process.env.PACKAGES_LOADED;
const seen = new Set();

registerHooks({
  load(url, context, nextLoad) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
    if (file !== undefined && name !== undefined && !seen.has(name)) {
      seen.add(name);
      appendFileSync(file, `${name}\n`);
    }
    return nextLoad(url, context);
  },
});
