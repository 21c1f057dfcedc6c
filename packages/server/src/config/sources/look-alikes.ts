// Files of the configuration directory that look like settings and are not read, so that nobody wonders (D38).
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LEFT_OVER =
  /(?:~|\.(?:bak|backup|copy|disabled|dist|dpkg-\w+|example|off|old|orig|rpmnew|rpmorig|rpmsave|sample|save|sw[op]|template|tmp|\d{1,14}))$/iu;
const SETTINGS = /\.(?:properties|ya?ml)$/iu;
/** Lines as only settings of a CAS server have them. */
const LIKE_SETTINGS = /^(?:\u00EF\u00BB\u00BF)?\s*(?:cas|server|spring)\s*[.:]/mu;
const ENOUGH = 65_536;

/** One line for each. */
export function lookAlikes(directory: string, read: readonly string[]): readonly string[] {
  const found = readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'config' ? within(path) : [];
    const why = read.includes(path) ? null : reason(entry.name, path);
    return why === null ? [] : [`${path}: looks like settings and is not read: ${why}`];
  });
  return found.toSorted();
}

function within(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => /^(?:application|cas)[\w-]*\.(?:properties|ya?ml)$/u.test(name))
    .map(
      (name) =>
        `${join(directory, name)}: looks like settings and is not read: it lies in a directory of its own`,
    );
}

/** Null when it is something else. */
function reason(name: string, path: string): string | null {
  const plain = name.replace(/^[.#]+/u, '').replace(/#$/u, '');
  if (LEFT_OVER.test(plain) || plain !== name) {
    const original = plain.replace(LEFT_OVER, '');
    const isSettings =
      SETTINGS.test(original.replace(LEFT_OVER, '')) || /^(?:application|cas)$/iu.test(original);
    return isSettings && hasSettings(path) ? 'its name says that it is an older or another copy' : null;
  }
  if (!SETTINGS.test(name) || !hasSettings(path)) return null;
  if (/^bootstrap\./iu.test(name)) return 'write what it sets into cas.properties';
  const profile = /^(?:(?:application|cas)-)?(.*)\.\w+$/iu.exec(name)?.[1] ?? '';
  return /^(?:application|cas)\./iu.test(name)
    ? 'names are in small letters'
    : `the profile ${profile} is not active (spring.profiles.active)`;
}

function hasSettings(path: string): boolean {
  try {
    return (
      statSync(path).isFile() && LIKE_SETTINGS.test(readFileSync(path).subarray(0, ENOUGH).toString('latin1'))
    );
  } catch {
    // Nobody can tell what it holds.
    return true;
  }
}
