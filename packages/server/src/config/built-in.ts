// Placeholders that have a value although nobody gave them one: the configuration directory, what a Java machine knows of
// the machine, and Spring's `random.*` (D38).
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, sep } from 'node:path';
import { uniformName } from './names.ts';
import type { Whereabouts } from './sources/whereabouts.ts';

/** Null when there is none of that name. */
export function builtIn(name: string, { directory, file }: Whereabouts): string | null {
  switch (uniformName(name)) {
    case 'cas.standalone.configurationdirectory':
      return directory;
    case 'cas.standalone.configurationfile':
      return file;
    case 'spring.application.name':
    case 'spring.config.name':
      return 'cas';
    case 'user.home':
      return homedir();
    case 'user.name':
      return userInfo().username;
    case 'user.dir':
      return process.cwd();
    case 'java.io.tmpdir':
      return tmpdir();
    case 'file.separator':
      return sep;
    case 'path.separator':
      return delimiter;
    default:
      return name.startsWith('random.') ? random(name.slice('random.'.length)) : null;
  }
}

/** Every mention is another value, as in Spring. */
function random(kind: string): string | null {
  if (kind === 'value') return randomBytes(16).toString('hex');
  if (kind === 'uuid') return randomUUID();
  const [, range] = /^(?:int|long)(?:[([](.+)[)\]])?$/u.exec(kind) ?? [];
  if (range === undefined) return /^(?:int|long)$/u.test(kind) ? String(randomInt(2 ** 31)) : null;
  const [first = Number.NaN, second] = range
    .split(',')
    .map((bound) => (/^\s*-?\d+\s*$/u.test(bound) ? Number(bound) : Number.NaN));
  const [least, most] = second === undefined ? [0, first] : [first, second];
  return Number.isSafeInteger(least) && Number.isSafeInteger(most) && least < most && most - least < 2 ** 48
    ? String(randomInt(least, most))
    : null;
}
